/** The dimensions of a query: what each means and where its value comes from. */
import { DIMENSIONS, type DimensionId } from '../api/documents/query.ts';
import type { DimensionInfo } from '../api/results.ts';

/**
 * Whose property a dimension is. `partner` ones follow the credit rule: a deal counts once for each distinct value among
 * its parties. `event` is the partner's level on the row's own date. `time` comes from the metric's date.
 */
export type DimensionSource = 'partner' | 'party' | 'event' | 'deal' | 'product' | 'payout' | 'time';

/** What has ids with names. */
export type Named = 'partner' | 'product' | 'segment';

export interface Dimension extends DimensionInfo {
  readonly source: DimensionSource;
  /** Its values are ids that have a name in `<id>_name`. */
  readonly named?: Named;
}

type Row = readonly [label: string, source: DimensionSource, asOf: DimensionInfo['asOf'], meaning: string];

const ROWS: Readonly<Record<DimensionId, Row>> = {
  partner: ['Partner', 'partner', 'as is', 'the company that the deal or payout is credited to'],
  level: ['Level', 'partner', 'end of period', 'level in the main program at the end of the period'],
  level_at_event: ['Level at event', 'event', 'on the event date', 'level in the main program on the date of the row'],
  segment: ['Segment', 'partner', 'end of period', 'segment of the segmentation in force, at the end of the period'],
  type: ['Type', 'partner', 'as is', 'kind of partner: reseller, distributor, MSP …'],
  country: ['Country', 'partner', 'as is', 'country of the partner'],
  region: ['Region', 'partner', 'as is', 'sales region of the partner'],
  city: ['City', 'partner', 'as is', 'city of the partner'],
  owner: ['Owner', 'partner', 'as is', 'channel manager who owns the relation'],
  parent: ['Parent', 'partner', 'as is', 'group that the partner belongs to'],
  distributor: ['Distributor', 'deal', 'on the event date', 'distributor among the parties of the deal'],
  program: ['Program', 'payout', 'on the event date', 'program or promotion of the payout'],
  role: ['Role', 'party', 'on the event date', 'what the partner did in the deal'],
  route: ['Route', 'deal', 'on the event date', 'how the deal reached the customer'],
  motion: ['Motion', 'deal', 'on the event date', 'new, expansion or renewal'],
  basis: ['Basis', 'deal', 'on the event date', 'bookings, billings, sell-in or sell-through; never summed together'],
  deal_country: ['Deal country', 'deal', 'on the event date', 'country of the end customer'],
  product: ['Product', 'product', 'as is', 'product of the line'],
  family: ['Product family', 'product', 'as is', 'family of the product'],
  category: ['Product category', 'product', 'as is', 'category of the product'],
  kind: ['Payout kind', 'payout', 'on the event date', 'rebate, MDF, SPIFF, commission …'],
  month: ['Month', 'time', 'on the event date', 'fiscal month of the metric’s date'],
  quarter: ['Quarter', 'time', 'on the event date', 'fiscal quarter of the metric’s date'],
  year: ['Year', 'time', 'on the event date', 'fiscal year of the metric’s date'],
};

const NAMED: Partial<Record<DimensionId, Named>> = {
  partner: 'partner',
  parent: 'partner',
  distributor: 'partner',
  product: 'product',
  segment: 'segment',
};

export function dimension(id: DimensionId): Dimension {
  const [label, source, asOf, meaning] = ROWS[id];
  const named = NAMED[id];
  return { id, label, meaning, asOf, source, ...(named ? { named } : {}) };
}

export function dimensionList(): DimensionInfo[] {
  return DIMENSIONS.map((id) => {
    const { label, meaning, asOf } = dimension(id);
    return { id, label, meaning, asOf };
  });
}

/** The dimensions whose value is one of the sources', in the order of the list. */
export function dimensionsOf(sources: ReadonlySet<DimensionSource>): DimensionId[] {
  return DIMENSIONS.filter((id) => sources.has(ROWS[id][1]));
}
