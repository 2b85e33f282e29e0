/** Figures that a segmentation is made of, as columns: named by their metric wherever one name is enough. */
import type { Feature, SegmentBasis } from '../../../analytics/api/segments.ts';
import { formatDate } from '../../../analytics/present/dates.ts';
import { decimalText, parseDecimal, rescale } from '../../../analytics/present/decimal.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import type { Columns } from '../output.ts';

const MONEY_SCALE = 4;

type Column = Columns[number];

/**
 * `won_amount`, or `won_amount_trailing_3_month` beside another column of that name.
 * @param taken names that other columns have
 */
export function featureColumns(features: readonly Feature[], taken: Columns): Columns {
  const short = features.map(({ key }) => shortKey(key));
  const others = taken.map(({ key }) => key);
  return features.map((feature, index): Column => {
    const name = short[index]!;
    const alone = !others.includes(name) && short.filter((other) => other === name).length === 1;
    return { key: alone ? name : plain(feature.key), label: feature.label, unit: columnUnit(feature.unit) };
  });
}

/** Points and scores are plain numbers. */
function columnUnit(unit: Feature['unit']): Column['unit'] {
  return unit === 'points' || unit === 'score' ? 'index' : unit;
}

/** The mean of counts is no count. */
export function meanUnit(unit: Feature['unit']): Column['unit'] {
  return unit === 'count' ? 'quantity' : columnUnit(unit);
}

/** What stands for the partners of a segment: `Mean: Bookings`, `Median: Growth` of a ratio. */
export function typicalLabel({ label, typical }: Feature): string {
  return `${typical === 'mean' ? 'Mean' : 'Median'}: ${label}`;
}

/** `score:recency` is `recency_score`, `profile:potential` is `potential_score`. */
function shortKey(key: string): string {
  const [, scored] = /^(?:score|profile):(.*)$/.exec(key) ?? [];
  return plain(scored === undefined ? key.split(' ', 1)[0]! : `${scored} score`);
}

function plain(key: string): string {
  return key
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

/** The sum of money of record. */
export function sumOfMoney(amounts: readonly string[]): string {
  let units = 0n;
  for (const amount of amounts) units += rescale(parseDecimal(amount)!, MONEY_SCALE).units;
  return decimalText({ units, scale: MONEY_SCALE });
}

const METHOD_WORDS: Readonly<Record<SegmentBasis['method'], string>> = {
  rules: 'by rules',
  rfm: 'by recency, frequency and money',
  kmeans: 'by clusters',
  matrix: 'by a matrix',
};

/** What was segmented, how, and when. */
export function basisText(basis: SegmentBasis): string {
  const { segmentation, method } = basis;
  return `${segmentation.name}, version ${segmentation.version}, ${METHOD_WORDS[method]}\n${networkText(basis)}`;
}

export function networkText(basis: Omit<SegmentBasis, 'segmentation' | 'method'>): string {
  const { asOf, population, currency, dataVersion } = basis;
  return `${formatDate(asOf, 'en-GB')}; ${countWords(population, 'partner')}; ${currency}, data version ${dataVersion}`;
}

/** What names an answer, for programs. */
export function basisFields({ segmentation, method, ...network }: SegmentBasis): object {
  return { segmentation, method, ...networkFields(network) };
}

export function networkFields(basis: Omit<SegmentBasis, 'segmentation' | 'method'>): object {
  const { asOf, population, currency, dataVersion, policyVersion, notes } = basis;
  return {
    as_of: asOf,
    population,
    currency,
    data_version: dataVersion,
    policy_version: policyVersion,
    notes,
  };
}
