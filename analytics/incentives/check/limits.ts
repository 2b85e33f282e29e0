/** Limits that leave nothing, and terms that the kind of payout cannot have. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { Network } from '../../network/network.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { calculatedAfter, FUND_KINDS } from '../due.ts';
import { amountText, isBelow } from '../planFigures.ts';

export function limitFaults({ lines, pool, partnerCap }: IncentivePlan, { policy }: Network): Finding[] {
  return [
    ...lines.flatMap((line, index) => [
      ...capFaults(line, index, policy.locale),
      ...fundFaults(line, index),
      ...shareFaults(line, index),
      ...dayFaults(line, index),
      ...discountFaults(line, index),
    ]),
    ...periodFaults(lines, pool, ['pool', 'period'], 'pool'),
    ...periodFaults(lines, partnerCap, ['partnerCap', 'period'], 'cap over all lines'),
  ];
}

function capFaults({ limits }: PlanLine, index: number, locale: string): Finding[] {
  const { floor, capBase } = limits;
  if (floor === undefined || capBase === undefined || !isBelow(capBase, floor)) return [];
  const sentence = `The base is capped at ${amountText(capBase, locale)}, below the floor of ${amountText(floor, locale)} that it must reach. Raise the cap, or lower the floor.`;
  return [{ path: ['lines', index, 'limits', 'capBase'], sentence }];
}

function fundFaults({ kind, terms }: PlanLine, index: number): Finding[] {
  const { expiry, cashShare } = terms;
  if (expiry === undefined || FUND_KINDS.has(kind)) return [];
  if (cashShare !== undefined && isBelow(cashShare, '1')) return [];
  const sentence = `Only what is credited to a fund can lapse, and a ${kind} is paid out. Write "kind": "co-op" or "mdf", or credit a part with “cashShare”.`;
  return [{ path: ['lines', index, 'terms', 'expiry'], sentence }];
}

function shareFaults({ terms }: PlanLine, index: number): Finding[] {
  const path = ['lines', index, 'terms'];
  const parts = [
    { path: [...path, 'cashShare'], value: terms.cashShare },
    { path: [...path, 'holdBack', 'share'], value: terms.holdBack?.share },
  ];
  return parts.flatMap(({ path, value }) =>
    value !== undefined && (isBelow(value, '0') || isBelow('1', value))
      ? [{ path, sentence: 'A part of what was earned is from 0 to 1: write 0.3 for thirty percent.' }]
      : [],
  );
}

/** A payout is computed when its rows are complete, and due when it is computed. */
function dayFaults({ terms }: PlanLine, index: number): Finding[] {
  const path = ['lines', index, 'terms'];
  const { calculateDays, graceDays, dueDays } = terms;
  if (calculateDays !== undefined && calculateDays < graceDays) {
    const sentence = `It is computed ${calculateDays} days after the period, and rows count for it until ${graceDays} days after. Write ${graceDays} or more, or give fewer days of grace.`;
    return [{ path: [...path, 'calculateDays'], sentence }];
  }
  const computed = calculatedAfter(terms);
  if (dueDays >= computed) return [];
  const sentence = `It is due ${dueDays} days after the period, and computed ${computed} days after. Write ${computed} or more.`;
  return [{ path: [...path, 'dueDays'], sentence }];
}

/** A discount is taken off the invoice: nothing is claimed, kept back or gathered later. */
function discountFaults({ kind, terms, limits }: PlanLine, index: number): Finding[] {
  if (kind !== 'discount') return [];
  const mend = 'Remove it, or make the line a rebate.';
  const wrong = [
    { key: 'claimWithinDays', value: terms.claimWithinDays, why: 'so there is nothing to claim' },
    { key: 'holdBack', value: terms.holdBack, why: 'so nothing can be kept back' },
  ];
  return [
    ...wrong.flatMap(({ key, value, why }) =>
      value === undefined
        ? []
        : [
            {
              path: ['lines', index, 'terms', key],
              sentence: `A discount comes off the invoice, ${why}. ${mend}`,
            },
          ],
    ),
    ...(limits.minimumPayment === undefined
      ? []
      : [
          {
            path: ['lines', index, 'limits', 'minimumPayment'],
            sentence: `A discount comes off the invoice, so nothing is carried forward. ${mend}`,
          },
        ]),
  ];
}

const MONTHS: Readonly<Record<PlanLine['period'], number>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
  campaign: Number.POSITIVE_INFINITY,
};

/** What a line earns is known at the end of its period, and a limit that ends before cannot share it out. */
function periodFaults(
  lines: IncentivePlan['lines'],
  limit: Pick<NonNullable<IncentivePlan['pool']>, 'lines' | 'period'> | undefined,
  path: Path,
  name: string,
): Finding[] {
  if (!limit) return [];
  const within = lines.filter(({ id }) => limit.lines.length === 0 || limit.lines.includes(id));
  const longer = within.find(({ period }) => MONTHS[period] > MONTHS[limit.period]);
  if (!longer) return [];
  const sentence = `“${longer.label ?? longer.id}” pays by ${longer.period}, which is longer than the ${limit.period} of the ${name}. Give the ${name} a period at least as long.`;
  return [{ path, sentence }];
}
