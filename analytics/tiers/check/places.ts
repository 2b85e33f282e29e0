/** Places in a program as people say them: `levels.2.requirement.all.1.value` is “Gold, all of, 2nd: value”. */
import type { Path } from '../../rules/documents/edit.ts';
import { type PlaceWords, placeForPeople } from '../../rules/documents/places.ts';

/** Keys whose numbered members have names of their own. */
const NAMED: PlaceWords['named'] = {
  levels: { word: '', otherwise: 'level' },
  scores: { word: 'score' },
  terms: { word: 'term' },
  tracks: { word: 'track' },
  benefits: { word: 'benefit' },
  grandfather: { word: 'grandfathering' },
};
/** Keys whose members are named by their key. */
const KEYED: PlaceWords['keyed'] = {
  definitions: 'definition',
  regionGroups: 'region group',
  requirements: '',
};
const HEADINGS: PlaceWords['headings'] = {
  all: 'all of',
  any: 'any of',
  of: 'at least so many of',
  not: 'not',
  anyDay: 'on any day',
  keep: 'to keep it',
  gate: 'gate',
  points: 'points',
  multipliers: 'multiplier',
  steps: 'step',
  review: 'review',
  floors: 'floor',
  where: 'filter',
  filter: 'filter',
  rank: 'rank',
  per: 'divisor',
};
/** Keys that say nothing a reader needs. */
const SILENT: PlaceWords['silent'] = new Set(['requirement', 'measure']);

/**
 * The place for people. The last key of a value stands after a colon.
 * @param raw the document as it was written, to name levels and scores by their labels
 */
export function whereOf(raw: unknown, path: Path): string {
  return placeForPeople(raw, path, WORDS);
}

const WORDS: PlaceWords = { whole: 'The program', named: NAMED, keyed: KEYED, headings: HEADINGS, silent: SILENT };
