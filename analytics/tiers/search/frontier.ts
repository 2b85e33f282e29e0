/** Plans of which none is better in everything: fit, partners who fall, cost. */
import type { Plan, Shape } from './problem.ts';

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
  #plans: Plan[] = [];
  readonly #mostDemoted: number;
  readonly #mostCost: number;

  constructor({ maxDemoted, maxCost }: Shape, partners: number) {
    this.#mostDemoted = mostDemoted(maxDemoted, partners);
    this.#mostCost = maxCost ?? FAR;
  }

  /** `plan` is made only for what stays. Of plans that are alike in everything the first one stays. */
  offer(found: Measured, plan: () => Plan): void {
    this.#note(found);
    const plans = this.#plans;
    for (let at = 0; at < plans.length; at++) {
      if (!dominates(plans[at]!, found)) continue;
      // Who has just ruled out one plan is likely to rule out the next one.
      if (at > 0) [plans[at >> 1], plans[at]] = [plans[at]!, plans[at >> 1]!];
      return;
    }
    this.#plans = plans.filter((other) => !dominates(found, other));
    this.#plans.push(plan());
  }

  /** Within both limits first, the best fit first. */
  plans(): Plan[] {
    const rank = (plan: Plan) => (this.isAllowed(plan) ? 0 : 1);
    return [...this.#plans].sort(
      (a, b) => rank(a) - rank(b) || a.miss - b.miss || a.demoted - b.demoted || a.cost - b.cost,
    );
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

const FAR = Number.POSITIVE_INFINITY;

/** Shares come as binary fractions: 29 % of 100 partners must stay 29. */
export function mostDemoted(maxDemoted: number | null, partners: number): number {
  return maxDemoted === null ? FAR : Math.floor(maxDemoted * partners + 1e-6);
}

/** Nowhere worse. */
function dominates(a: Measured, b: Measured): boolean {
  return a.miss <= b.miss && a.demoted <= b.demoted && a.cost <= b.cost;
}
