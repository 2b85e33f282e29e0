/** Plans whose region groups are renamed or removed; rates by region follow. Pure. */
import type { IncentivePlan, PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';

export function withGroupNamed(plan: IncentivePlan, from: string, to: string): IncentivePlan {
  return withKeys(plan, (key) => (key === from ? to : key));
}

/** What the group was paid goes with it; where nothing is left, everybody is paid that. */
export function withoutGroup(plan: IncentivePlan, name: string): IncentivePlan {
  const { [name]: _, ...regionGroups } = plan.regionGroups;
  return withKeys({ ...plan, regionGroups }, (key) => (key === name ? null : key));
}

function withKeys(plan: IncentivePlan, key: (name: string) => string | null): IncentivePlan {
  return {
    ...plan,
    regionGroups: renamed(plan.regionGroups, key),
    lines: plan.lines.map((line) => ({ ...line, rate: rateWith(line.rate, key) })),
  };
}

function rateWith(rate: PlanLine['rate'], key: (name: string) => string | null): PlanLine['rate'] {
  if (!('byRegion' in rate)) return rate;
  const left = renamed(rate.byRegion, key);
  const [paid = '0'] = Object.values(rate.byRegion);
  return { byRegion: Object.keys(left).length > 0 ? left : { else: paid } };
}

function renamed<V>(held: Readonly<Record<string, V>>, key: (name: string) => string | null): Record<string, V> {
  return Object.fromEntries(
    Object.entries(held).flatMap(([name, value]) => {
      const next = key(name);
      return next === null ? [] : [[next, value]];
    }),
  );
}
