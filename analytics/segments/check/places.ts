/** Places in a segmentation as people say them: `by.rules.0.when.all.1.value` is “Dormant, all of, 2nd: value”. */
import type { Path } from '../../rules/documents/edit.ts';
import { type PlaceWords, placeForPeople } from '../../rules/documents/places.ts';

const WORDS: PlaceWords = {
  whole: 'The segmentation',
  named: {
    rules: { word: '', otherwise: 'rule' },
    patterns: { word: '', otherwise: 'pattern' },
    names: { word: '', otherwise: 'cluster' },
    features: { word: '', otherwise: 'feature' },
    criteria: { word: 'criterion' },
  },
  keyed: { cells: 'cell' },
  headings: {
    all: 'all of',
    any: 'any of',
    not: 'not',
    otherwise: 'the others',
    filter: 'filter',
    where: 'filter',
    x: 'across',
    y: 'upwards',
    cut: 'cut',
    fixed: 'fixed cuts',
    quantiles: 'quantiles',
    scores: 'scores',
    profile: 'profile',
    per: 'divisor',
    source: 'source',
  },
  silent: new Set(['by', 'when', 'matrix', 'rfm', 'kmeans', 'measure']),
};

/** @param raw the document as it was written, to name segments by their labels */
export function whereOf(raw: unknown, path: Path): string {
  return placeForPeople(raw, path, WORDS);
}
