/** What makes the difference between the two sides of a case: steps that sum to the cent and do not depend on their order. */
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { BridgeFactor, IncentiveBasis } from '../api/incentives.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { resolvePeriod } from '../network/period.ts';
import { decimalText } from '../present/decimal.ts';
import type { PlanFactor, PlanPair } from './bridge/factors.ts';
import { bridgeOver } from './bridge/games.ts';
import { periodSteps } from './bridge/periodSteps.ts';
import { planSteps, type Steps } from './bridge/planSteps.ts';
import type { IncentiveDesk } from './desk.ts';
import { plansInForce } from './inForce.ts';
import { paySide } from './paySide.ts';
import { type PreparedCase, prepareCase } from './prepareCase.ts';
import { type RatedCase, rateCase } from './rateCase.ts';
import { amountText } from './settle.ts';
import type { SideLine, SideRequest } from './side.ts';
import { programOf } from './simulation/paidLines.ts';

/**
 * Between plans: their changes, and whose levels they pay by. Against what was paid: first what was paid otherwise than by the
 * rules in force, then what the plans change of these rules; where no rules were in force, one step a line, which ends what was
 * paid in its name. Since an earlier period: who came and went, volume, mix, levels and the rates that were reached.
 * @throws QuarterdeckError `period-invalid`, and as `prepareCase` and `rateCase` do
 */
export async function payBridge(
  desk: IncentiveDesk,
  { since, ...asked }: Checked<'incentive.bridge'>,
  options: LabOptions = {},
): Promise<Result<'incentive.bridge'>> {
  const prepared = await prepareCase(desk, asked, options);
  if (since !== undefined) return betweenPeriods(desk, prepared, since, options);
  const rated = await rateCase(desk, prepared, options);
  return bridged(rated.basis, await stepsOf(desk, prepared, rated, options));
}

async function betweenPeriods(
  desk: IncentiveDesk,
  prepared: PreparedCase,
  since: string,
  options: LabOptions,
): Promise<Result<'incentive.bridge'>> {
  const { calendar, horizon } = desk.context.network;
  const earlier = resolvePeriod(since, calendar, horizon);
  const { payees, ...steps } = await periodSteps(desk, prepared, earlier, options);
  return bridged({ ...prepared.basis, payees, against: earlier.label }, steps);
}

function bridged(basis: IncentiveBasis, { steps, games }: Steps): Result<'incentive.bridge'> {
  const made = bridgeOver(
    steps.map(({ id }) => id),
    games,
  );
  const cents = (units: bigint) => decimalText({ units, scale: made.digits });
  const factors = made.steps.map(
    ({ amount, alone, last }, at): BridgeFactor => ({
      ...steps[at]!,
      amount: cents(amount),
      alone: amountText(Number(alone)),
      last: amountText(Number(last)),
    }),
  );
  return { basis, before: cents(made.from), after: cents(made.to), factors };
}

async function stepsOf(
  desk: IncentiveDesk,
  prepared: PreparedCase,
  rated: RatedCase,
  options: LabOptions,
): Promise<Steps> {
  const { before, after } = prepared.sides;
  if (after === 'as-paid') {
    return { steps: [], games: [{ moves: 0, worth: new Map([[0, BigInt(rated.before.total)]]) }] };
  }
  if (before !== 'as-paid') {
    const pairs = pairsOf(before.plans, after.plans);
    return planSteps(desk, { pairs, side: after, levels: before.levels, otherwise: null }, options);
  }
  const kinds = new Set<string>(prepared.basis.kinds);
  const inForce = plansInForce(desk.promoted, kinds, prepared.period, desk.context.network);
  return inForce.length > 0
    ? stepsFromRules(desk, inForce, after, kinds, rated, options)
    : stepsFromNothing(desk, after, rated, options);
}

async function stepsFromRules(
  desk: IncentiveDesk,
  inForce: readonly IncentivePlan[],
  after: SideRequest,
  kinds: ReadonlySet<string>,
  { before }: RatedCase,
  options: LabOptions,
): Promise<Steps> {
  const right = await paySide(desk, { ...after, plans: inForce, levels: undefined }, options);
  const counted = right.lines.filter(({ compiled }) => kinds.has(compiled.line.kind));
  const amount = before.total - counted.reduce((sum, line) => sum + paidBy(line), 0);
  const otherwise = { label: 'Payments that differ from the rules', amount };
  const pairs = pairsOf(inForce, after.plans);
  return planSteps(desk, { pairs, side: after, levels: undefined, kinds, otherwise }, options);
}

/** Payouts that a line’s are filed with belong to its step; all others end in one. */
function stepsFromNothing(
  desk: IncentiveDesk,
  after: SideRequest,
  { before }: RatedCase,
  options: LabOptions,
): Promise<Steps> {
  const pairs = after.plans.map((plan): PlanPair => ({ before: { ...plan, lines: [] }, after: plan }));
  const nameOf = (kind: string, program: string | null) => `${kind} ${program ?? ''}`.toLowerCase();
  const paid = new Map<string, number>();
  before.paid!.amount.forEach((amount, row) => {
    const name = nameOf(before.paid!.kind[row]!, before.paid!.program[row]!);
    paid.set(name, (paid.get(name) ?? 0) + amount);
  });
  // Of several lines that are filed under one name the first one ends what was paid in it.
  const ends = new Map<string, number>();
  for (const [pair, plan] of after.plans.entries()) {
    for (const line of plan.lines) {
      const name = nameOf(line.kind, programOf(line));
      ends.set(`${pair} ${line.id}`, paid.get(name) ?? 0);
      paid.delete(name);
    }
  }
  const former = ({ pair, lines }: PlanFactor) =>
    [...(lines ?? [])].reduce((sum, id) => sum + (ends.get(`${pair} ${id}`) ?? 0), 0);
  const rest = [...paid.values()].reduce((sum, amount) => sum + amount, 0);
  const otherwise = rest === 0 ? null : { label: 'Paid otherwise', amount: rest };
  return planSteps(desk, { pairs, side: after, levels: after.levels, otherwise, former }, options);
}

function paidBy({ pay }: SideLine): number {
  return pay.reduce((sum, amount) => sum + amount, 0);
}

/** Plans of one id belong together, and the only ones of both sides do; all others come or go with every line. */
function pairsOf(before: readonly IncentivePlan[], after: readonly IncentivePlan[]): PlanPair[] {
  if (before.length === 1 && after.length === 1) return [{ before: before[0]!, after: after[0]! }];
  const once = (plans: readonly IncentivePlan[], id: string) => plans.filter((plan) => plan.id === id).length === 1;
  const paired = after.filter(({ id }) => once(after, id) && once(before, id)).map(({ id }) => id);
  return [
    ...after.map((plan) => ({
      before: paired.includes(plan.id) ? before.find(({ id }) => id === plan.id)! : { ...plan, lines: [] },
      after: plan,
    })),
    ...before.filter(({ id }) => !paired.includes(id)).map((plan) => ({ before: plan, after: { ...plan, lines: [] } })),
  ];
}
