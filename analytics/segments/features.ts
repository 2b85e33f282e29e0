/** Figures of partners that segments are made of: one row a partner, each measure read once per version of the data. */
import type { Measure } from '../api/documents/measure.ts';
import type { DimensionId, Filter } from '../api/documents/query.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { MEASURE_SCALE, type PlannedMeasure } from '../metrics/measures/measureTable.ts';
import { planMeasure } from '../metrics/measures/planMeasure.ts';
import { readMeasures } from '../metrics/measures/readMeasures.ts';
import { type RosterPartner, readRoster } from '../metrics/roster.ts';
import { partnerAttributes } from '../network/roster.ts';
import type { SegmentDesk } from './desk.ts';

/** Partners enrolled on a day, by id. */
export interface Population {
  /** Names these partners, so that what is read of them is found again. */
  readonly key: string;
  readonly asOf: string;
  readonly partners: readonly RosterPartner[];
  readonly ids: readonly string[];
}

export interface MeasuredFeature {
  readonly planned: PlannedMeasure;
  /** Whole numbers of 10^-MEASURE_SCALE, one a partner; NaN where there is no figure. */
  readonly units: Float64Array;
  /** The same in real units. */
  readonly values: Float64Array;
}

interface PopulationRequest {
  readonly asOf: string;
  readonly where: readonly Filter[];
}

/** Rough bytes of what is not a typed array. */
const PARTNER_BYTES = 400;
const NAME_BYTES = 32;

/** @throws QuarterdeckError `dimension-unknown` when a filter is not about the partner itself. */
export function readPopulation(
  { context, lab }: SegmentDesk,
  { asOf, where }: PopulationRequest,
  options: LabOptions = {},
): Promise<Population> {
  const key = `${asOf} ${JSON.stringify(where)}`;
  return lab.keep(context, `segment population ${key}`, options.signal, async () => {
    const partners = await readRoster(context, { on: asOf, where }, options);
    const value = { key, asOf, partners, ids: partners.map(({ id }) => id) };
    return { value, bytes: 100 + partners.length * PARTNER_BYTES };
  });
}

/**
 * Measures of partners, in the order asked for; all that were not read before are read together.
 * @throws QuarterdeckError as `planMeasure` does; `cancelled` when the signal fires.
 */
export async function featuresOf(
  desk: SegmentDesk,
  population: Population,
  measures: readonly Measure[],
  options: LabOptions = {},
): Promise<MeasuredFeature[]> {
  const { context, lab } = desk;
  const planned = measures.map((measure) => planMeasure(measure, context.network));
  const nameOf = ({ key }: PlannedMeasure) => `segment feature ${key} of ${population.key}`;
  const found = new Map<string, MeasuredFeature>();
  const missing = new Map<string, PlannedMeasure>();
  for (const measure of planned) {
    const known = lab.find<MeasuredFeature>(context, nameOf(measure));
    if (known) found.set(measure.key, known);
    else missing.set(measure.key, measure);
  }
  if (missing.size > 0) {
    options.progress?.('Reading figures of partners', 0, missing.size, 'measures');
    const request = { measures: [...missing.values()], asOfs: [population.asOf], partners: population.ids };
    const table = await readMeasures(context, request, { signal: options.signal });
    for (const measure of missing.values()) {
      const units = table.column(measure.key);
      const make = () => ({
        value: { planned: measure, units, values: units.map((figure) => figure / 10 ** MEASURE_SCALE) },
        bytes: 2 * units.byteLength,
      });
      found.set(measure.key, lab.make(context, nameOf(measure), make));
    }
  }
  return planned.map(({ key }) => found.get(key)!);
}

/** What each partner of the population has of a dimension on the day; null for none. */
export function attributeOf(
  { context, lab }: SegmentDesk,
  population: Population,
  dim: DimensionId,
  options: LabOptions = {},
): Promise<readonly (string | null)[]> {
  return lab.keep(context, `segment attribute ${dim} of ${population.key}`, options.signal, async () => {
    const column = dim === 'partner' ? 'partner_id' : dim;
    const rows = await context.reader.rows<{ id: string; value: string | null }>(
      `SELECT p.partner_id AS id, p.${column} AS value FROM ${partnerAttributes(context.network, population.asOf)} p`,
      {},
      { signal: options.signal },
    );
    const values = new Map(rows.map(({ id, value }) => [id, value]));
    const value = population.ids.map((id) => values.get(id) ?? null);
    return { value, bytes: 100 + value.length * NAME_BYTES };
  });
}
