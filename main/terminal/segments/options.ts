/** The options of the segments command, by what they are for. */
import { InvalidArgumentError, Option } from 'commander';
import { commaList, parseAmount, parseDay, parseShare, parseWhole, repeated } from '../options.ts';
import { IN_FORCE, METHODS } from './chosen.ts';
import { apartFrom } from './exclusive.ts';
import { CAPACITY_BY, COVERAGE_BY, NOT_PLACED, PEERS, type PeersBy, SPACE_BY } from './question.ts';
import { parseFigure, parseResponse, parseShift } from './whatIfChange.ts';

/** A question or a change: one at a time. */
function alone(attribute: string, flags: string, what: string): Option {
  return new Option(flags, what).conflicts(apartFrom(attribute));
}

const months = parseWhole(0, 60);
/** What makes partners peers. */
const MOST_PEER_DIMS = 3;

/** Under the headings that the help shows. */
export const OPTIONS: readonly (readonly [heading: string, options: readonly Option[]])[] = [
  [
    'Who is segmented, and how:',
    [
      new Option(
        '--method <how>',
        'how to segment; the segmentation in force when left out, else performance × potential',
      ).choices(METHODS),
      new Option('--document <file>', 'the segmentation, a JSON document').conflicts(['saved']),
      new Option(
        '--saved <name>',
        `a segmentation that the workspace keeps, by name or number; ${IN_FORCE} for that one`,
      ),
      new Option(
        '--as-of <date>',
        'the last day that counts; the end of the last complete fiscal quarter when left out',
      ).argParser(parseDay),
      new Option('--where <filter>', 'DIM=VALUE, DIM=A|B or DIM!=VALUE, of partners; may be repeated')
        .argParser(repeated)
        .default([], 'everybody'),
      new Option('--k <n>', 'so many clusters; by silhouette when left out').argParser(parseWhole(2, 12)),
      new Option('--seed <n>', 'of the clusters; the same seed gives the same clusters').argParser(
        parseWhole(0, Number.MAX_SAFE_INTEGER),
      ),
    ],
  ],
  [
    'What is asked (sizes and figures of the segments when left out):',
    [
      new Option(
        '--members [segment]',
        `partners one by one, each with why; of one segment, or “${NOT_PLACED}” for those not placed`,
      ),
      alone('compare', '--compare <a,b>', 'two segments beside each other, what tells them apart most first').argParser(
        parseTwo,
      ),
      alone('movement', '--movement', 'who entered and left, quarter by quarter, and why'),
      new Option('--quarters <n>', 'for --movement: so many, 8 when left out').argParser(parseWhole(2, 40)),
      new Option(
        '--quarter <name>',
        'for --movement: who entered and left in it, such as FY26-Q3; the last when left out',
      ),
      alone('returns', '--returns', 'what segments bring and cost; with --members partner by partner'),
      new Option(
        '--assume-margin <share>',
        'for --returns and what if: margin of lines without a cost, as a share of their amount, such as 0.3',
      ).argParser(parseShare),
      alone(
        'fit',
        '--fit [file]',
        'a profile of the ideal partner against what came after; that of the segmentation without a file',
      ),
      alone(
        'prospects',
        '--prospects [file]',
        'how near prospects come to the profile: those of a table with a column “name”, or of the network',
      ),
      alone('export', '--export', 'every partner with segment, advice and why as CSV, as the Segments screen saves it'),
    ],
  ],
  [
    'What if (nothing is changed):',
    [
      alone('prune', '--prune <n>', 'the n weakest partners leave').argParser(parseWhole(1, 100_000)),
      alone('grow', '--grow <n>', 'the next n partners reach the median of their peers').argParser(
        parseWhole(1, 100_000),
      ),
      alone('shift', '--shift <from:to:amount>', 'spend moves from one segment to another').argParser(parseShift),
      new Option('--in <segment>', 'for --prune and --grow: partners of this segment only'),
      new Option('--weakest-by <metric>', 'for --prune: which figure says who is weak; won_amount when left out'),
      new Option(
        '--kept <share>',
        'for --prune: what others keep of their sales, 0.2 or 0.1..0.2..0.4; 0 when left out',
      ).argParser(parseFigure),
      new Option(
        '--response <lost:won>',
        'for --shift: bookings that a unit of spend loses where it is taken and wins where it is given, each one figure or lowest..likeliest..highest',
      ).argParser(parseResponse),
      new Option(
        '--spare <months>',
        'for --prune and --shift: partners younger than this are left alone; 12 when left out',
      ).argParser(months),
    ],
  ],
  [
    'Of the network, whatever its segments:',
    [
      alone(
        'whitespace',
        '--whitespace [by]',
        'what partners would sell more if they sold what their peers do',
      ).choices(SPACE_BY),
      new Option('--peers <dims>', 'for --whitespace: who is alike; type,region when left out').argParser(parsePeers),
      new Option(
        '--reach <share>',
        'for --whitespace: how well peers sell it, 0.5 for the median of them; 0.5 when left out',
      ).argParser((text) => Number(parseShare(text))),
      alone('capacity', '--capacity [by]', 'partners to recruit or to activate for the plan').choices(CAPACITY_BY),
      new Option(
        '--plan <amount>',
        'for --capacity: bookings of the coming year; the targets loaded when left out',
      ).argParser(parseAmount),
      new Option(
        '--ramp <months>',
        'for --capacity: until a new partner books like the others; as the network shows when left out',
      ).argParser(parseWhole(1, 60)),
      alone('coverage', '--coverage [by]', 'partners, certified and transacting ones by country and product').choices(
        COVERAGE_BY,
      ),
    ],
  ],
  [
    'What the workspace keeps (each change can be undone on any screen):',
    [
      alone('list', '--list', 'the segmentations that it keeps'),
      alone('save', '--save <name>', 'keep the segmentation; one of that name gets a new version'),
      alone('assign', '--assign', 'put it in force: its segments are the dimension “segment” everywhere'),
      alone(
        'move',
        '--move <partner>',
        'put a partner into a segment by hand, by id or name; may be repeated',
      ).argParser((text: string, before: readonly string[] | undefined) => repeated(text, before ?? [])),
      new Option('--to <segment>', 'for --move: where it belongs'),
      new Option('--reason <text>', 'for --move: why'),
      new Option('--decided-by <name>', 'for --move: who decided it'),
      new Option('--from <date>', 'for --move: its first day; the last day that was placed when left out').argParser(
        parseDay,
      ),
      new Option('--until <date>', 'for --move: its last day; no end when left out').argParser(parseDay),
      alone('moves', '--moves', 'partners who were moved by hand'),
      alone('takeBack', '--take-back <number>', 'take such a move back, by its number').argParser(
        parseWhole(1, Number.MAX_SAFE_INTEGER),
      ),
    ],
  ],
];

function parsePeers(text: string): readonly PeersBy[] {
  const dims = commaList(text);
  const stranger = dims.find((dim) => !PEERS.includes(dim as PeersBy));
  if (dims.length === 0 || dims.length > MOST_PEER_DIMS || stranger !== undefined) {
    const fault = stranger === undefined ? '' : `Partners have no “${stranger}” to be alike in. `;
    throw new InvalidArgumentError(`${fault}Write one to three of ${PEERS.join(', ')}, separated by commas.`);
  }
  return dims as PeersBy[];
}

function parseTwo(text: string): readonly [string, string] {
  const [a, b, ...more] = commaList(text);
  if (a === undefined || b === undefined || more.length > 0) {
    throw new InvalidArgumentError('Name two segments, separated by a comma: --compare stars,sleepers.');
  }
  return [a, b];
}
