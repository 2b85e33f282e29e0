/** The columns of a forecast: each coming quarter’s figures, drawn from the partner’s own past and from open deals. */
import type { Column, NumberExpression, Scale } from '../../rules/expression.ts';
import type { DrawnColumn, DrawnFactor, DrawnPart } from '../chance/model.ts';
import { column } from '../expressions.ts';
import { likely } from '../response/figure.ts';
import { liftPath } from '../response/path.ts';
import { pullFactors, responseFactors } from '../response/respond.ts';
import { type Knobs, knobbed } from './knobs.ts';
import { type Level, levelOf, type PickRequest, type Picks, picksFor } from './picks.ts';
import type { OpenDeal, Past } from './sales.ts';
import type { OutlookSource } from './source.ts';

const MONTHS = 3;

export interface DraftTerms {
  /** The quarters that are known: of a back-test, not all that there are. */
  readonly past: Past;
  /** Quarters ahead. */
  readonly quarters: number;
  /** Whether open deals are drawn: those of an earlier day are not known. */
  readonly open: boolean;
  readonly knobs: Knobs;
}

/** Figures of the past that are drawn from: whole numbers of 10^-scale. */
export interface Figures {
  readonly name: string;
  readonly scale: Scale;
  readonly grain: 'month' | 'quarter';
  /** Of a partner (its place) in a period of the grain (its ordinal); 0 where nothing is known. */
  at(partner: number, period: number): number;
}

/** `plain` is what comes without any effect of the plan. */
export type Effect = 'plain' | 'responding' | 'pulled';

/** Open deals that are expected to close in one coming quarter, by partner. */
interface Closing {
  readonly offsets: Uint32Array;
  readonly ids: readonly string[];
  readonly amounts: Float64Array;
  readonly months: Int32Array;
  readonly chances: Float64Array;
}

function quarterOf({ grain }: Pick<Figures, 'grain'>, period: number): number {
  return grain === 'month' ? Math.floor(period / MONTHS) : period;
}

/** The pick of the partner’s newest quarter before that of a pick; of the oldest one the newest of all. */
function earlierPick({ offsets, places }: Picks, partner: number, pick: number): number {
  let [before, newest] = [-1, pick];
  for (let at = offsets[partner]!; at < offsets[partner + 1]!; at++) {
    if (places[at]! > places[newest]!) newest = at;
    if (places[at]! < places[pick]! && (before < 0 || places[at]! > places[before]!)) before = at;
  }
  return before < 0 ? newest : before;
}

export class ColumnDraft {
  readonly source: OutlookSource;
  readonly terms: DraftTerms;
  readonly columns = new Map<string, DrawnColumn>();
  private readonly request: PickRequest;
  private readonly level: Level;
  private readonly picks = new Map<number, Picks>();
  private readonly closing = new Map<number, Closing>();
  private readonly perBooked = new Map<string, Float64Array>();
  private readonly booked: Figures;
  private readonly ramp: readonly number[];

  constructor(source: OutlookSource, terms: DraftTerms) {
    this.source = source;
    this.terms = terms;
    const { partners, begun, assumptions } = source;
    const { past, open } = terms;
    const sales = open ? source.sales : { ...source.sales, byAge: null, open: [] };
    const growth = terms.knobs.growth ?? likely(assumptions.market.growth);
    this.request = { partners, past, sales, begun, growth };
    this.level = levelOf(this.request);
    this.ramp = liftPath(
      Array.from({ length: terms.quarters }, () => 1),
      assumptions,
    );
    const rows = partners.map((id) => source.sales.booked.get(id));
    const { first } = source.past;
    this.booked = {
      name: 'bookings',
      scale: 4,
      grain: 'quarter',
      at: (partner, quarter) => (quarter > past.last ? 0 : (rows[partner]?.[quarter - first] ?? 0)),
    };
  }

  /** Bookings of all kinds. */
  get bookings(): Figures {
    return this.booked;
  }

  /** The fiscal quarters of the forecast by their ordinals. */
  get ahead(): readonly number[] {
    return Array.from({ length: this.terms.quarters }, (_, index) => this.terms.past.last + 1 + index);
  }

  /** What a partner’s figures add up to over periods, known ones and coming ones. */
  sum(
    figures: Figures,
    periods: readonly number[],
    effect: Effect,
    pullAt: readonly number[] = [],
  ): NumberExpression[] {
    const { last } = this.terms.past;
    const known = periods.filter((period) => quarterOf(figures, period) <= last);
    const coming = periods.filter((period) => quarterOf(figures, period) > last);
    const parts: NumberExpression[] = coming.map((period) => this.coming(figures, period, effect, pullAt));
    if (known.length === 0) return parts;
    const name = `${figures.name} ${figures.grain} ${known[0]} to ${known.at(-1)}`;
    return [
      this.fixed(name, figures.scale, (partner) => known.reduce((sum, period) => sum + figures.at(partner, period), 0)),
      ...parts,
    ];
  }

  /**
   * What growth of periods is held against: the figures so many periods of the grain earlier. Known ones are what they were, but
   * never the very quarter that a coming one is drawn from, of which there would be no growth: then it is the partner’s one
   * before that, brought to the same level.
   */
  sumBefore(
    figures: Figures,
    periods: readonly number[],
    back: number,
    effect: Effect,
    pullAt: readonly number[],
  ): NumberExpression[] {
    const { last } = this.terms.past;
    const isComing = (period: number) => quarterOf(figures, period) > last;
    const known = periods.filter((period) => !isComing(period)).map((period) => period - back);
    return [
      ...(known.length > 0 ? this.sum(figures, known, effect) : []),
      ...periods.filter(isComing).map((period) =>
        isComing(period - back)
          ? this.coming(figures, period - back, effect, pullAt, period)
          : this.drawnBeside(figures, period, `before ${back}`, (partner, pick, picks) => {
              const own = this.slotOf(figures, period, picks.places[pick]!);
              return own === period - back && picks.places.length > 1
                ? this.pickBefore(figures, period, partner, pick, picks)
                : figures.at(partner, period - back);
            }),
      ),
    ];
  }

  /** The best known figure before a coming period, but for the one that it is drawn from. @param first the oldest that counts */
  bestBefore(figures: Figures, period: number, first: number, last: number): NumberExpression {
    return this.drawnBeside(figures, period, `best until ${last}`, (partner, pick, picks) => {
      const own = this.slotOf(figures, period, picks.places[pick]!);
      let best = 0;
      for (let slot = first; slot <= last; slot++) if (slot !== own) best = Math.max(best, figures.at(partner, slot));
      return best;
    });
  }

  /**
   * A mark of several periods to be exceeded: what they came to so many periods earlier. A quarter that a coming one is drawn from
   * stands no higher in it than the partner’s one before that.
   */
  markBefore(figures: Figures, periods: readonly number[], back: number): NumberExpression[] {
    const { last } = this.terms.past;
    const isComing = (period: number) => quarterOf(figures, period) > last;
    const known = periods.filter((period) => !isComing(period)).map((period) => period - back);
    return [
      ...(known.length > 0 ? this.sum(figures, known, 'plain') : []),
      ...periods.filter(isComing).map((period) =>
        this.drawnBeside(figures, period, `mark ${back} before`, (partner, pick, picks) => {
          const figure = figures.at(partner, period - back);
          return this.slotOf(figures, period, picks.places[pick]!) === period - back
            ? Math.min(figure, this.pickBefore(figures, period, partner, pick, picks))
            : figure;
        }),
      ),
    ];
  }

  /** A figure that rests on which past quarter a coming period is drawn from. */
  private drawnBeside(
    figures: Figures,
    period: number,
    what: string,
    at: (partner: number, pick: number, picks: Picks) => number,
  ): Column {
    const quarter = quarterOf(figures, period);
    const name = `${figures.name} ${figures.grain} ${period} ${what}`;
    if (!this.columns.has(name)) {
      const picks = this.picksOf(quarter);
      const { offsets } = picks;
      const values = new Float64Array(picks.places.length);
      for (let partner = 0; partner < offsets.length - 1; partner++) {
        for (let pick = offsets[partner]!; pick < offsets[partner + 1]!; pick++) {
          values[pick] = Math.round(at(partner, pick, picks));
        }
      }
      const part: DrawnPart = { kind: 'history', stream: `quarter ${quarter}`, periods: 1, offsets, values };
      this.columns.set(name, { name, parts: [part], factors: [] });
    }
    return column(name, figures.name, figures.scale);
  }

  /** The period of the grain in a past quarter that a coming one is drawn from. */
  private slotOf({ grain }: Figures, period: number, place: number): number {
    const quarter = this.terms.past.first + place;
    return grain === 'month' ? quarter * MONTHS + (period % MONTHS) : quarter;
  }

  private pickBefore(figures: Figures, period: number, partner: number, pick: number, picks: Picks): number {
    const before = earlierPick(picks, partner, pick);
    return figures.at(partner, this.slotOf(figures, period, picks.places[before]!)) * picks.levels[before]!;
  }

  /** A figure that is known of each partner. */
  fixed(name: string, scale: Scale, at: (partner: number) => number): Column {
    if (!this.columns.has(name)) {
      const values = Float64Array.from(this.source.partners, (_, partner) => at(partner));
      this.columns.set(name, { name, parts: [{ kind: 'fixed', values }], factors: [] });
    }
    return column(name, name, scale);
  }

  /** What a partner’s figure of a coming period would be on average by its history alone, without any effect. */
  expected(figures: Figures, period: number, partner: number): number {
    const { last } = this.terms.past;
    const quarter = quarterOf(figures, period);
    if (quarter <= last) return figures.at(partner, period);
    const { offsets, places, factors } = this.picksOf(quarter);
    const [from, to] = [offsets[partner]!, offsets[partner + 1]!];
    let sum = 0;
    for (let pick = from; pick < to; pick++) {
      sum += this.pastFigure(figures, period, partner, places[pick]!) * factors[pick]!;
    }
    const deals = this.closingIn(quarter);
    let open = 0;
    for (let deal = deals.offsets[partner]!; deal < deals.offsets[partner + 1]!; deal++) {
      if (figures.grain === 'quarter' || deals.months[deal] === period)
        open += deals.amounts[deal]! * deals.chances[deal]!;
    }
    return (to > from ? sum / (to - from) : 0) + open * this.ratio(figures)[partner]!;
  }

  /** @param besides the period that it is held against, which is not drawn from the same past quarter */
  private coming(
    figures: Figures,
    period: number,
    effect: Effect,
    pullAt: readonly number[],
    besides?: number,
  ): Column {
    const quarter = quarterOf(figures, period);
    const responding = effect !== 'plain';
    const factors = [
      ...this.growth(quarter),
      ...(responding ? this.response(quarter) : []),
      ...(effect === 'pulled' ? this.pull(pullAt) : []),
    ];
    const suffix = factors.length === 0 ? 'plain' : effect;
    const beside = besides === undefined ? '' : ` beside ${besides}`;
    const name = `${figures.name} ${figures.grain} ${period} ${suffix}${beside}`;
    if (!this.columns.has(name)) {
      const other = besides === undefined ? undefined : quarterOf(figures, besides);
      this.columns.set(name, { name, parts: this.parts(figures, period, quarter, other), factors });
    }
    return column(name, figures.name, figures.scale);
  }

  private parts(figures: Figures, period: number, quarter: number, besides: number | undefined): DrawnPart[] {
    const { offsets, places, factors } = this.picksOf(quarter);
    const { spread } = this.terms.knobs;
    const values = new Float64Array(places.length);
    for (let partner = 0; partner < offsets.length - 1; partner++) {
      const [from, to] = [offsets[partner]!, offsets[partner + 1]!];
      let sum = 0;
      for (let pick = from; pick < to; pick++) {
        values[pick] = this.pastFigure(figures, period, partner, places[pick]!) * factors[pick]!;
        sum += values[pick]!;
      }
      const mean = to > from ? sum / (to - from) : 0;
      for (let pick = from; pick < to; pick++) {
        const value = values[pick]!;
        const wider = spread === 1 ? value : Math.max(mean + (value - mean) * spread, Math.min(value, 0));
        values[pick] = Math.round(wider);
      }
    }
    const stream = `quarter ${quarter}`;
    const history: DrawnPart = {
      kind: 'history',
      stream,
      periods: 1,
      offsets,
      values,
      besides:
        besides !== undefined && this.drawsAlike(quarter, besides)
          ? { stream: `quarter ${besides}`, instead: this.earlierOf(quarter, values) }
          : undefined,
    };
    const deals = this.closingIn(quarter);
    if (deals.ids.length === 0) return [history];
    const ratio = this.ratio(figures);
    const amounts = new Float64Array(deals.amounts.length);
    for (let partner = 0; partner < ratio.length; partner++) {
      for (let deal = deals.offsets[partner]!; deal < deals.offsets[partner + 1]!; deal++) {
        if (figures.grain === 'month' && deals.months[deal] !== period) continue;
        amounts[deal] = Math.round(deals.amounts[deal]! * ratio[partner]!);
      }
    }
    const { offsets: dealOffsets, ids, chances } = deals;
    return [history, { kind: 'deals', stream, offsets: dealOffsets, ids, amounts, chances }];
  }

  /** Both quarters are drawn from the same past ones of every partner. */
  private drawsAlike(quarter: number, other: number): boolean {
    const [one, two] = [this.picksOf(quarter).places, this.picksOf(other).places];
    return one.length === two.length && one.every((place, at) => place === two[at]);
  }

  /** Of each pick, what stands at the one before it in time. */
  private earlierOf(quarter: number, values: Float64Array): Float64Array {
    const picks = this.picksOf(quarter);
    const earlier = new Float64Array(values.length);
    for (let partner = 0; partner < picks.offsets.length - 1; partner++) {
      for (let pick = picks.offsets[partner]!; pick < picks.offsets[partner + 1]!; pick++) {
        earlier[pick] = values[earlierPick(picks, partner, pick)]!;
      }
    }
    return earlier;
  }

  private pastFigure(figures: Figures, period: number, partner: number, place: number): number {
    return figures.at(partner, this.slotOf(figures, period, place));
  }

  private picksOf(quarter: number): Picks {
    const known = this.picks.get(quarter);
    if (known) return known;
    const picks = picksFor(this.request, this.level, quarter - this.terms.past.last);
    this.picks.set(quarter, picks);
    return picks;
  }

  private closingIn(quarter: number): Closing {
    const known = this.closing.get(quarter);
    if (known) return known;
    const { partners, sales } = this.request;
    const own = new Map<string, OpenDeal[]>();
    for (const deal of sales.open) {
      if (deal.quarter !== quarter) continue;
      const known = own.get(deal.partner);
      if (known) known.push(deal);
      else own.set(deal.partner, [deal]);
    }
    const listed = partners.map((id) => own.get(id) ?? []);
    const offsets = new Uint32Array(partners.length + 1);
    listed.forEach((deals, partner) => {
      offsets[partner + 1] = offsets[partner]! + deals.length;
    });
    const all = listed.flat();
    const { win } = this.terms.knobs;
    const closing: Closing = {
      offsets,
      ids: all.map(({ id }) => id),
      amounts: Float64Array.from(all, ({ amount }) => amount),
      months: Int32Array.from(all, ({ month }) => month),
      chances: Float64Array.from(all, ({ chance }) => Math.min(chance * win, 1)),
    };
    this.closing.set(quarter, closing);
    return closing;
  }

  /** The figure for each booked unit of money: what a deal that is not yet won is likely to count for. */
  private ratio(figures: Figures): Float64Array {
    const known = this.perBooked.get(figures.name);
    if (known) return known;
    const { first, last } = this.terms.past;
    const { partners } = this.source;
    const sums = partners.map((_, partner) => {
      let [own, booked] = [0, 0];
      for (let quarter = first; quarter <= last; quarter++) {
        booked += this.booked.at(partner, quarter);
        if (figures.grain === 'quarter') own += figures.at(partner, quarter);
        else for (let month = 0; month < MONTHS; month++) own += figures.at(partner, quarter * MONTHS + month);
      }
      return { own, booked };
    });
    const [own, booked] = sums.reduce(([a, b], one) => [a + one.own, b + one.booked], [0, 0]);
    const usual = booked > 0 ? own / booked : 0;
    const ratio = Float64Array.from(sums, (one) => (one.booked > 0 ? one.own / one.booked : usual));
    this.perBooked.set(figures.name, ratio);
    return ratio;
  }

  /** The market’s range around its likeliest growth, which is in the figures already. */
  private growth(quarter: number): DrawnFactor[] {
    const { growth } = this.source.assumptions.market;
    if (this.terms.knobs.growth !== undefined || typeof growth === 'string') return [];
    const years = Math.ceil((quarter - this.terms.past.last) / 4);
    const at = (value: string) => ((1 + Number(value)) / (1 + Number(growth.likely))) ** years;
    const distribution = { kind: 'pert', low: at(growth.low), likely: 1, high: at(growth.high) } as const;
    return [{ kind: 'common', stream: 'market', distribution }];
  }

  private response(quarter: number): DrawnFactor[] {
    const { assumptions, rates } = this.source;
    const grown = this.ramp[quarter - this.terms.past.last - 1] ?? 1;
    return responseFactors(assumptions.response, rates.before, rates.after).map((factor) =>
      factor.kind === 'response'
        ? {
            ...factor,
            coefficient: knobbed(factor.coefficient, factor.stream === 'hill' ? undefined : this.terms.knobs.response),
            exponents: factor.exponents.map((exponent) => exponent * grown),
          }
        : factor,
    );
  }

  private pull(thresholds: readonly number[]): DrawnFactor[] {
    const { pull } = this.source.assumptions;
    return pullFactors(pull, thresholds).map((factor) =>
      factor.kind === 'pull' ? { ...factor, gain: knobbed(factor.gain, this.terms.knobs.gain) } : factor,
    );
  }
}
