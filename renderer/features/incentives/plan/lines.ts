/** Plans with a line more, less, or elsewhere, and lines with a band more or less. */
import type { IncentivePlan, PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { freeId } from './names.ts';

export function withoutLine(plan: IncentivePlan, index: number): IncentivePlan {
  const { id } = plan.lines[index]!;
  const lines = plan.lines
    .filter((_, at) => at !== index)
    // A line that is gone comes off nothing any more.
    .map((line) => ({ ...line, on: { ...line.on, less: line.on.less.filter((less) => less !== id) } }));
  const { pool, partnerCap, ...rest } = plan;
  const without = (names: readonly string[]): string[] => names.filter((name) => name !== id);
  const held = partnerCap && capWithout(partnerCap, id);
  return {
    ...rest,
    lines,
    ...(held ? { partnerCap: { ...held, lines: without(held.lines) } } : {}),
    ...(pool ? { pool: { ...pool, lines: without(pool.lines) } } : {}),
  };
}

type PartnerCap = NonNullable<IncentivePlan['partnerCap']>;

/** A cap by what a line counts goes with that line; undefined when nothing of it is left. */
function capWithout(cap: PartnerCap, line: string): PartnerCap | undefined {
  if (cap.share?.of !== line) return cap;
  const { share: _, ...sum } = cap;
  return sum.cap === undefined ? undefined : sum;
}

/** @param by −1 earlier, 1 later */
export function withLineMoved(plan: IncentivePlan, index: number, by: -1 | 1): IncentivePlan {
  const lines = [...plan.lines];
  const [line] = lines.splice(index, 1);
  if (line) lines.splice(index + by, 0, line);
  return { ...plan, lines };
}

export function withLineCopied(plan: IncentivePlan, index: number): IncentivePlan {
  const line = plan.lines[index]!;
  const name = line.label ?? line.id;
  const copy = { ...line, id: freeId(plan.lines, line.id), label: `${name}, copy` };
  return { ...plan, lines: [...plan.lines.slice(0, index + 1), copy, ...plan.lines.slice(index + 1)] };
}

/** A band above the highest one, a step as wide as the one before and a rate as much higher. */
export function withBand(line: PlanLine): PlanLine {
  const { rate } = line;
  if (!('bands' in rate) || !rate.bands) return line;
  const [before, last] = [rate.bands.at(-2), rate.bands.at(-1)!];
  const from = before ? 2 * Number(last.from) - Number(before.from) : 2 * Number(last.from) || 1;
  const paid = before ? Math.max(0, 2 * Number(last.rate) - Number(before.rate)) : Number(last.rate);
  return { ...line, rate: { ...rate, bands: [...rate.bands, { from: plain(from), rate: plain(paid) }] } };
}

/** A band parted in the middle, its upper half at a rate between its own and the next one's. */
export function withBandParted(line: PlanLine, index: number): PlanLine {
  const { rate } = line;
  if (!('bands' in rate) || !rate.bands) return line;
  const [band, next] = [rate.bands[index], rate.bands[index + 1]];
  if (!band || !next) return line;
  const half = (key: 'from' | 'rate') => plain((Number(band[key]) + Number(next[key])) / 2);
  const between = { from: half('from'), rate: half('rate') };
  const bands = [...rate.bands.slice(0, index + 1), between, ...rate.bands.slice(index + 1)];
  return { ...line, rate: { ...rate, bands } };
}

export function withoutBand(line: PlanLine, index: number): PlanLine {
  const { rate } = line;
  if (!('bands' in rate) || !rate.bands) return line;
  return { ...line, rate: { ...rate, bands: rate.bands.filter((_, at) => at !== index) } };
}

/** At most six decimals, as the document takes them, without those that say nothing. */
const plain = (value: number): string => String(Math.round(value * 1_000_000) / 1_000_000);

/** The lines of a plan as a list to choose from. */
export function lineChoices({
  lines,
}: Pick<IncentivePlan, 'lines'>): { readonly value: string; readonly label: string }[] {
  return lines.map(({ id, label = id }) => ({ value: id, label }));
}
