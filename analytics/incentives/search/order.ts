/**
 * Figures of a plan that stay in their order: edges of bands, and rates from band to band or from level to level where they
 * rise or fall throughout. Two that were equal may part, but not cross.
 */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { type Path, valueAt } from '../../rules/documents/edit.ts';
import { nearestTo, type PlanLever } from './levers.ts';

export interface Order {
  /** Each in its order as the plan has it: the lever that moves it, or the figure that stays. */
  readonly members: readonly { readonly lever: number | null; readonly value: number }[];
  /** Edges must differ; rates may be alike. */
  readonly strict: boolean;
}

/** Only orders that some lever could break. */
export function ordersOf(plan: IncentivePlan, levers: readonly PlanLever[]): Order[] {
  const place = new Map(levers.map((lever, index) => [lever.place, index]));
  const order = (paths: readonly Path[], strict: boolean): Order[] => {
    const members = paths.map((path) => ({
      lever: place.get(path.join('.')) ?? null,
      value: Number(valueAt(plan, path)),
    }));
    // Rates that go up and down have no order to keep.
    const ascending = inOrder(
      members.map(({ value }) => value),
      false,
    );
    const descending = inOrder(
      members.map(({ value }) => -value),
      false,
    );
    if (members.length < 2 || !members.some(({ lever }) => lever !== null) || !(ascending || descending)) return [];
    return [{ members: ascending ? members : members.toReversed(), strict }];
  };
  const ofRates = plan.lines.flatMap(({ rate }, line): Order[] => {
    const home = ['lines', line, 'rate'];
    const list = (key: string, count: number, field: string): Path[] =>
      Array.from({ length: count }, (_, at) => [...home, key, at, field]);
    if ('bands' in rate && rate.bands) {
      const count = rate.bands.length;
      return [...order(list('bands', count, 'from'), true), ...order(list('bands', count, 'rate'), false)];
    }
    if ('linear' in rate) return [...order(list('linear', 2, 'at'), true), ...order(list('linear', 2, 'rate'), false)];
    if ('byLevel' in rate) {
      // The order of levels is that of their rates: a level that pays more now is not to pay less.
      const paths = Object.keys(rate.byLevel).map((level): Path => [...home, 'byLevel', level]);
      return order(
        paths.toSorted((a, b) => Number(valueAt(plan, a)) - Number(valueAt(plan, b))),
        false,
      );
    }
    return [];
  });
  const ofAccelerators = plan.lines.flatMap(({ accelerator }, line) => {
    const list = (field: string) =>
      (accelerator?.bands ?? []).map((_, at): Path => ['lines', line, 'accelerator', 'bands', at, field]);
    return [...order(list('from'), true), ...order(list('factor'), false)];
  });
  return [...ofRates, ...ofAccelerators];
}

export function keepsOrder(orders: readonly Order[], levers: readonly PlanLever[], choice: ArrayLike<number>): boolean {
  return orders.every(({ members, strict }) =>
    inOrder(
      members.map(({ lever, value }) => (lever === null ? value : Number(levers[lever]!.values[choice[lever]!]))),
      strict,
    ),
  );
}

/**
 * The lever with the values that may stand while all else in the plan is as it is.
 * @throws QuarterdeckError `bad-request` where none may.
 */
export function inOrderAlone(plan: IncentivePlan, lever: PlanLever): PlanLever {
  const orders = ordersOf(plan, [lever]);
  const values = lever.values.filter((_, at) => keepsOrder(orders, [lever], [at]));
  if (values.length > 0) return { ...lever, values, at: nearestTo(values, lever.from) };
  throw new QuarterdeckError(
    'bad-request',
    `No figure of “${lever.label}” from ${lever.values[0]} to ${lever.values.at(-1)} keeps the plan in order. Choose another range.`,
  );
}

function inOrder(values: readonly number[], strict: boolean): boolean {
  return values.every((value, at) => at === 0 || (strict ? value > values[at - 1]! : value >= values[at - 1]!));
}
