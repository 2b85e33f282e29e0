/** A part of what reviews did: the last of them, or those of some partners. */
import type { Misses } from '../../rules/settlement/review.ts';
import type { Settlement } from '../review/settle.ts';

/** The last reviews, with the levels that the earlier ones left as the start. */
export function lastReviews(settlement: Settlement, count: number): Settlement {
  const { run, days, levels, reasons, misses } = settlement;
  const from = Math.max(0, days.length - count);
  if (from === 0) return settlement;
  return {
    ...settlement,
    run: { ...run, start: levels[from - 1]!, misses: misses[from - 1], reviews: run.reviews.slice(from) },
    days: days.slice(from),
    levels: levels.slice(from),
    reasons: reasons.slice(from),
    misses: misses.slice(from),
  };
}

/** The reviews of some partners, by their indices, in that order. */
export function reviewsOf(settlement: Settlement, partners: Int32Array): Settlement {
  const { run, levels, reasons, misses } = settlement;
  const index = new Map([...partners].map((partner, place) => [partner, place]));
  const levelsOf = (all: Int8Array) => Int8Array.from(partners, (partner) => all[partner]!);
  const masksOf = (all: Uint32Array) => Uint32Array.from(partners, (partner) => all[partner]!);
  const flagsOf = (all: Uint8Array) => Uint8Array.from(partners, (partner) => all[partner]!);
  const missesOf = ({ count, since }: Misses): Misses => ({
    count: flagsOf(count),
    since: Int32Array.from(partners, (partner) => since[partner]!),
  });
  return {
    ...settlement,
    run: {
      ...run,
      start: levelsOf(run.start),
      reviews: run.reviews.map(({ entry, keep, due, ...review }) => ({
        ...review,
        entry: masksOf(entry),
        keep: masksOf(keep),
        due: due && flagsOf(due),
      })),
      startDays: run.startDays && Float64Array.from(partners, (partner) => run.startDays![partner]!),
      misses: run.misses && missesOf(run.misses),
      bounds: run.bounds.map((bound) => {
        const kept = [...bound.partners.keys()].filter((at) => index.has(bound.partners[at]!));
        return {
          ...bound,
          partners: Int32Array.from(kept, (at) => index.get(bound.partners[at]!)!),
          levels: Int8Array.from(kept, (at) => bound.levels[at]!),
        };
      }),
    },
    levels: levels.map(levelsOf),
    reasons: reasons.map(flagsOf),
    misses: misses.map(missesOf),
  };
}
