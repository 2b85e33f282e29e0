/**
 * The margin that a case reckons with. What somebody assumed comes first, what a deal left after its cost second, what deals of
 * the same product family left third, and the usual margin last: each family of the revenue by itself, and the sum told.
 */
import { type Assumptions, type Evidence, USUAL_MARGIN } from '../../api/documents/assumptions.ts';
import type { Worth } from '../../api/incentives.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { numbers } from '../../present/numbers.ts';
import { type CountedRevenue, countedRevenue } from '../lab/countedRevenue.ts';
import { type FamilyMargin, ledgerMargin, payeesMargin } from '../lab/ledgerMargin.ts';
import { readRevenue } from '../lab/revenue.ts';
import type { Share } from '../response/worth.ts';
import type { PayView } from './view.ts';

export interface CaseMargin {
  readonly share: number;
  readonly from: Worth['marginFrom'];
  readonly ledger: Share | null;
  readonly evidence: Evidence;
  readonly rule: string;
}

/** A case that is rated. */
type Rated = Pick<PayView, 'desk' | 'prepared' | 'rated'>;

/** What the plans of both sides count; where none is asked, all that those sold who were paid. */
export async function caseRevenue({ desk, prepared, rated }: Rated, options: LabOptions): Promise<CountedRevenue> {
  const sides = [prepared.sides.before, prepared.sides.after].filter((side) => side !== 'as-paid');
  if (sides.length > 0) return countedRevenue(desk, sides, options);
  const { payees } = rated.pairs;
  const { now } = await readRevenue(desk, prepared.period, prepared.currency, options);
  return {
    byPayee: new Map(payees.map((id) => [id, Math.max(now.get(id) ?? 0, 0)])),
    families: await payeesMargin(desk, prepared, new Set(payees), options),
  };
}

/** Margin of that revenue. */
export async function caseMargin(
  { desk, prepared }: Rated,
  { families }: CountedRevenue,
  assumptions: Assumptions,
  options: LabOptions,
): Promise<CaseMargin> {
  const uncosted = families.some(({ revenue, costed }) => revenue > 0 && costed <= 0);
  const alike = uncosted ? await ledgerMargin(desk, prepared, options) : [];
  const graded = families.map((one) => chosen(one, alike, assumptions.margin));
  const [assumed, ledger] = [summed(graded, 'assumed'), summed(graded, 'ledger')];
  const costs = summed(
    families.map((one) => chosen(one, alike, NOTHING_ASSUMED)),
    'ledger',
  );
  const denominator = assumed.denominator + ledger.denominator;
  const share =
    denominator === 0
      ? Number(assumptions.margin.share ?? USUAL_MARGIN)
      : (assumed.numerator + ledger.numerator) / denominator;
  const from = ledger.denominator === 0 ? 'assumed' : assumed.denominator === 0 ? 'ledger' : 'both';
  const found = { share, from, ledger: costs.denominator === 0 ? null : costs } as const;
  return {
    ...found,
    evidence: from === 'ledger' ? 'own history' : assumptions.margin.evidence,
    rule: ruleOf(found, denominator, { desk, prepared }, assumptions),
  };
}

const NOTHING_ASSUMED = { byFamily: {} };

interface Graded extends Share {
  readonly from: 'ledger' | 'assumed';
}

/** The margin of one family's revenue, and what it rests on. */
function chosen(
  { family, revenue, costed, margin }: FamilyMargin,
  alike: readonly FamilyMargin[],
  { share, byFamily }: { readonly share?: string | undefined; readonly byFamily: Readonly<Record<string, string>> },
): Graded {
  const at = (rate: number, from: Graded['from']) => ({ numerator: revenue * rate, denominator: revenue, from });
  const named = family !== null && Object.hasOwn(byFamily, family) ? byFamily[family] : share;
  if (named !== undefined) return at(Number(named), 'assumed');
  if (costed > 0) return at(margin / costed, 'ledger');
  const other = alike.find((one) => one.family === family);
  if (other && other.costed > 0) return at(other.margin / other.costed, 'ledger');
  return at(Number(USUAL_MARGIN), 'assumed');
}

function summed(graded: readonly Graded[], from: Graded['from']): Share {
  const own = graded.filter((one) => one.from === from);
  return {
    numerator: own.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: own.reduce((sum, { denominator }) => sum + denominator, 0),
  };
}

function ruleOf(
  { share, from, ledger }: Pick<CaseMargin, 'share' | 'from' | 'ledger'>,
  revenue: number,
  { desk, prepared }: Pick<PayView, 'desk' | 'prepared'>,
  { margin }: Assumptions,
): string {
  const { percent, integer } = numbers(desk.context.network.policy.locale);
  const alone = prepared.plans.length + prepared.against.length === 0;
  const of = alone ? 'that partners who were paid sold' : 'that the plans count';
  const head = `Margin ${percent(share)} of the ${integer(String(Math.round(revenue)))} ${prepared.currency} ${of}`;
  if (from === 'ledger') return `${head}: what these deals leave after their costs.`;
  const costs = ledger === null ? null : percent(ledger.numerator / ledger.denominator);
  const given = margin.share !== undefined || Object.keys(margin.byFamily).length > 0;
  if (!given && from === 'both')
    return `${head}: what deals leave after their costs, and ${percent(Number(USUAL_MARGIN))} where no costs are loaded.`;
  if (!given) return `${head}: the usual one, because no costs are loaded. Say another under Assumptions.`;
  if (costs === null) return `${head}: as assumed; no costs are loaded.`;
  const part = from === 'both' ? 'as assumed for a part, by the costs loaded for the rest' : 'as assumed';
  return `${head}: ${part}; by the costs loaded it is ${costs}.`;
}
