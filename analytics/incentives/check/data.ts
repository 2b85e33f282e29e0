/** Parts of a plan that pay nobody because what they ask for is nowhere in the data. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { PlanCheck } from '../../api/incentivePlans.ts';
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { knownValues, type PlacedFilter, placedFilters, unknownValues } from '../../metrics/knownValues.ts';
import type { Lab } from '../../metrics/lab.ts';
import { placeOf } from '../../rules/documents/places.ts';
import { checkPlan } from '../check.ts';
import { whereOf } from './places.ts';

/** `checkPlan` with advice on names that the data does not have. Their values are read once per version of the data. */
export async function checkPlanOnData(
  context: QueryContext,
  lab: Lab,
  raw: unknown,
  options: RunOptions = {},
): Promise<PlanCheck> {
  const levels = [...(await knownValues(context, lab, 'level_at_event', options))].sort();
  const check = checkPlan(raw, context.network, { levels });
  if (!check.plan) return check;
  const { plan } = check;
  // Levels are advised on by the check itself, whatever the case of their letters.
  const filters = filtersOf(plan).filter(({ dim }) => dim !== 'level' && dim !== 'level_at_event');
  const findings = await unknownValues(context, lab, filters, plan.regionGroups, options);
  const advice = findings.map(({ path, sentence }) => ({ place: placeOf(path), where: whereOf(plan, path), sentence }));
  return { ...check, advice: [...check.advice, ...advice] };
}

function filtersOf({ lines }: IncentivePlan): PlacedFilter[] {
  return lines.flatMap((line, index) => filtersOfLine(line, ['lines', index]));
}

function filtersOfLine(
  { where, on, multipliers, surcharges }: PlanLine,
  path: readonly (string | number)[],
): PlacedFilter[] {
  return [
    ...placedFilters(where, [...path, 'where']),
    ...placedFilters(on.filter, [...path, 'on', 'filter']),
    ...multipliers.flatMap(({ filter, where }, at) => [
      ...placedFilters(filter, [...path, 'multipliers', at, 'filter']),
      ...placedFilters(where, [...path, 'multipliers', at, 'where']),
    ]),
    ...surcharges.flatMap(({ filter }, at) => placedFilters(filter, [...path, 'surcharges', at, 'filter'])),
  ];
}
