/** Places in a plan as people say them: `lines.0.rate.bands.1.from` is “Volume rebate, bands, 2nd: from”. */
import type { Path } from '../../rules/documents/edit.ts';
import { type PlaceWords, placeForPeople } from '../../rules/documents/places.ts';

const WORDS: PlaceWords = {
  whole: 'The plan',
  named: {
    lines: { word: '', otherwise: 'line' },
    surcharges: { word: 'surcharge' },
    multipliers: { word: 'multiplier' },
  },
  keyed: { regionGroups: 'region group', byLevel: 'level', byRegion: 'region' },
  headings: {
    on: 'rows that count',
    'rate.on': 'looked up in',
    filter: 'filter',
    where: 'partners',
    bands: 'bands',
    linear: 'point',
    less: 'paid before',
    limits: 'limits',
    terms: 'terms',
    accelerator: 'accelerator',
    holdBack: 'hold-back',
    expiry: 'expiry',
    pool: 'pool',
    partnerCap: 'cap over all lines',
    rounding: 'rounding',
    source: 'source',
  },
  silent: new Set(['rate', 'measure']),
};

/** @param raw the document as it was written, to name lines by their labels */
export function whereOf(raw: unknown, path: Path): string {
  return placeForPeople(raw, path, WORDS);
}
