/** Other plans that are paid together with the one open, on both sides of the comparison. */
import { MultiSelect } from '@mantine/core';
import { useAddress } from '../../../shell/location.ts';
import { idsOf, setTogether } from '../address.ts';
import { useIncentiveWork, usePlanWork } from '../IncentiveWork.ts';
import { planGroups, planWords } from '../plans.ts';

/** A case takes eight plans; the one open is one of them. */
const MOST_TOGETHER = 7;

export function PaidTogether() {
  const { plans } = useIncentiveWork();
  const { saved } = usePlanWork();
  const together = idsOf(useAddress().extra.with);
  const others = plans.filter(({ id }) => id !== saved.id);
  return (
    <MultiSelect
      label="Paid together with"
      placeholder={together.length === 0 ? 'nothing else' : ''}
      data={planGroups(others).map(({ label, members }) => ({
        group: label,
        items: members.map((other) => ({ value: String(other.id), label: planWords(other) })),
      }))}
      value={together.map(String)}
      maxValues={MOST_TOGETHER}
      onChange={(ids) => setTogether(ids.map(Number))}
    />
  );
}
