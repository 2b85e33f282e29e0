/** Whether a rate can be read in one way only, and pays what its base is. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { Network } from '../../network/network.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { amountText, bandsOf, compareFigures, isBelow, rateFigures, shareText } from '../planFigures.ts';

const COUNTED: ReadonlySet<PlanLine['on']['base']> = new Set(['quantity', 'count']);
const THINGS: Readonly<Record<string, string>> = { quantity: 'units', count: 'rows' };

export function rateFaults({ lines }: IncentivePlan, network: Network): Finding[] {
  const { locale } = network.policy;
  return lines.flatMap((line, index) => [
    ...bandFaults(line, ['lines', index, 'rate'], locale),
    ...basisFaults(line, index, locale),
    ...growthFaults(line, index),
    ...shapeFaults(line, index, locale),
    ...overlayFaults(line, index),
    ...acceleratorFaults(line, index, locale),
  ]);
}

function bandFaults({ rate }: PlanLine, path: Path, locale: string): Finding[] {
  const bands = bandsOf(rate);
  const isGrowth = 'growth' in rate;
  const said = (value: string) => (isGrowth ? shareText(value, locale) : amountText(value, locale));
  const faults = ascending(
    bands.map(({ from }) => from),
    [...path, 'bands'],
    said,
  );
  if (isGrowth || !('bands' in rate)) return faults;
  const { how, pays, payFrom, on } = rate;
  const eachByItself = how !== 'retroactive';
  const [lowest] = bands;
  if (lowest && !on && isBelow(lowest.from, '0')) {
    const sentence = `The lowest band begins at ${said(lowest.from)}, but nothing is bought below 0: the part below would be paid though nobody bought it. Begin it at 0.`;
    faults.push({ path: [...path, 'bands', 0, 'from'], sentence });
  }
  if (eachByItself && pays === 'lump') {
    const sentence =
      'A sum is paid once for the band reached, and marginal bands pay each part by itself. Write "how": "retroactive", or pay a share.';
    faults.push({ path: [...path, 'pays'], sentence });
  }
  if (eachByItself && payFrom !== undefined) {
    const sentence =
      'Marginal bands already pay each part at its own rate. Remove “payFrom” and begin the lowest band there, or write "how": "retroactive".';
    faults.push({ path: [...path, 'payFrom'], sentence });
  }
  if (pays === 'lump' && payFrom !== undefined) {
    const sentence = 'A sum has no part that is left out. Remove “payFrom”, or pay a share.';
    faults.push({ path: [...path, 'payFrom'], sentence });
  }
  if (payFrom !== undefined && isBelow(payFrom, '0')) {
    faults.push({ path: [...path, 'payFrom'], sentence: 'This must not be negative: write 0 or more.' });
  }
  if (eachByItself && on) {
    const sentence =
      'Marginal bands part the base itself, so they cannot be looked up in another measure. Write "how": "retroactive", or remove “on”.';
    faults.push({ path: [...path, 'on'], sentence });
  }
  return faults;
}

/** A lower edge belongs to its band, so edges rise and no two are equal. */
function ascending(edges: readonly string[], path: Path, said: (value: string) => string): Finding[] {
  return edges.flatMap((from, index): Finding[] => {
    const before = edges[index - 1];
    if (before === undefined) return [];
    const order = compareFigures(before, from);
    if (order < 0) return [];
    const sentence =
      order === 0
        ? `Two bands begin at ${said(from)}. Keep one of them.`
        : `Bands go from the lowest up, and ${said(from)} is below ${said(before)} before it. Put them in order.`;
    return [{ path: [...path, index, 'from'], sentence }];
  });
}

/** A share of a number of units is no money, and money per unit of money is a share. */
function basisFaults(line: PlanLine, index: number, locale: string): Finding[] {
  const { base } = line.on;
  const figures = rateFigures(line, index);
  const counted = COUNTED.has(base);
  // Growth pays a rate on units too: it has no other way to say money per unit.
  if ('growth' in line.rate) return [];
  const wrong = figures.find(({ unit }) => unit === (counted ? 'share' : 'perUnit'));
  if (!wrong) return [];
  if (!counted) {
    const sentence = `Money per unit needs a base that is counted, and this one is the ${base.replace('_', ' ')}. Write "base": "quantity" or "count", or pay a share.`;
    return [{ path: ['lines', index, 'on', 'base'], sentence }];
  }
  const sentence = `${shareText(wrong.value, locale)} of a number of ${THINGS[base]} is no money. Pay money per unit, or take another base, for instance "base": "amount".`;
  return [{ path: ['lines', index, 'on', 'base'], sentence }];
}

function growthFaults({ rate, scope, period }: PlanLine, index: number): Finding[] {
  if (!('growth' in rate)) return [];
  const path = ['lines', index, 'rate', 'growth'];
  const faults: Finding[] = [];
  const earlier = typeof rate.growth === 'string' && /^[a-z]/.test(rate.growth);
  if (period === 'campaign' && earlier) {
    const sentence =
      'A campaign has no earlier one to grow from. Write the amount to grow from, or pay by month, quarter, half-year or year.';
    faults.push({ path, sentence });
  }
  if (rate.marginal && !(rate.payOnlyGrowth && rate.bands)) {
    const sentence =
      'Parts of growth are paid by bands and on growth only. Write "payOnlyGrowth": true and "bands", or leave "marginal" out.';
    faults.push({ path: ['lines', index, 'rate', 'marginal'], sentence });
  }
  if (scope === 'line' || scope === 'deal') {
    const sentence = `A ${scope === 'line' ? 'line of a deal' : 'deal'} does not grow: partners do. Write "scope": "partner" or "group".`;
    faults.push({ path: ['lines', index, 'scope'], sentence });
  }
  return faults;
}

function shapeFaults({ rate }: PlanLine, index: number, locale: string): Finding[] {
  const path = ['lines', index, 'rate'];
  if ('linear' in rate) {
    const [low, high] = rate.linear;
    if (isBelow(low!.at, high!.at)) return [];
    const sentence = `The rate goes from the first target to the second, and ${amountText(high!.at, locale)} is not above ${amountText(low!.at, locale)}. Put the smaller one first.`;
    return [{ path: [...path, 'linear', 1, 'at'], sentence }];
  }
  if ('byLevel' in rate && Object.keys(rate.byLevel).length === 0) {
    return [{ path: [...path, 'byLevel'], sentence: 'Name at least one level, for instance {"Gold": 0.05}.' }];
  }
  return [];
}

/** Points of a rate need a rate. */
function overlayFaults(line: PlanLine, index: number): Finding[] {
  const [figure] = rateFigures(line, index);
  if (figure?.unit !== 'lump') return [];
  return [
    ...(line.surcharges.length > 0
      ? [
          {
            path: ['lines', index, 'surcharges'],
            sentence:
              'A surcharge adds points to a rate, and this line pays sums. Use a multiplier, or a line of its own.',
          },
        ]
      : []),
    ...(line.limits.capRate !== undefined
      ? [
          {
            path: ['lines', index, 'limits', 'capRate'],
            sentence: 'This line pays sums and has no rate to cap. Use “capPartner”.',
          },
        ]
      : []),
  ];
}

function acceleratorFaults({ accelerator }: PlanLine, index: number, locale: string): Finding[] {
  if (!accelerator) return [];
  const edges = accelerator.bands.map(({ from }) => from);
  return ascending(edges, ['lines', index, 'accelerator', 'bands'], (value) => shareText(value, locale));
}
