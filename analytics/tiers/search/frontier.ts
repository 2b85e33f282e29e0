/** Plans of which none is better in everything: fit, partners who fall, cost. */
import type { Plan, Shape } from './problem.ts';
import { Shadow } from './shadow.ts';

type Measured = Pick<Plan, 'miss' | 'demoted' | 'cost'>;

/** The best fits found under some of the limits: they tell which limit keeps the best plan from coming closer. */
export interface BestFits {
  /** Under no limit; under that of cost alone; under that of demotions alone; under both. Infinite where none is. */
  free: number;
  withoutDemoted: number;
  withoutCost: number;
  both: number;
}

export class Frontier {
  readonly fits: BestFits = { free: FAR, withoutDemoted: FAR, withoutCost: FAR, both: FAR };
  /** By fit, the best first, with what they are compared by in columns. */
  readonly #plans: Plan[] = [];
  readonly #misses: number[] = [];
  readonly #falls: number[] = [];
  readonly #costs: number[] = [];
  #shadow = new Shadow([]);
  #added = 0;
  readonly #shape: Shape;
  readonly #partners: number;
  readonly #mostDemoted: number;
  readonly #mostCost: number;

  constructor(shape: Shape, partners: number) {
    this.#shape = shape;
    this.#partners = partners;
    this.#mostDemoted = mostDemoted(shape.maxDemoted, partners);
    this.#mostCost = shape.maxCost ?? FAR;
  }

  /** `plan` is made only for what stays. Of plans that are alike in everything the first one stays. */
  offer(found: Measured, plan: () => Plan): void {
    this.#note(found);
    if (this.#shadow.covers(found)) return;
    const { miss, demoted, cost } = found;
    const [misses, falls, costs] = [this.#misses, this.#falls, this.#costs];
    const place = placeOf(misses, miss);
    // What fits as well or better lies before the place; the nearest is the likeliest to be better in the rest, too.
    for (let at = place - 1; at >= 0; at--) {
      if (falls[at]! <= demoted && costs[at]! <= cost) return;
    }
    this.#insert(place, found, plan());
    if (++this.#added % RENEWED === 0) this.#shadow = new Shadow(this.#plans);
  }

  /** Takes the plan in, and those out that it is better than: they fit no better, so they are at its place or behind. */
  #insert(place: number, { miss, demoted, cost }: Measured, plan: Plan): void {
    const [plans, misses, falls, costs] = [this.#plans, this.#misses, this.#falls, this.#costs];
    let first = place;
    while (first > 0 && misses[first - 1] === miss) first--;
    let to = first;
    for (let at = first; at < plans.length; at++) {
      if (falls[at]! >= demoted && costs[at]! >= cost) continue;
      [plans[to], misses[to], falls[to], costs[to]] = [plans[at]!, misses[at]!, falls[at]!, costs[at]!];
      to++;
    }
    for (const column of [plans, misses, falls, costs]) column.length = to;
    const own = placeOf(misses, miss);
    plans.splice(own, 0, plan);
    misses.splice(own, 0, miss);
    falls.splice(own, 0, demoted);
    costs.splice(own, 0, cost);
  }

  /** Within both limits first, the best fit first; then those that come closest to the limits and the fit together. */
  plans(): Plan[] {
    return [...this.#plans].sort((a, b) => this.compare(a, b) || a.demoted - b.demoted || a.cost - b.cost);
  }

  /** The best fit of all, whatever the limits. */
  closest(): Plan | undefined {
    return this.#plans[0];
  }

  /** The plan that exceeds the limits by least, whatever its fit. */
  mostAllowed(): Plan | undefined {
    return this.#plans.reduce<Plan | undefined>(
      (best, plan) => (best === undefined || this.#beyond(plan) < this.#beyond(best) ? plan : best),
      undefined,
    );
  }

  compare(a: Measured, b: Measured): number {
    const [allowed, others] = [this.isAllowed(a), this.isAllowed(b)];
    if (allowed !== others) return allowed ? -1 : 1;
    return (allowed ? 0 : this.excess(a) - this.excess(b)) || a.miss - b.miss;
  }

  /** By how much a plan fails what it fails most: in shares of the roster, or of the limit of cost. */
  excess(plan: Measured): number {
    return Math.max(0, plan.miss - this.#shape.tolerance, this.#beyond(plan));
  }

  /** By how much a plan exceeds the limit that it exceeds most; negative for what is within. */
  #beyond({ demoted, cost }: Measured): number {
    const { maxDemoted, maxCost } = this.#shape;
    const fallen = maxDemoted === null ? Number.NEGATIVE_INFINITY : demoted / this.#partners - maxDemoted;
    const dear = maxCost === null ? Number.NEGATIVE_INFINITY : (cost - maxCost) / Math.max(maxCost, 1);
    return Math.max(fallen, dear);
  }

  isAllowed({ demoted, cost }: Measured): boolean {
    return demoted <= this.#mostDemoted && cost <= this.#mostCost;
  }

  #note({ miss, demoted, cost }: Measured): void {
    const { fits } = this;
    const [few, cheap] = [demoted <= this.#mostDemoted, cost <= this.#mostCost];
    if (miss < fits.free) fits.free = miss;
    if (cheap && miss < fits.withoutDemoted) fits.withoutDemoted = miss;
    if (few && miss < fits.withoutCost) fits.withoutCost = miss;
    if (few && cheap && miss < fits.both) fits.both = miss;
  }
}

/** Plans added between two looks at who is dominated at once. */
const RENEWED = 64;
const FAR = Number.POSITIVE_INFINITY;

/** Shares come as binary fractions: 29 % of 100 partners must stay 29. */
export function mostDemoted(maxDemoted: number | null, partners: number): number {
  return maxDemoted === null ? FAR : Math.floor(maxDemoted * partners + 1e-6);
}

/** Behind all values up to this one. */
function placeOf(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
