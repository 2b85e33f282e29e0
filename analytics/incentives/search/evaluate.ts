/** A plan with other values, paid and weighed: by the kernel while searching, by the record for what is shown. */
import type { Assumptions } from '../../api/documents/assumptions.ts';
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { withValues } from '../../rules/documents/edit.ts';
import { asPaidSide } from '../asPaid.ts';
import { paySide } from '../paySide.ts';
import { isCostOnly } from '../response/respond.ts';
import { type PayPairs, type PaySide, payPairs, type SideRequest } from '../side.ts';
import type { PayView } from '../simulation/view.ts';
import { worthOf } from '../simulation/worth.ts';
import type { Outcome } from './explore.ts';
import { type PlanLever, valuesAt } from './levers.ts';

export class Evaluator {
  private readonly view: PayView;
  private readonly after: SideRequest;
  private readonly levers: readonly PlanLever[];
  private readonly assumptions: Assumptions;
  /** Without what progress tells: an evaluation is a step of something larger. */
  private readonly options: LabOptions;
  private recorded: Promise<PaySide> | undefined;

  constructor(
    view: PayView,
    after: SideRequest,
    levers: readonly PlanLever[],
    assumptions: Assumptions,
    { signal }: LabOptions,
  ) {
    this.view = view;
    this.after = after;
    this.levers = levers;
    this.assumptions = assumptions;
    this.options = { signal };
  }

  /** The first plan with the values of a choice. */
  planAt(choice: ArrayLike<number>): IncentivePlan {
    const values = valuesAt(this.levers, choice);
    return withValues(
      this.after.plans[0]!,
      this.levers.map(({ path }, lever) => ({ path, value: values[lever]! })),
    );
  }

  evaluate(choice: ArrayLike<number>): Promise<Outcome> {
    return this.weighed(this.planAt(choice), this.view.rated.before, false);
  }

  /** The same by SQL on both sides. */
  async byRecord(plan: IncentivePlan): Promise<Outcome & { readonly before: number }> {
    this.recorded ??= this.beforeByRecord();
    const before = await this.recorded;
    return { ...(await this.weighed(plan, before, true)), before: before.total };
  }

  private beforeByRecord(): Promise<PaySide> {
    const { desk, prepared } = this.view;
    const { before } = prepared.sides;
    return before === 'as-paid'
      ? asPaidSide(desk, prepared.asPaid, this.options)
      : paySide(desk, { ...before, record: true }, this.options);
  }

  private async weighed(plan: IncentivePlan, before: PaySide, record: boolean): Promise<Outcome> {
    const { desk, prepared, rated } = this.view;
    const plans = [plan, ...this.after.plans.slice(1)];
    const request: SideRequest = { ...this.after, plans, record };
    const after = await paySide(desk, request, this.options);
    const pairs = payPairs(before, after);
    const standing = { cost: after.total, ...countLosers(pairs) };
    if (isCostOnly(this.assumptions)) {
      const extra = after.total - before.total + Number(this.assumptions.fixedCost) * MONEY;
      return { ...standing, margin: 0, net: -extra };
    }
    const view: PayView = {
      ...this.view,
      prepared: { ...prepared, plans, sides: { ...prepared.sides, after: request } },
      rated: { ...rated, before, after, pairs },
    };
    const worth = await worthOf(view, this.assumptions, this.options);
    return { ...standing, margin: Number(worth.incrementalMargin) * MONEY, net: Number(worth.net) * MONEY };
  }
}

const MONEY = 10_000;

function countLosers({ payees, before, after }: PayPairs): Pick<Outcome, 'losers' | 'payees'> {
  let [losers, paid] = [0, 0];
  for (let payee = 0; payee < payees.length; payee++) {
    if (after[payee]! < before[payee]!) losers++;
    if (after[payee] !== 0 || before[payee] !== 0) paid++;
  }
  return { losers, payees: paid };
}
