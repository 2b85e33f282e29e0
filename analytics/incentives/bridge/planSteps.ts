/** Steps from the plans of one side to those of another, as fine as they can be told and rated in the time of a look. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { IncentiveDesk } from '../desk.ts';
import { paySide } from '../paySide.ts';
import type { SideRequest } from '../side.ts';
import { COARSENESS, type PlanFactor, type PlanPair, planFactors } from './factors.ts';
import { evaluationsOf, type Game, type PlayedGame, playGames } from './games.ts';
import { planGames } from './planGames.ts';
import { MOST_FACTORS } from './shapley.ts';

/** A step before it has its amount. */
export interface Step {
  readonly id: string;
  readonly label: string;
  /** In the plan; none for what is no rule. */
  readonly places: readonly string[];
}

export interface Steps {
  readonly steps: readonly Step[];
  readonly games: readonly PlayedGame[];
}

export interface PlanStepsRequest {
  readonly pairs: readonly PlanPair[];
  /** The second side; the first one may pay by other levels. */
  readonly side: SideRequest;
  readonly levels: string | undefined;
  /** Only lines of these kinds count; all when left out. */
  readonly kinds?: ReadonlySet<string> | undefined;
  /** Of the first side: payments that are no part of the plans, in 1/10,000. They end with a step of their own. */
  readonly otherwise: { readonly label: string; readonly amount: number } | null;
  /** Of the first side: payments that end with the step of a plan, in 1/10,000. */
  readonly former?: (factor: PlanFactor) => number;
}

/** More ratings than this and changes are put together: a bridge is looked at, not waited for. */
const MOST_RATINGS = 64;

export async function planSteps(desk: IncentiveDesk, request: PlanStepsRequest, options: LabOptions): Promise<Steps> {
  const { pairs, side, levels, otherwise, former } = request;
  const own: Step[] = [
    ...(otherwise ? [{ id: 'otherwise', label: otherwise.label, places: [] }] : []),
    ...(levels === side.levels ? [] : [{ id: 'levels', label: 'Levels', places: [] }]),
  ];
  const places = { levels: levels === side.levels ? null : own.length - 1, first: own.length };
  const pay = payWith(desk, request, options);
  for (const coarseness of COARSENESS) {
    const factors = planFactors(pairs, desk.context.network, coarseness);
    const steps = [...own, ...factors.map(({ id, label, places }) => ({ id, label, places }))];
    const games = [
      ...(otherwise ? [ending(0, otherwise.amount)] : []),
      ...(former ? factors.map((factor, at) => ending(own.length + at, former(factor))) : []),
      ...planGames(pairs, factors, places, pay),
    ];
    const coarsest = coarseness === COARSENESS.at(-1);
    if (!coarsest && (steps.length > MOST_FACTORS || evaluationsOf(games) > MOST_RATINGS)) continue;
    try {
      return { steps, games: await playGames(games) };
    } catch (thrown) {
      // Some changes mean nothing without others: they are made together.
      if (coarsest || !(thrown instanceof QuarterdeckError) || thrown.code !== 'plan-invalid') throw thrown;
    }
  }
  throw new Error('The coarsest steps are always taken');
}

/** What is there until a step is made. */
function ending(step: number, amount: number): Game {
  const bit = 1 << step;
  return { moves: bit, worth: (changed) => (changed & bit ? 0n : BigInt(amount)) };
}

function payWith(
  desk: IncentiveDesk,
  { side, levels, kinds }: PlanStepsRequest,
  options: LabOptions,
): (plan: IncentivePlan, laterLevels: boolean) => Promise<bigint> {
  let done = 0;
  return async (plan, laterLevels) => {
    options.progress?.('Rating steps', done++, MOST_RATINGS, 'ratings');
    const own = { ...side, plans: [plan], levels: laterLevels ? side.levels : levels };
    const { lines } = await paySide(desk, own, { signal: options.signal });
    const counted = lines.filter(({ compiled }) => !kinds || kinds.has(compiled.line.kind));
    return BigInt(counted.reduce((sum, line) => sum + line.pay.reduce((total, amount) => total + amount, 0), 0));
  };
}
