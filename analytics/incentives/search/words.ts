/** What a search found, in words. */
import { capital } from '../../present/capital.ts';
import { numbers } from '../../present/numbers.ts';
import { valueText } from '../planUnits.ts';
import { amountText } from '../settle.ts';
import type { Outcome } from './explore.ts';
import type { Sought } from './goal.ts';
import type { PlanLever } from './levers.ts';
import { type Against, type Binding, missed, WISHES, type Wish, type Wishes } from './rank.ts';

/** Changes of one plan that are named; the rest is counted. */
const MOST_NAMED = 4;

export class SearchWords {
  private readonly locale: string;
  private readonly levers: readonly PlanLever[];
  private readonly wishes: Wishes;

  constructor(locale: string, levers: readonly PlanLever[], wishes: Wishes) {
    this.locale = locale;
    this.levers = levers;
    this.wishes = wishes;
  }

  /** `Base rebate −0.80 pp, Volume rebate, from 400,000 → 440,000`. Shares say by how much, other figures what they become. */
  plan(choice: readonly number[]): string {
    const moved = this.levers.flatMap((lever, index) => {
      const value = lever.values[choice[index]!]!;
      const share = Number(value) - Number(lever.from);
      if (share === 0) return [];
      const size = Math.abs(share) / Math.abs(Number(lever.from) || 1);
      return [{ size, text: `${lever.label} ${this.moved(lever, value)}` }];
    });
    if (moved.length === 0) return 'As it is';
    const named = moved.toSorted((a, b) => b.size - a.size).slice(0, MOST_NAMED);
    const said = moved.filter((one) => named.includes(one)).map(({ text }) => text);
    const more = moved.length - named.length;
    return more > 0 ? `${said.join('; ')} and ${more} more` : said.join('; ');
  }

  misses(outcome: Outcome): string[] {
    return missed(this.wishes, outcome).map((wish) => this.miss(wish, outcome));
  }

  binding(binding: Binding<Outcome> | null, best: Outcome | null): string | null {
    if (!binding) return best ? null : this.impossible();
    const { wish, without } = binding;
    if (!best) {
      const rest =
        WISHES.filter((other) => this.wishes[other] !== null).length > 1 ? ' together with the other wishes' : '';
      return `No plan that was tried keeps to ${this.asked(wish)}${rest}: the best without it ${this.brief(without)}.`;
    }
    return `${capital(this.asked(wish))} holds it back: without it a net of ${this.money(without.net)} instead of ${this.money(best.net)} could be had (${this.lower(this.miss(wish, without))}).`;
  }

  /** Figures at the end of what was tried, where better ones may lie beyond. */
  ends(choice: readonly number[]): string | null {
    const ends = this.levers.filter(({ values }, index) => {
      const at = choice[index]!;
      return values.length > 1 && (at === 0 || at === values.length - 1);
    });
    if (ends.length === 0) return null;
    const names = ends.slice(0, 3).map(({ label }) => `“${label}”`);
    const more = ends.length > 3 ? ` and ${ends.length - 3} more` : '';
    return `The best plan has ${names.join(', ')}${more} at the end of the range that was tried; a wider range may hold a better one.`;
  }

  coverage(tried: number, exhaustive: boolean): string {
    const plans = numbers(this.locale).integer(tried);
    return exhaustive
      ? `All ${plans} combinations of the figures were tried.`
      : `${plans} plans were tried of many more combinations, more closely where they were promising; one that is a little better may be missing.`;
  }

  costOnly(): string {
    return 'Nobody is assumed to respond to pay, so nothing can be better than cheaper: plans are shown by cost and by how many lose. Assume a response to weigh cost against margin.';
  }

  /** What the frontier is; where it has more plans than are shown, which ones are. */
  against(against: Against, plans: number, shown: number): string {
    const gain = against === 'margin' ? 'as much incremental margin' : 'as few losers';
    const said = `Of the plans on the frontier none is cheaper than another with ${gain}.`;
    const { integer } = numbers(this.locale);
    return plans > shown ? `${said} It is drawn through ${integer(shown)} of its ${integer(plans)} plans.` : said;
  }

  goal(lever: PlanLever, { at, cost, reached, between, range, oneWay, looked }: Sought, target: number): string {
    const text = (step: number) => valueText(lever.values[step]!, lever.unit, this.locale);
    const turns = oneWay
      ? ''
      : ` The cost does not move one way with ${lever.label}, so other values may come as near.`;
    const found = `${lever.label} at ${text(at)} costs ${this.money(cost)}`;
    if (reached) return `${found} against a target of ${this.money(target)}.${turns}`;
    if (between) {
      const [low, high] = between;
      return `No step of ${lever.label} comes to ${this.money(target)}: ${text(low)} costs ${this.money(looked.get(low)!)} and ${text(high)} costs ${this.money(looked.get(high)!)}. Nearest is ${text(at)}.${turns}`;
    }
    const ends = `from ${text(0)} to ${text(lever.values.length - 1)}`;
    return `The target of ${this.money(target)} is out of reach: ${ends} the cost lies between ${this.money(range.least)} and ${this.money(range.most)}. Nearest is ${text(at)} with ${this.money(cost)}.${turns}`;
  }

  private impossible(): string {
    return 'No plan that was tried meets the wishes, and leaving out any one of them would not help.';
  }

  private moved({ unit, from }: PlanLever, value: string): string {
    if (unit !== 'ratio') return `→ ${valueText(value, unit, this.locale)}`;
    return numbers(this.locale).signed.points(Number(value) - Number(from));
  }

  private asked(wish: Wish): string {
    const limit = this.wishes[wish]!;
    if (wish === 'maxCost') return `the most of ${this.money(limit)} to spend`;
    if (wish === 'minNet') return `the least net of ${this.money(limit)}`;
    return `the most of ${this.percent(limit)} who may lose`;
  }

  private miss(wish: Wish, { cost, net, losers, payees }: Outcome): string {
    const limit = this.wishes[wish]!;
    if (wish === 'maxCost') return `Costs ${this.money(cost)}, more than ${this.money(limit)}`;
    if (wish === 'minNet') return `Nets ${this.money(net)}, less than ${this.money(limit)}`;
    return `${this.percent(losers / Math.max(payees, 1))} of the payees lose, more than ${this.percent(limit)}`;
  }

  private brief({ cost, net, losers }: Outcome): string {
    return `costs ${this.money(cost)} and nets ${this.money(net)}, and ${numbers(this.locale).integer(losers)} lose`;
  }

  private money(amount: number): string {
    return numbers(this.locale).compact(amountText(Math.round(amount)));
  }

  private percent(share: number): string {
    return numbers(this.locale).percent(share);
  }

  private lower(text: string): string {
    return text.charAt(0).toLowerCase() + text.slice(1);
  }
}
