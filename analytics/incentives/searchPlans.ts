/** What would be better: values of a plan that bring more for what they cost, or come to a cost that is asked for. */
import type { IncentiveCase, PlanWish } from '../api/documents/incentiveCase.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { FoundPlan, PlanSearch } from '../api/incentiveSearch.ts';
import type { Checked } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { Pace } from '../metrics/pace.ts';
import type { IncentiveDesk } from './desk.ts';
import { keptUnits } from './lab/keptUnits.ts';
import { prepareCase } from './prepareCase.ts';
import { isCostOnly } from './response/respond.ts';
import { Evaluator } from './search/evaluate.ts';
import { explore, type Outcome, type Tried } from './search/explore.ts';
import { seekGoal } from './search/goal.ts';
import { leversOf, type PlanLever, valuesAt } from './search/levers.ts';
import { inOrderAlone, ordersOf } from './search/order.ts';
import { type Against, bestOf, bindingOf, frontierOf, thinned, type Wishes } from './search/rank.ts';
import { SearchWords } from './search/words.ts';
import { amountText, tenThousandths } from './settle.ts';
import type { SideRequest } from './side.ts';
import { type PayView, payView } from './simulation/view.ts';

/** Units rated in one search: what a few seconds of the kernel do. What a plan takes besides, and a line that is read anew. */
const MOST_WORK = 12_000_000;
const LEAST_WORK = 8_000;
const WORK_OF_READING = 60_000;
const BUDGET = { least: 150, most: 1_000 };
/** The same request always tries the same plans. */
const SEED = 7;
/** Plans of the frontier that are shown, each read back by the record; and that a refinement starts from. */
const SHOWN = 8;
const REFINED = 8;

/**
 * Every plan tried is paid in full by the kernel; the best one and those of the frontier are paid once more by SQL, and these
 * are the figures that are shown.
 * @throws QuarterdeckError `bad-request` without a plan, for an unknown lever, or for a goal without one lever; what
 * `prepareCase` throws; `cancelled` when the signal fires.
 */
export async function searchPlans(
  desk: IncentiveDesk,
  asked: Checked<'incentive.search'>,
  options: LabOptions = {},
): Promise<PlanSearch> {
  const { wish } = asked;
  const prepared = await prepareCase(desk, asked, options);
  const { after } = prepared.sides;
  const [plan] = prepared.plans;
  if (after === 'as-paid' || !plan) {
    throw new QuarterdeckError(
      'bad-request',
      'There is no plan to improve. Start from a template, a rate card or a plan.',
    );
  }
  const { network } = desk.context;
  const found = leversOf(plan, wish.levers, network);
  const target = wish.targetCost === undefined ? null : tenThousandths(wish.targetCost);
  const sought = target === null ? null : inOrderAlone(plan, onlyOne(found));
  const levers = sought ? [sought] : found;
  const view = await payView(desk, prepared, options);
  const search = new Search(view, after, levers, asked, options);
  const words = new SearchWords(network.policy.locale, levers, search.wishes);
  return target === null || !sought ? search.frontier(words) : search.goal(sought, target, words);
}

/** @throws QuarterdeckError `bad-request` unless there is one lever to move. */
function onlyOne(levers: readonly PlanLever[]): PlanLever {
  const [lever] = levers;
  if (lever && levers.length === 1) return lever;
  throw new QuarterdeckError(
    'bad-request',
    `A target cost is reached by moving one figure, not ${levers.length}. Choose one of: ${levers.map(({ place }) => place).join(', ')}.`,
  );
}

class Search {
  readonly wishes: Wishes;
  private readonly view: PayView;
  private readonly levers: readonly PlanLever[];
  private readonly wish: PlanWish;
  private readonly against: Against;
  private readonly evaluator: Evaluator;
  private readonly pace: Pace;
  private readonly options: LabOptions;

  constructor(
    view: PayView,
    after: SideRequest,
    levers: readonly PlanLever[],
    { wish, assumptions }: Pick<IncentiveCase, 'assumptions'> & { readonly wish: PlanWish },
    options: LabOptions,
  ) {
    this.view = view;
    this.levers = levers;
    this.wish = wish;
    this.wishes = wishesOf(wish);
    this.against = isCostOnly(assumptions) ? 'losers' : 'margin';
    this.evaluator = new Evaluator(view, after, levers, assumptions, options);
    this.pace = new Pace(options, 'plans');
    this.options = options;
  }

  async frontier(words: SearchWords): Promise<PlanSearch> {
    const { levers, against, wishes } = this;
    const orders = ordersOf(this.evaluator.planAt(levers.map(({ at }) => at)), levers);
    const { tried, exhaustive } = await explore({
      levers,
      orders,
      budget: await this.budget(),
      seed: SEED,
      evaluate: (choice) => this.evaluator.evaluate(choice),
      promising: (all) => this.promising(all),
      turn: (done, total) => this.pace.turn('Trying plans', done, total),
    });
    const best = bestOf(tried, wishes);
    const binding = bindingOf(tried, wishes);
    const ends = best && words.ends(best.choice);
    const answered = await this.answer(tried, best, words);
    return {
      ...answered,
      binding: words.binding(binding, best),
      tried: tried.length,
      exhaustive,
      goal: null,
      notes: [
        ...(against === 'losers' ? [words.costOnly()] : []),
        words.against(against, frontierOf(tried, against).length, SHOWN),
        words.coverage(tried.length, exhaustive),
        ...(best?.choice.every((to, lever) => to === levers[lever]!.at) ? [AS_IT_IS] : []),
        ...(ends ? [ends] : []),
        ...(this.view.prepared.plans.length > 1 ? [ONE_PLAN] : []),
      ],
    };
  }

  async goal(lever: PlanLever, target: number, words: SearchWords): Promise<PlanSearch> {
    const tried: Tried[] = [];
    const sought = await seekGoal(lever.values.length, { target, now: lever.at }, async (step) => {
      await this.pace.turn('Seeking the cost', tried.length, lever.values.length);
      const outcome = await this.evaluator.evaluate([step]);
      tried.push({ choice: [step], ...outcome });
      return outcome.cost;
    });
    const best = tried.find(({ choice }) => choice[0] === sought.at)!;
    const answered = await this.answer(tried, best, words);
    const shown = answered.plans[0]!;
    return {
      ...answered,
      binding: null,
      tried: tried.length,
      exhaustive: tried.length === lever.values.length,
      goal: {
        place: lever.place,
        value: lever.values[sought.at]!,
        cost: shown.cost,
        target: amountText(target),
        reached: sought.reached,
        sentence: words.goal(lever, sought, target),
      },
      notes: [],
    };
  }

  /** The best plan first, the frontier by cost, then others evenly over all costs; the first two as the record pays them. */
  private async answer(
    tried: readonly Tried[],
    best: Tried | null,
    words: SearchWords,
  ): Promise<Pick<PlanSearch, 'basis' | 'levers' | 'plans' | 'present' | 'before' | 'best' | 'document'>> {
    const { levers, evaluator, wish, options } = this;
    const frontier = new Set(frontierOf(tried, this.against));
    const read = new Set([...(best ? [best] : []), ...thinned([...frontier], Math.min(SHOWN, wish.plans))]);
    const rest = tried.filter((one) => !read.has(one)).sort((a, b) => a.cost - b.cost);
    const plans: FoundPlan[] = [];
    for (const one of [...read].slice(0, wish.plans)) {
      options.progress?.('Reading the plans found', plans.length, read.size, 'plans');
      const outcome = await evaluator.byRecord(evaluator.planAt(one.choice));
      plans.push(this.found(one.choice, outcome, { id: idOf(plans.length), onFrontier: frontier.has(one) }, words));
    }
    for (const one of thinned(rest, wish.plans - plans.length)) {
      plans.push(this.found(one.choice, one, { id: idOf(plans.length), onFrontier: false }, words));
    }
    const present = await evaluator.byRecord(this.view.prepared.plans[0]!);
    return {
      basis: this.view.rated.basis,
      levers: levers.map(({ place, label, from, values }) => ({
        place,
        label,
        from,
        low: values[0]!,
        high: values.at(-1)!,
      })),
      plans,
      present: { cost: amountText(present.cost), incrementalMargin: whole(present.margin), net: whole(present.net) },
      before: { cost: amountText(present.before) },
      best: best && plans[0]!.id,
      document: best && evaluator.planAt(best.choice),
    };
  }

  private found(
    choice: readonly number[],
    outcome: Outcome,
    { id, onFrontier }: Pick<FoundPlan, 'id' | 'onFrontier'>,
    words: SearchWords,
  ): FoundPlan {
    const values = valuesAt(this.levers, choice);
    return {
      id,
      values: this.levers.map(({ place }, lever) => ({ place, value: values[lever]! })),
      cost: amountText(outcome.cost),
      incrementalMargin: whole(outcome.margin),
      net: whole(outcome.net),
      losers: outcome.losers,
      onFrontier,
      misses: words.misses(outcome),
      sentence: words.plan(choice),
    };
  }

  private promising(tried: readonly Tried[]): readonly Tried[] {
    const best = bestOf(tried, this.wishes);
    const dear = thinned(frontierOf(tried, this.against), REFINED);
    // A wish for few losers is met from where few lose, which may be far from where most is gained.
    const kind = this.wishes.maxLosers === null ? [] : thinned(frontierOf(tried, 'losers'), REFINED);
    return [...new Set([...(best ? [best] : []), ...dear, ...kind])];
  }

  /** Fewer plans where each takes longer: what is paid on what another line leaves is read anew whenever that moves. */
  private async budget(): Promise<number> {
    const { desk, prepared, rated } = this.view;
    const { after } = prepared.sides;
    if (after === 'as-paid') return 0;
    let work = LEAST_WORK;
    for (const { plan, compiled } of rated.after.lines) {
      const { table } = await keptUnits(desk, plan, compiled, after, { signal: this.options.signal });
      work += table.units + (compiled.line.on.less.length > 0 ? WORK_OF_READING : 0);
    }
    return Math.min(Math.max(Math.floor(MOST_WORK / work), BUDGET.least), BUDGET.most);
  }
}

const AS_IT_IS = 'No plan that was tried is better than the present one.';
const ONE_PLAN = 'Values of the first plan were moved; the others are paid as they are.';

function wishesOf({ maxCost, maxLosers, minNet }: PlanWish): Wishes {
  return {
    maxCost: maxCost === undefined ? null : tenThousandths(maxCost),
    maxLosers: maxLosers ?? null,
    minNet: minNet === undefined ? null : tenThousandths(minNet),
  };
}

/** A, B … Z, AA: as columns of a sheet are named. */
function idOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : idOf(Math.floor(index / 26) - 1) + letter;
}

/** Figures that rest on assumptions claim no cents. */
function whole(amount: number): string {
  return String(Math.round(amount / 10_000) + 0);
}
