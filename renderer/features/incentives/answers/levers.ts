/** Values of a plan that a goal can be sought with: what its bands and rates stand at. */
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { valueAt } from '../../../drafts/place.ts';

export interface LeverChoice {
  readonly value: string;
  readonly label: string;
  readonly present: string;
}

const LIMITS = {
  capPartner: 'cap a partner',
  capBase: 'cap of the base',
  capDeal: 'cap a deal',
  capYear: 'cap a year',
  floor: 'floor',
} as const;

export function leversOf(
  { bands }: Pick<IncentiveSimulation, 'bands'>,
  plan: IncentivePlan,
  locale: string,
): LeverChoice[] {
  const { percent, compact } = numbers(locale);
  return plan.lines.flatMap((line, index) => {
    const name = line.label ?? line.id;
    const at = (place: string, label: string): LeverChoice[] => {
      const present = valueAt(plan, place);
      return typeof present === 'string' ? [{ value: place, label: `${name}, ${label}`, present }] : [];
    };
    const place = `lines.${index}`;
    const levels =
      'byLevel' in line.rate
        ? Object.keys(line.rate.byLevel).map((level) => [`${place}.rate.byLevel.${level}`, level] as const)
        : [];
    return [
      ...at(`${place}.rate.flat`, 'rate'),
      ...levels.flatMap(([path, level]) => at(path, level)),
      ...bands
        .filter((band) => band.plan === plan.id && band.line === line.id)
        .flatMap((band) =>
          at(`${band.place}.rate`, `from ${band.unit === 'ratio' ? percent(band.from) : compact(band.from)}`),
        ),
      ...Object.entries(LIMITS).flatMap(([limit, label]) => at(`${place}.limits.${limit}`, label)),
    ];
  });
}
