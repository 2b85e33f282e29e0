/** Days that leave no row to be paid on, and campaigns without an end. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Finding } from '../../rules/documents/faults.ts';

export function dateFaults({ lines, pool, partnerCap, effectiveFrom, effectiveTo }: IncentivePlan): Finding[] {
  return [
    ...lines.flatMap(({ on, period }, index): Finding[] => {
      const path = ['lines', index, 'on'];
      if (on.from && on.to && on.from > on.to) {
        return [{ path: [...path, 'to'], sentence: 'The line ends before it begins. Put the earlier day in “from”.' }];
      }
      if (on.from && effectiveTo && on.from > effectiveTo) {
        const sentence = `The line begins after the plan ends on ${effectiveTo}, so no row counts. Begin it earlier, or let the plan go on.`;
        return [{ path: [...path, 'from'], sentence }];
      }
      if (on.to && effectiveFrom && on.to < effectiveFrom) {
        const sentence = `The line ends before the plan begins on ${effectiveFrom}, so no row counts. End it later, or begin the plan earlier.`;
        return [{ path: [...path, 'to'], sentence }];
      }
      const [first, last] = [on.from ?? effectiveFrom, on.to ?? effectiveTo];
      if (period !== 'campaign' || (first && last)) return [];
      const missing = first ? 'to' : 'from';
      const sentence = `A campaign has a first and a last day. Give the line “from” and “to”, or the plan its dates.`;
      return [{ path: [...path, missing], sentence }];
    }),
    ...(['pool', 'partnerCap'] as const).flatMap((limit): Finding[] => {
      const { period } = { pool, partnerCap }[limit] ?? {};
      if (period !== 'campaign' || (effectiveFrom && effectiveTo)) return [];
      const sentence = `A ${limit === 'pool' ? 'pool' : 'cap over all lines'} for the campaign needs its days. Give the plan “effectiveFrom” and “effectiveTo”.`;
      return [{ path: [limit, 'period'], sentence }];
    }),
  ];
}
