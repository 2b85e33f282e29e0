/** What is gone of the limits of a plan before the first quarter ahead. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { addDays } from '../../network/dates.ts';
import type { IncentiveDesk } from '../desk.ts';
import { limitPeriod, limitSpan } from '../earnedColumns.ts';
import { isCapped } from '../partnerCap.ts';
import { paySide } from '../paySide.ts';
import type { PaySide, SideRequest } from '../side.ts';
import type { PlanSource } from './source.ts';

export type Spent = Pick<PlanSource, 'poolSpent' | 'capSpent' | 'yearSpent'>;

interface Asked {
  readonly plan: IncentivePlan;
  readonly side: SideRequest;
  /** Ids: what is by partner is in their order. */
  readonly partners: readonly string[];
  /** The first day ahead. */
  readonly next: string;
}

/**
 * From the beginning of each limit’s period on, whatever the period of the case. Amounts are in the plan’s currency.
 * @throws what `paySide` throws
 */
export async function limitsSpent(desk: IncentiveDesk, asked: Asked, options: LabOptions): Promise<Spent> {
  const { plan, side, partners, next } = asked;
  const { policy, calendar } = desk.context.network;
  const { pool, partnerCap } = plan;
  const year = calendar.span('year', calendar.ordinalAt('year', next));
  const begins = [
    ...[pool, partnerCap].flatMap((limit) => (limit ? [limitSpan(plan, limit.period, next, calendar).from] : [])),
    ...(plan.lines.some(({ limits }) => limits.capYear !== undefined) ? [year.from] : []),
  ];
  const from = begins.sort()[0] ?? next;
  const to = addDays(next, -1);
  const paid: Pick<PaySide, 'lines' | 'payees'> =
    from > to
      ? { lines: [], payees: [] }
      : await paySide(
          desk,
          {
            ...side,
            // Whoever is asked for, a pool is spent by all.
            chosen: undefined,
            plans: [plan],
            period: { label: `${from} to ${to}`, from, to },
            currency: plan.currency ?? policy.baseCurrency,
          },
          options,
        );
  const places = new Map(partners.map((id, place) => [id, place]));
  const poolSpent = new Map<string, number>();
  const yearSpent: (Float64Array | null)[] = plan.lines.map(({ limits }) =>
    limits.capYear === undefined ? null : new Float64Array(partners.length),
  );
  const capSpent = partnerCap
    ? { name: limitPeriod(partnerCap.period, next, calendar), amounts: new Float64Array(partners.length) }
    : null;
  for (const line of paid.lines) {
    const { id } = line.compiled.line;
    const inPool = pool !== undefined && (pool.lines.length === 0 || pool.lines.includes(id));
    const ofYear = yearSpent[line.compiled.index];
    for (const [at, amount] of line.pay.entries()) {
      const period = line.periods[line.periodOf[at]!]!;
      if (inPool) {
        const key = limitPeriod(pool.period, period.to, calendar);
        poolSpent.set(key, (poolSpent.get(key) ?? 0) + amount);
      }
      const partner = places.get(paid.payees[line.payeeOf[at]!]!);
      if (partner === undefined) continue;
      if (ofYear && period.year === year.label) ofYear[partner]! += line.capped[at]!;
      if (!capSpent || !isCapped(plan, id)) continue;
      if (limitPeriod(partnerCap!.period, period.to, calendar) !== capSpent.name) continue;
      capSpent.amounts[partner]! += line.partnerCapped[at]!;
    }
  }
  return { poolSpent, capSpent, yearSpent };
}
