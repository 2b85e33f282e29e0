/**
 * Tries combinations of the levers' values: all of them while they are few, else a seeded sample that is refined around what
 * was best. Each is evaluated in full; the same levers, seed and budget always try the same plans.
 */
import { diceOf, streamOf } from '../../rules/dice/dice.ts';
import type { PlanLever } from './levers.ts';
import { keepsOrder, type Order } from './order.ts';

/** What a plan comes to, in whole numbers of 1/10,000; `margin` is an estimate of as much. */
export interface Outcome {
  readonly cost: number;
  readonly margin: number;
  /** Incremental margin less extra cost. */
  readonly net: number;
  readonly losers: number;
  /** Paid under the plan or before it. */
  readonly payees: number;
}

export interface Tried extends Outcome {
  /** Places in the values of the levers. */
  readonly choice: readonly number[];
}

export interface Exploration {
  readonly tried: readonly Tried[];
  readonly exhaustive: boolean;
}

export interface ExploreRequest {
  readonly levers: readonly PlanLever[];
  readonly orders: readonly Order[];
  /** The most plans to evaluate. */
  readonly budget: number;
  readonly seed: number;
  evaluate(choice: readonly number[]): Promise<Outcome>;
  /** Of what was tried, what is worth refining, the best first. */
  promising(tried: readonly Tried[]): readonly Tried[];
  /** Called between two evaluations; throws to stop. */
  turn(done: number, total: number): Promise<void>;
}

/** Part of the budget for the first look; the rest refines it. */
const FIRST_LOOK = 0.4;
/** Places to the side that a refinement looks at, in values of the lever. */
const REACHES = [8, 3, 1];
const ATTEMPTS = 40;
/** Values of a lever by itself, all others as they are. */
const ALONE = 7;

export async function explore(request: ExploreRequest): Promise<Exploration> {
  const { levers, orders, budget } = request;
  const search = new Explorer(request);
  const present = levers.map(({ at }) => at);
  const combinations = levers.reduce((product, { values }) => product * values.length, 1);
  if (combinations <= budget) {
    for (const choice of everyChoice(levers)) if (keepsOrder(orders, levers, choice)) await search.offer(choice);
    return { tried: search.tried, exhaustive: true };
  }
  await search.offer(present);
  for (const choice of alone(levers, present)) await search.offer(choice);
  await search.sample(Math.floor(budget * FIRST_LOOK));
  await search.refine();
  return { tried: search.tried, exhaustive: false };
}

class Explorer {
  readonly tried: Tried[] = [];
  private readonly request: ExploreRequest;
  private readonly seen = new Set<string>();

  constructor(request: ExploreRequest) {
    this.request = request;
  }

  get spent(): boolean {
    return this.tried.length >= this.request.budget;
  }

  /** Evaluates what may stand and was not tried. */
  async offer(choice: readonly number[]): Promise<boolean> {
    const { levers, orders, budget } = this.request;
    const key = choice.join();
    if (this.spent || this.seen.has(key) || !keepsOrder(orders, levers, choice)) return false;
    this.seen.add(key);
    await this.request.turn(this.tried.length, budget);
    this.tried.push({ choice: [...choice], ...(await this.request.evaluate(choice)) });
    return true;
  }

  /** Evenly over each lever by itself (Latin hypercube), mixed by the dice. */
  async sample(until: number): Promise<void> {
    const { levers, orders, seed } = this.request;
    const wanted = until - this.tried.length;
    if (wanted <= 0) return;
    const dice = diceOf(seed, 'plans');
    const uniforms = new Float64Array(wanted);
    const columns = levers.map(({ place, values }) => {
      dice.uniforms(streamOf(place), uniforms);
      const order = [...uniforms.keys()].sort((a, b) => uniforms[a]! - uniforms[b]!);
      const column = new Int32Array(wanted);
      for (const [rank, draw] of order.entries()) column[draw] = Math.floor(((rank + 0.5) / wanted) * values.length);
      return column;
    });
    const again = new Float64Array(levers.length * ATTEMPTS);
    for (let draw = 0; draw < wanted && !this.spent; draw++) {
      let choice = columns.map((column) => column[draw]!);
      dice.uniforms(streamOf(`again ${draw}`), again);
      // Figures in the wrong order are drawn anew, nearer and nearer to the present ones, which are in order.
      for (let attempt = 0; attempt < ATTEMPTS && !keepsOrder(orders, levers, choice); attempt++) {
        const near = 1 - attempt / ATTEMPTS;
        choice = levers.map(({ values, at }, lever) => {
          const to = Math.floor(again[attempt * levers.length + lever]! * values.length);
          return Math.round(at + (to - at) * near);
        });
      }
      await this.offer(choice);
    }
  }

  /** Around the promising ones, with shorter and shorter reach, until nothing new turns up or the budget is spent. */
  async refine(): Promise<void> {
    const { levers, promising } = this.request;
    for (const reach of REACHES) {
      for (let moved = true; moved && !this.spent; ) {
        moved = false;
        for (const { choice } of promising(this.tried)) {
          for (const [lever, { values }] of levers.entries()) {
            for (const step of [-reach, reach]) {
              const to = Math.min(Math.max(choice[lever]! + step, 0), values.length - 1);
              if (await this.offer(choice.with(lever, to))) moved = true;
            }
          }
        }
      }
    }
  }
}

function* everyChoice(levers: readonly PlanLever[]): Generator<number[]> {
  const choice = levers.map(() => 0);
  for (;;) {
    yield choice;
    let lever = levers.length - 1;
    while (lever >= 0 && ++choice[lever]! >= levers[lever]!.values.length) choice[lever--] = 0;
    if (lever < 0) return;
  }
}

function* alone(levers: readonly PlanLever[], present: readonly number[]): Generator<number[]> {
  for (const [lever, { values }] of levers.entries()) {
    for (let step = 0; step < ALONE; step++) {
      yield present.with(lever, Math.round((step * (values.length - 1)) / (ALONE - 1)));
    }
  }
}
