/** What the plans of a case bring against what they cost, under what is assumed. */
import type { Assumptions } from '../../api/documents/assumptions.ts';
import type { Worth } from '../../api/incentives.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { paySide } from '../paySide.ts';
import { liftPath } from '../response/path.ts';
import { isCostOnly, respond } from '../response/respond.ts';
import { brought, type Share } from '../response/worth.ts';
import { caseMargin, caseRevenue } from './margin.ts';
import { pullOf } from './pull.ts';
import type { PayView } from './view.ts';

/** Amounts of the kernel in one unit of money. */
const MONEY = 10_000;

export async function worthOf(view: PayView, assumptions: Assumptions, options: LabOptions): Promise<Worth> {
  const { desk, prepared, rated } = view;
  const { pairs } = rated;
  const counted = await caseRevenue(view, options);
  const sold = Float64Array.from(pairs.payees, (id) => Math.max(counted.byPayee.get(id) ?? 0, 0));
  const rates = (pay: Float64Array) => pay.map((amount, payee) => (sold[payee] === 0 ? 0 : amount / sold[payee]!));
  const { factors, unanswered } = respond(assumptions.response, rates(pairs.before), rates(pairs.after));
  const reached = reachedShare(view, assumptions);
  const pulled = pullOf(rated.after, assumptions.pull);
  const volume = new Map(
    pairs.payees.map((id, payee) => [id, 1 + (factors[payee]! * (1 + (pulled.get(id) ?? 0)) - 1) * reached]),
  );
  const margin = await caseMargin(view, counted, assumptions, options);
  const revenue = sold.reduce((sum, amount) => sum + amount, 0);
  const revenueAfter = pairs.payees.reduce((sum, id, payee) => sum + sold[payee]! * volume.get(id)!, 0);
  const { after } = prepared.sides;
  const silent = isCostOnly(assumptions) || after === 'as-paid';
  const responding = silent ? rated.after : await paySide(desk, { ...after, record: false, volume }, options);
  const found = brought(
    {
      revenue: revenue / MONEY,
      revenueAfter: revenueAfter / MONEY,
      margin: margin.share,
      paidBefore: rated.before.total / MONEY,
      paidOnBase: rated.after.total / MONEY,
      paidAfter: responding.total / MONEY,
    },
    { ...assumptions, margin: { ...assumptions.margin, evidence: margin.evidence } },
  );
  return {
    evidence: isCostOnly(assumptions) ? 'exact' : found.evidence,
    grossLift: whole(found.grossLift),
    pulledForward: whole(found.pulledForward),
    cannibalised: whole(found.cannibalised),
    stockpiled: whole(found.stockpiled),
    netLift: whole(found.netLift),
    incrementalMargin: whole(found.incrementalMargin),
    extraCost: whole(found.extraCost),
    net: whole(found.net),
    roi: found.roi && { numerator: whole(found.roi.numerator), denominator: whole(found.roi.denominator) },
    subsidisedBase: whole(found.subsidisedBase),
    breakEven: found.breakEven && ratioText(found.breakEven),
    revenue: whole(revenue / MONEY),
    margin: { numerator: whole((margin.share * revenue) / MONEY), denominator: whole(revenue / MONEY) },
    marginFrom: margin.from,
    ledgerMargin: margin.ledger && {
      numerator: whole(margin.ledger.numerator),
      denominator: whole(margin.ledger.denominator),
    },
    marginRule: margin.rule,
    unanswered: unanswered.length,
  };
}

/** How much of the full response the period sees on average: it ramps up, and carries over, quarter by quarter. */
function reachedShare({ desk, prepared }: PayView, assumptions: Assumptions): number {
  const { calendar } = desk.context.network;
  const { from, to } = prepared.period;
  const quarters = calendar.ordinalAt('quarter', to) - calendar.ordinalAt('quarter', from) + 1;
  const path = liftPath(new Array<number>(quarters).fill(1), assumptions);
  return path.reduce((sum, share) => sum + share, 0) / quarters;
}

/** Figures that rest on assumptions claim no cents. */
function whole(amount: number): string {
  return String(Math.round(amount) + 0);
}

function ratioText({ numerator, denominator }: Share) {
  return { numerator: numerator.toFixed(8), denominator: denominator.toFixed(8) };
}
