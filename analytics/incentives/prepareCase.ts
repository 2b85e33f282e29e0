/** A case as somebody asked it, made ready to be paid: plans checked, the period named, and what is compared with what. */
import type { IncentiveCase, PayAgainst } from '../api/documents/incentiveCase.ts';
import type { IncentivePlan } from '../api/documents/incentivePlan.ts';
import type { Filter } from '../api/documents/query.ts';
import type { IncentiveBasis } from '../api/incentives.ts';
import type { ResolvedPeriod } from '../api/results.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { Network } from '../network/network.ts';
import { lastDay, type Period, resolvePeriod } from '../network/period.ts';
import type { AsPaidRequest } from './asPaid.ts';
import { needPlan } from './check.ts';
import type { IncentiveDesk } from './desk.ts';
import { asIfInForce, asIfNote } from './lab/asIfInForce.ts';
import { caseFigures } from './lab/caseFigures.ts';
import { rowsToPay } from './lab/chosenPayees.ts';
import { basisNotes } from './lab/notes.ts';
import { partnersOf } from './lab/partnersOf.ts';
import { matches, payRoster } from './lab/payRoster.ts';
import type { SideRequest } from './side.ts';
import { unratedNotes } from './unrated.ts';

export interface PreparedCase {
  /** All but the payees, whom only the rating knows. */
  readonly basis: Omit<IncentiveBasis, 'payees'>;
  readonly plans: readonly IncentivePlan[];
  /** What they are compared with; none where that is what was paid. */
  readonly against: readonly IncentivePlan[];
  readonly sides: { readonly before: SideRequest | 'as-paid'; readonly after: SideRequest | 'as-paid' };
  readonly period: ResolvedPeriod;
  readonly currency: string;
  /** By attributes that every rating knows: levels are resolved to partners. */
  readonly where: readonly Filter[];
  /** The payouts that are compared. */
  readonly asPaid: AsPaidRequest;
}

/**
 * @throws QuarterdeckError `plan-invalid` with every fault of a plan and its mend, `program-invalid`, `period-invalid`,
 * `dimension-unknown` for a filter that does not choose partners.
 */
export async function prepareCase(
  desk: IncentiveDesk,
  asked: IncentiveCase & { readonly record?: boolean },
  options: LabOptions = {},
): Promise<PreparedCase> {
  const { context } = desk;
  const { network } = context;
  const period = caseSpan(asked.period, network);
  const written = asked.plans.map((plan) => checkedPlan(desk, plan));
  const former = asked.against.kind === 'plans' ? asked.against.plans.map((plan) => checkedPlan(desk, plan)) : [];
  const [plans, against] = [written, former].map((own) => own.map((plan) => asIfInForce(plan, lastDay(period)))) as [
    IncentivePlan[],
    IncentivePlan[],
  ];
  const currency = currencyOf([...plans, ...against], network);
  const roster = await payRoster(desk, lastDay(period), undefined, options);
  const where = partnersOf(roster, asked.where);
  const compared = [...plans, ...against];
  // A bridge pays the plans that were in force, too.
  const rows = rowsToPay([...compared, ...desk.promoted.map(({ plan }) => plan)], roster, where);
  const kinds = kindsOf(asked.kinds, compared);
  const paidUnknown = unknownPay(network, plans.length, against.length);

  const side = async (
    own: readonly IncentivePlan[],
    tiers: IncentiveCase['tiers'],
  ): Promise<SideRequest | 'as-paid'> => {
    if (own.length === 0) return 'as-paid';
    const levels = tiers && (await desk.levelsBy(tiers, { signal: options.signal }));
    return { plans: own, period, ...rows, levels, record: asked.record === true, currency };
  };
  const beside = await side(against, tiersOf(asked.against));
  const after = plans.length === 0 ? beside : await side(plans, asked.tiers);
  const before = paidUnknown === null ? beside : after;
  const asPaid: AsPaidRequest = { period, where, kinds, currency };
  const figures = await caseFigures(desk, asPaid, options);
  const unrated = await Promise.all(
    [before, after].map((one) => (one === 'as-paid' ? [] : unratedNotes(desk, one.plans, one, options))),
  );
  return {
    plans,
    against,
    sides: { before, after },
    period,
    currency,
    where,
    asPaid,
    basis: {
      plans: plans.map(({ id, name, version }) => ({ id, name, version })),
      against: against.length === 0 ? 'As paid' : against.map(({ name }) => name).join(', '),
      period,
      currency,
      partners: roster.partners.filter((partner) => partner.enrolled && matches(partner, where)).length,
      paidUnknown,
      kinds: kinds ?? figures.kinds,
      leftAlone: figures.leftAlone,
      dataVersion: context.dataVersion,
      policyVersion: context.policyVersion,
      notes: [
        ...(paidUnknown === null ? [] : [paidUnknown]),
        ...basisNotes(network, {
          plans,
          against,
          period,
          figures,
          kinds: before === 'as-paid' ? kinds : null,
          currency,
          tiers: asked.tiers,
          former: tiersOf(asked.against),
        }),
        ...new Set(
          [...written, ...former].flatMap((plan) => asIfNote(plan, lastDay(period), network.policy.locale) ?? []),
        ),
        ...new Set(unrated.flat()),
      ],
    },
  };
}

/** In small letters, as payouts are looked up; null for all of them. */
function kindsOf(asked: IncentiveCase['kinds'], plans: readonly IncentivePlan[]): readonly string[] | null {
  const kinds = asked?.map((kind) => kind.toLowerCase()) ?? plans.flatMap(({ lines }) => lines.map(({ kind }) => kind));
  return kinds.length === 0 ? null : [...new Set(kinds)];
}

/** Why what was paid is not known; null where it is, or where plans are compared with plans. */
function unknownPay({ profile }: Network, plans: number, against: number): string | null {
  if (profile.has.payouts || against > 0) return null;
  const lack = 'The network holds no payouts, so what was paid is not known.';
  return plans === 0
    ? `${lack} Load a payout export, or begin a plan: it is paid on the history by itself.`
    : `${lack} The plan stands by itself: load a payout export to see what it changes.`;
}

/** A plan that can be rated; what was checked before is not checked again. */
function checkedPlan({ context, lab }: IncentiveDesk, plan: IncentiveCase['plans'][number]): IncentivePlan {
  const text = JSON.stringify(plan);
  return lab.make(context, `plan ${text}`, () => ({
    value: needPlan(plan, context.network),
    bytes: text.length * 4,
  }));
}

function tiersOf(against: PayAgainst): IncentiveCase['tiers'] {
  return against.kind === 'plans' ? against.tiers : undefined;
}

/** The currency that all plans pay in, else the base currency. */
function currencyOf(plans: readonly IncentivePlan[], { policy }: Network): string {
  const currencies = new Set(plans.map(({ currency = policy.baseCurrency }) => currency));
  const [only] = currencies;
  return only !== undefined && currencies.size === 1 ? only : policy.baseCurrency;
}

/** As asked; else the last four fiscal quarters that the data has closed, or as many as it has. */
function caseSpan(spec: string | undefined, { calendar, horizon }: Network): ResolvedPeriod {
  if (spec !== undefined) return named(resolvePeriod(spec, calendar, horizon));
  for (let count = 4; count > 0; count--) {
    const period = resolvePeriod(`last-${count}-quarters`, calendar, horizon);
    const first = calendar.span('quarter', calendar.ordinalAt('quarter', period.from));
    if (first.to >= horizon.from && period.to <= horizon.to) return named(period);
  }
  return named(resolvePeriod(undefined, calendar, horizon));
}

/** A period as answers tell it: without the calendar that it was read by. */
function named({ shape: _, ...period }: Period): ResolvedPeriod {
  return period;
}
