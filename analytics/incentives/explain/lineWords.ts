/** The words of the parts that a line pays. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import { capital } from '../../present/capital.ts';
import { type Decimal, decimalText, subtract } from '../../present/decimal.ts';
import { numbers } from '../../present/numbers.ts';
import type { Path } from '../../rules/documents/edit.ts';
import { isGroupScope } from '../compile.ts';
import { bandsOf, isBelow, isMarginal } from '../planFigures.ts';
import { unitAt, valueText } from '../planUnits.ts';
import { BASE_WORDS } from '../sentence/writer.ts';
import type { Answers } from './answers.ts';
import { exact, shortest } from './exact.ts';
import { baseText, factorText, moneyText, rateText } from './figures.ts';
import type { AskedPart } from './questions.ts';

/** What growth is measured against. */
const SINCE: Readonly<Record<string, string>> = {
  'prior-period': 'in the period before',
  'year-ago': 'a year ago',
  'high-water-mark': 'in the best period so far',
};

/** What a step is called, its figures, and what they mean. */
export type Said = readonly [label: string, figures: string, sentence: string];

export class LineWords {
  readonly line: PlanLine;
  readonly label: string;
  readonly locale: string;
  private readonly plan: IncentivePlan;
  private readonly network: Network;
  private readonly index: number;

  constructor(plan: IncentivePlan, index: number, network: Network) {
    this.plan = plan;
    this.index = index;
    this.network = network;
    this.line = plan.lines[index]!;
    this.label = this.line.label ?? this.line.id;
    this.locale = network.policy.locale;
  }

  /** `bookings`, `units`. */
  get base(): string {
    return BASE_WORDS[this.line.on.base];
  }

  /** Bands and limits may be asked of a group of which each partner is paid its part. */
  get ofGroup(): string {
    return isGroupScope(this.line) ? ' of the group' : '';
  }

  baseText(value: Decimal): string {
    return baseText(value, this.line, this.locale);
  }

  money(value: Decimal): string {
    return moneyText(value, this.locale);
  }

  /** A figure of the line as the plan has it, in its unit. */
  written(...place: Path): string {
    const path = ['lines', this.index, ...place];
    const value = place.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], this.line);
    return valueText(String(value), unitAt(this.plan, path, this.network), this.locale);
  }

  /** `Growth rebate, band 2, from +25.0 % on`; `Base rebate, level Gold`. */
  partLabel({ kind, place }: AskedPart): string {
    const [list, at] = [place[2], Number(place[3])];
    if (kind === 'surcharge' || kind === 'multiplier') {
      const { id, label = id } = this.line[list as 'surcharges' | 'multipliers'][at]!;
      return label;
    }
    if (kind === 'accelerator')
      return `Accelerator, from ${this.written('accelerator', 'bands', Number(place[4]), 'from')}`;
    const said = this.rateLabel(place);
    return said === '' ? this.label : `${this.label}, ${said}`;
  }

  private rateLabel(place: Path): string {
    const [, , , key, at] = place;
    if (key === 'bands') return this.bandLabel(Number(at));
    if (key === 'byLevel') return `level ${at}`;
    if (key === 'byRegion') return at === 'else' ? 'elsewhere' : String(at);
    if (key === 'linear') return `${at === 0 ? 'towards' : 'away from'} ${this.written('rate', 'linear', 0, 'at')}`;
    return '';
  }

  private bandLabel(band: number): string {
    const bands = bandsOf(this.line.rate);
    const from = this.edge(band);
    const to = band + 1 < bands.length ? this.edge(band + 1) : null;
    const growth = 'growth' in this.line.rate;
    if (to === null)
      return band === 0 && !growth && !isBelow('0', bands[0]!.from)
        ? 'from the first'
        : `band ${band + 1}, from ${from} on`;
    return `band ${band + 1}, from ${from} to ${to}`;
  }

  /** `+5.0 %` of growth, `400,000` of money. */
  private edge(band: number): string {
    const { from } = bandsOf(this.line.rate)[band]!;
    if ('growth' in this.line.rate) return numbers(this.locale).signed.percent(from, Math.max(0, digitsOf(from) - 2));
    return this.written('rate', 'bands', band, 'from');
  }

  /** How an amount came about: `8.0 % because bookings 6,120,000.00 reach the 6 M band, first-dollar`. */
  partSentence({ kind, place, figure, unit }: AskedPart, quantity: Decimal, answers: Answers): string {
    if (kind === 'surcharge')
      return `${rateText(figure, this.locale)} more on ${this.baseText(quantity)} of ${this.base}.`;
    if (unit === 'factor') {
      const what = kind === 'accelerator' ? this.attained(answers) : 'These rows';
      return `${what} ${kind === 'accelerator' ? 'multiplies' : 'are multiplied by'} ${factorText(figure, this.locale)}: ${this.money(quantity)} and as much more as the factor is above one.`;
    }
    const { rate } = this.line;
    const paid = unit === 'share' ? rateText(figure, this.locale) : this.money(exact(figure));
    if (place[3] === 'bands') {
      const band = Number(place[4]);
      if (answers.units > 1) return `${paid} for those in ${this.bandLabel(band)}.`;
      if (isMarginal(rate)) return `${paid} on the part of ${this.base} in ${this.bandLabel(band)}.`;
      return `${paid} because ${this.looked(answers)} reach the ${this.edge(band)} band${'growth' in rate && rate.payOnlyGrowth ? '' : ', first-dollar'}.`;
    }
    if (place[3] === 'byLevel') return `${paid} of what was closed at level ${place[4]}.`;
    if (place[3] === 'linear') return `The rate lies between two targets: this part of ${this.base} at ${paid}.`;
    if (unit === 'lump') return `${paid} for ${this.base} ${this.baseText(exact(answers.base))}.`;
    if ('growth' in rate && rate.payOnlyGrowth) return `${paid} of the growth ${this.baseText(quantity)}.`;
    return `${paid} ${unit === 'perUnit' ? 'for each of' : 'of'} ${this.base} ${this.baseText(quantity)}.`;
  }

  /** What bands are asked of, with its figure. */
  private looked(answers: Answers): string {
    const { rate } = this.line;
    if ('how' in rate && rate.on) {
      const { words, unit } = planMeasure(rate.on, this.network);
      return `${words} ${answers.measured === null ? 'without a figure' : valueText(decimalText(shortest(exact(answers.measured))), unit, this.locale)}`;
    }
    if ('growth' in rate) return this.growth(answers) ?? `${this.base} ${this.baseText(exact(answers.whole))}`;
    return `${this.base}${this.ofGroup} ${this.baseText(exact(answers.counted))}`;
  }

  private attained({ attained, target }: Answers): string {
    const { accelerator } = this.line;
    const aim = typeof accelerator?.target === 'string' ? accelerator.target : target;
    if (attained === null || aim === null || aim === undefined || Number(aim) === 0) return 'The accelerator';
    return `${this.money(exact(attained))} against a target of ${this.money(exact(aim))}`;
  }

  /** `growth +56.3 %`; null where there is nothing to grow from. */
  growth({ whole, baseline }: Answers): string | null {
    const before = this.grownFrom(baseline);
    if (before === null || before.units === 0n) return null;
    const { units, scale } = subtract(exact(whole), before);
    // Drawn from a float: the edge that was reached is told by the band, not by this figure.
    const share = Number(units) / 10 ** scale / (Number(before.units) / 10 ** before.scale);
    return `growth ${numbers(this.locale).signed.percent(share)}`;
  }

  /** `Bookings 294,200.00 against 188,200.00 a year ago: growth +56.3 %.` */
  baseSentence(answers: Answers): string {
    const own = `${capital(this.base)}${this.ofGroup} ${this.baseText(exact(answers.whole))}`;
    const { rate } = this.line;
    if (!('growth' in rate)) return `${own}.`;
    const before = this.grownFrom(answers.baseline)!;
    const since = SINCE[rate.growth] ?? 'as the plan has it';
    const growth = this.growth(answers);
    if (growth === null) return `${own}, and nothing ${since} to grow from.`;
    return `${own} against ${this.baseText(before)} ${since}: ${growth}.`;
  }

  /**
   * `Growth on a year ago`, `2,183,866.73 − 1,819,888.94 = 363,977.79, +20.0 %`: what growth is asked of, so that it can be
   * followed by hand. Null for lines that do not look at growth.
   */
  growthStep(answers: Answers): Said | null {
    const { rate } = this.line;
    const before = this.grownFrom(answers.baseline);
    if (before === null || !('growth' in rate)) return null;
    const since = SINCE[rate.growth];
    const label = since === undefined ? 'Growth on what the plan has' : `Growth on ${since.replace(/^in /, '')}`;
    const growth = this.growth(answers);
    if (growth === null) return [label, 'nothing to grow from', this.baseSentence(answers)];
    const whole = exact(answers.whole);
    const figures = `${this.baseText(whole)} − ${this.baseText(before)} = ${this.baseText(subtract(whole, before))}`;
    const counts = rate.payOnlyGrowth
      ? 'Only what was sold more is paid on.'
      : 'It decides the rate; all that counts is paid on.';
    return [label, `${figures}, ${growth.replace('growth ', '')}`, counts];
  }

  private grownFrom(baseline: string | null): Decimal | null {
    const { rate } = this.line;
    if (!('growth' in rate)) return null;
    return exact(rate.growth in SINCE ? (baseline ?? '0') : rate.growth);
  }

  /** Why the rate of a line pays nothing in a period with a base. */
  unreached(answers: Answers): string {
    const { rate } = this.line;
    const own = `${capital(this.base)}${this.ofGroup} ${this.baseText(exact(answers.counted))}`;
    const under = (place: Path, what = own) => `${what} stay under ${this.written(...place)}.`;
    if ('lump' in rate || 'apportion' in rate) return under(['rate', 'atLeast']);
    if ('growth' in rate) {
      const growth = this.growth(answers);
      if (growth === null) return this.baseSentence(answers);
      const first = rate.bands?.[0]?.from;
      const asked = first !== undefined && isBelow(rate.atLeast, first) ? first : rate.atLeast;
      return `${capital(growth)} is under ${numbers(this.locale).signed.percent(asked)}.`;
    }
    if ('how' in rate) return `${capital(this.looked(answers))} stay under the first band at ${this.edge(0)}.`;
    if ('every' in rate)
      return `${own} hold no full ${this.written('rate', 'every')} above ${this.written('rate', 'above')}.`;
    if ('byLevel' in rate) return `${own} were closed at levels without a rate.`;
    if ('byRegion' in rate) return `${own} were closed in regions without a rate.`;
    return `${own} pay nothing at this rate.`;
  }
}

function digitsOf(value: string): number {
  return value.split('.')[1]?.length ?? 0;
}
