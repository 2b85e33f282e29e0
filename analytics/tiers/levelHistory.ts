/** The levels that partners would have had under a program, day by day: what pay by level is computed with. */
import type { TierCase } from '../api/documents/tierCase.ts';
import type { TierProgram } from '../api/documents/tierProgram.ts';
import { quoteText } from '../engine/sql.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import { addDays, dayNumber } from '../network/dates.ts';
import { levelSpans, partnerAttributes } from '../network/roster.ts';
import { levelMatcher, NONE } from './levelNames.ts';
import { checked, LabReader } from './simulation/labReader.ts';
import { type Outcome, outcomeOf, type Registers } from './simulation/outcome.ts';

const FOREVER = '9999-12-31';
const ALWAYS = '0001-01-01';

/** Both days included. */
interface Span {
  readonly level: string;
  readonly from: string;
  readonly to: string;
}

/** Levels by partner, in order of time. */
type History = ReadonlyMap<string, readonly Span[]>;

/**
 * A relation with partner_id, level, from_on and to_on without overlaps, as `levelSpans` is for the levels in force. The
 * program holds its reviews from the first that finds whole windows; before it, and for a partner that joined until its first
 * review, the level in force stands where the program knows it. Where no review finds whole windows, the levels that the
 * last day of the data gives stand for every day. Partners whom the program is not for keep the levels in force. Levels are
 * named as the data names them; those it does not know by their label.
 * @throws QuarterdeckError `program-invalid`
 */
export async function levelHistory(
  context: QueryContext,
  lab: Lab,
  text: TierCase['program'],
  registers: Registers,
  options: LabOptions = {},
): Promise<string> {
  const program = checked(context, lab, text);
  const key = `level history ${JSON.stringify([program, registers])}`;
  const { relation } = await lab.keep(context, key, options.signal, async () => {
    const held = await levelsHeld(context, options);
    const reader = new LabReader(context, lab, program, options);
    try {
      const asOf = context.network.horizon.to;
      const outcome = await outcomeOf(reader, { program, asOf, run: 'history', registers, past: true });
      const value = { relation: relationOf(historyOf(outcome, program, held, asOf)) };
      return { value, bytes: value.relation.length * 2 };
    } finally {
      reader.giveBack();
    }
  });
  return relation;
}

/** Levels in force over time; the loaded level of a partner without history on every day. */
async function levelsHeld({ reader, network }: QueryContext, options: LabOptions): Promise<History> {
  const day = (column: string) => `strftime(${column}, '%Y-%m-%d')`;
  const loaded = `SELECT partner_id AS partner, loaded_level AS level, '${ALWAYS}' AS "from", '${FOREVER}' AS "to"
    FROM ${partnerAttributes(network, network.horizon.to)} AS roster WHERE loaded_level IS NOT NULL`;
  const spans = `SELECT partner_id AS partner, level, ${day('from_on')} AS "from", ${day('to_on')} AS "to"
    FROM ${levelSpans(network)} AS spans WHERE level IS NOT NULL`;
  const rows = await reader.rows<Span & { readonly partner: string }>(
    `${loaded}${network.profile.mainProgram === null ? '' : ` UNION ALL ${spans}`} ORDER BY partner, "from"`,
    {},
    options,
  );
  const held = new Map<string, Span[]>();
  for (const { partner, ...span } of rows) held.set(partner, [...(held.get(partner) ?? []), span]);
  return held;
}

function historyOf({ roster, settlement }: Outcome, program: TierProgram, held: History, last: string): History {
  const { days, levels } = settlement!;
  const known = levelMatcher(program.levels);
  const names = program.levels.map(({ id, label }) => label ?? id);
  for (const { level } of [...held.values()].flat()) {
    const index = known(level);
    if (index >= 0) names[index] = level;
  }
  const reviewed = days[0]!.on <= last;
  const reviewedPartners = roster.ids.map((id, partner): [string, readonly Span[]] => {
    const given = days
      .map(({ on }, index): Span | null => {
        const level = levels[index]![partner]!;
        const next = days[index + 1];
        const from = reviewed ? on : ALWAYS;
        return level === NONE ? null : { level: names[level]!, from, to: next ? addDays(next.on, -1) : FOREVER };
      })
      .filter((span) => span !== null);
    const first = given[0]?.from ?? (reviewed ? FOREVER : ALWAYS);
    const before = (held.get(id) ?? [])
      .filter(({ level, from }) => known(level) >= 0 && from < first)
      .map(({ level, from, to }) => ({ level: names[known(level)]!, from, to: to < first ? to : addDays(first, -1) }));
    return [id, merged([...before, ...given])];
  });
  return new Map([...held, ...reviewedPartners]);
}

/** Neighbours of the same level as one. */
function merged(spans: readonly Span[]): Span[] {
  const together: Span[] = [];
  for (const span of spans) {
    const last = together.at(-1);
    if (last && last.level === span.level && addDays(last.to, 1) === span.from)
      together.push({ ...together.pop()!, to: span.to });
    else together.push(span);
  }
  return together;
}

/** Lists in one literal each: a network has tens of thousands of spans, and a row of VALUES for each would be parsed. */
function relationOf(history: History): string {
  const rows = [...history].flatMap(([partner, spans]) => spans.map((span) => ({ partner, ...span })));
  const list = (values: readonly unknown[], type: string) =>
    `unnest(from_json(${quoteText(JSON.stringify(values))}, '["${type}"]'))`;
  const day = (iso: string) => dayNumber(iso);
  return `(SELECT partner_id, level, DATE '1970-01-01' + from_day AS from_on, DATE '1970-01-01' + to_day AS to_on FROM (SELECT
    ${list(
      rows.map(({ partner }) => partner),
      'VARCHAR',
    )} AS partner_id,
    ${list(
      rows.map(({ level }) => level),
      'VARCHAR',
    )} AS level,
    ${list(
      rows.map(({ from }) => day(from)),
      'INTEGER',
    )} AS from_day,
    ${list(
      rows.map(({ to }) => day(to)),
      'INTEGER',
    )} AS to_day) AS spans)`;
}
