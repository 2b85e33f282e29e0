/** What an experiment of history rests on, in words. */
import { formatDate } from '../../present/dates.ts';
import { countWords } from '../../present/labels.ts';
import { MINUS, numbers } from '../../present/numbers.ts';
import type { Estimate } from './estimate.ts';
import { type PayEvent, STEP } from './events.ts';
import { FEWEST_PAIRS, type Judgement } from './judgement.ts';
import { BEFORE, type Panel } from './panel.ts';

const ENOUGH_QUARTERS = `${BEFORE} quarters before the change and at least 2 after it`;

export class ExperimentWords {
  private readonly panel: Panel;
  private readonly locale: string;

  constructor(panel: Panel, locale: string) {
    this.panel = panel;
    this.locale = locale;
  }

  /** `The rate of the partner’s level rose by 0.50 pp or more on 1 Apr 2026`. */
  design({ starts, direction }: PayEvent): string {
    const what = this.panel.ratesOf === 'levels' ? 'The rate of the partner’s level' : 'The rate paid to the partner';
    const days = starts.map((at) => formatDate(this.panel.quarters[at]!.from, this.locale));
    const last = days.pop();
    return `${what} ${direction} by ${this.step()} or more on ${days.length > 0 ? `${days.join(', ')} and ${last}` : last}`;
  }

  /** The quarter itself, or how far it is from the change where changes of several days are taken together. */
  quarter({ starts }: PayEvent, at: number): string {
    if (starts.length === 1) return this.panel.quarters[starts[0]! - BEFORE + at]!.label;
    return at < BEFORE ? `${MINUS}${BEFORE - at}` : `+${at - BEFORE + 1}`;
  }

  nothingMoved(): string {
    return `No change of a partner’s rate by ${this.step()} or more with ${ENOUGH_QUARTERS}`;
  }

  waitForAChange(): string {
    return this.panel.quarters.length < BEFORE + 2
      ? `History has ${countWords(this.panel.quarters.length, 'complete quarter', this.locale)}; a comparison needs ${ENOUGH_QUARTERS}. Load more history.`
      : 'Pay did not change for anybody in a way that could be compared. A pilot with some partners and not with others would tell.';
  }

  tooFew({ treated, pairs }: PayEvent): string {
    const rates = countWords(treated, 'partner', this.locale);
    return `Too few for a figure: of ${rates} whose rate moved, ${pairs.length} ${pairs.length === 1 ? 'has' : 'have'} a peer of the same type and region, of about the same size and growth. At least ${FEWEST_PAIRS} pairs are needed.`;
  }

  nothingSold(): string {
    return 'One of the two groups sold nothing before or after the change, so there is nothing to compare.';
  }

  noTrend(): string {
    return 'A quarter before the change has no sales in one of the groups, so whether both went the same way cannot be told.';
  }

  trendsDiffer({ slope }: Estimate['trend']): string {
    return `Before the change the two groups already went apart by ${this.signed(slope)} a quarter, so what happened after it is not the change’s.`;
  }

  growthDiffers({ treated, peers }: Judgement['growth']): string {
    return `Before the change the treated had grown by ${this.signed(treated)} and their peers by ${this.signed(peers)}: they are not alike.`;
  }

  followsSales(correlated: number): string {
    return `What partners were paid on their sales moved with their own sales before the change, too (rank correlation ${numbers(this.locale).signed.plain(correlated)}): whoever sold more is among those whose rate moved, whatever pay does.`;
  }

  tooNoisy(detectable: number): string {
    return `Sales vary so much that only an effect above ${this.percent(detectable)} would show, so no figure is given.`;
  }

  notes(
    { event, estimate, growth }: Judgement,
    { effect, proven }: { readonly effect: Estimate | null; readonly proven: boolean },
  ): string[] {
    const { pairs, treated, after, starts } = event;
    const alone = treated - pairs.length;
    const notes: string[] = [];
    if (effect) {
      notes.push(
        proven
          ? `The interval of ${this.signed(effect.low)} to ${this.signed(effect.high)} leaves no room for chance alone at 90 %.`
          : `Not proven: the 90 % interval from ${this.signed(effect.low)} to ${this.signed(effect.high)} has room for no effect at all.`,
      );
      notes.push(`An effect of ${this.percent(effect.detectable)} would be found four times of five.`);
    }
    if (this.panel.ratesOf === 'levels') {
      notes.push(
        `Levels follow sales: who rose had an unusually good year and who fell a bad one, and both tend back to the usual (regression to the mean) whatever they are paid. Peers with the same growth before take most of that out, not all.`,
      );
    }
    if (estimate) {
      const chosen =
        starts.length === 1
          ? 'Of several changes in history the one with most pairs was taken, not the one with the best result.'
          : 'No single day has enough pairs, so the changes of several days are taken together, quarters counted from each.';
      notes.push(
        `Each of ${countWords(treated, 'partner', this.locale)} whose rate moved stands beside the nearest of those whose rate did not: same type and region, half to twice its size, growth before alike (${this.signed(growth.treated)} and ${this.signed(growth.peers)}). ${alone === 0 ? 'All found one' : `${countWords(alone, 'partner', this.locale)} found none and ${alone === 1 ? 'is' : 'are'} left out`}.`,
        `Revenue of ${BEFORE} quarters before against ${after} after, treated over peers; 2,000 resamples of whole pairs. ${chosen}`,
      );
    }
    return notes;
  }

  private step(): string {
    return numbers(this.locale).signed.points(STEP).replace(/^\+/, '');
  }

  private percent(share: number): string {
    return numbers(this.locale).percent(share);
  }

  private signed(share: number): string {
    return numbers(this.locale).signed.percent(share);
  }
}
