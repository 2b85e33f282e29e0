/** What history proves of an effect of pay, or why it proves nothing: a figure is given only where the design carries one. */
import type { Evidence } from '../../api/documents/assumptions.ts';
import type { PayExperiment } from '../../api/incentiveOutlook.ts';
import { estimateEffect } from './estimate.ts';
import { bestEvent } from './events.ts';
import { followsSales, isFollowing } from './follows.ts';
import { FEWEST_PAIRS, type Judgement, MOST_DETECTABLE } from './judgement.ts';
import { growthInto, type Pair } from './match.ts';
import { BEFORE, type Panel } from './panel.ts';
import { ExperimentWords } from './words.ts';

/** Two-sided, at 10 %. */
const TELLING = 1.645;

/** @param seed of the resamples: the same panel and seed give the same figures */
export function judgePanel(panel: Panel, seed: number, locale: string): PayExperiment {
  const words = new ExperimentWords(panel, locale);
  const event = bestEvent(panel, FEWEST_PAIRS);
  if (!event) {
    return {
      design: words.nothingMoved(),
      treated: 0,
      peers: 0,
      effect: null,
      quarters: [],
      semiElasticity: null,
      evidence: 'assumed',
      notes: [words.waitForAChange()],
    };
  }
  const { pairs } = event;
  const judged: Judgement = {
    event,
    estimate: pairs.length >= FEWEST_PAIRS ? estimateEffect(pairs, event.after, seed) : null,
    follows: panel.ratesOf === 'payouts' ? followsSales(panel, event.starts[0]!) : null,
    growth: growthOf(pairs),
  };
  const reasons = whyNot(judged, words);
  const { estimate } = judged;
  const effect = estimate && reasons.length === 0 ? estimate : null;
  const proven = effect !== null && (effect.low > 0 || effect.high < 0);
  return {
    design: words.design(event),
    treated: pairs.length,
    peers: pairs.length,
    effect: effect && { share: effect.share, low: effect.low, high: effect.high },
    quarters: (estimate?.index ?? []).map((index, at) => ({
      label: words.quarter(event, at),
      ...index,
      after: at >= BEFORE,
    })),
    // Two digits: it is there to be tried, and knows no more.
    semiElasticity: proven ? Number((Math.log1p(effect.share) / event.change).toFixed(2)) : null,
    evidence: evidenceOf(panel, proven),
    notes: [...reasons, ...words.notes(judged, { effect, proven })],
  };
}

function whyNot({ event, estimate, follows, growth }: Judgement, words: ExperimentWords): string[] {
  const { pairs } = event;
  if (pairs.length < FEWEST_PAIRS) return [words.tooFew(event)];
  if (!estimate) return [words.nothingSold()];
  const { trend } = estimate;
  const reasons: string[] = [];
  if (isFollowing(follows)) reasons.push(words.followsSales(follows!));
  if (Number.isNaN(trend.slope)) reasons.push(words.noTrend());
  else if (trend.low > 0 || trend.high < 0) reasons.push(words.trendsDiffer(trend));
  if (growth.apart) reasons.push(words.growthDiffers(growth));
  if (estimate.detectable > MOST_DETECTABLE) reasons.push(words.tooNoisy(estimate.detectable));
  return reasons;
}

function evidenceOf({ ratesOf }: Panel, proven: boolean): Evidence {
  if (!proven) return 'assumed';
  // Levels follow the sales of the year before, so who moves is no matter of chance.
  return ratesOf === 'levels' ? 'own history, weak' : 'own history';
}

/** Peers were chosen to have grown alike; whether they have is judged pair by pair. */
function growthOf(pairs: readonly Pair[]): Judgement['growth'] {
  const [own, other] = [
    pairs.map(({ treated, window }) => growthInto(treated, window)),
    pairs.map(({ peer, window }) => growthInto(peer, window)),
  ];
  const apart = own.map((growth, at) => growth - other[at]!);
  const mean = meanOf(apart);
  const error = Math.sqrt(meanOf(apart.map((one) => (one - mean) ** 2)) / Math.max(pairs.length - 1, 1));
  return {
    treated: Math.expm1(meanOf(own)),
    peers: Math.expm1(meanOf(other)),
    apart: Math.abs(mean) > TELLING * error && Math.abs(mean) > SLIGHT,
  };
}

/** Growths this close are alike, however surely they differ. */
const SLIGHT = 0.05;

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
