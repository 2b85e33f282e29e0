/** Figures of partners that segments are made of: one row a partner, each measure read once per version of the data. */
import type { Measure } from '../api/documents/measure.ts';
import type { DimensionId, Filter } from '../api/documents/query.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { MEASURE_SCALE, type PlannedMeasure } from '../metrics/measures/measureTable.ts';
import { planMeasure } from '../metrics/measures/planMeasure.ts';
import { readMeasures } from '../metrics/measures/readMeasures.ts';
import { type RosterPartner, readRoster, readRosterIds } from '../metrics/roster.ts';
import { partnerAttributes } from '../network/roster.ts';
import type { SegmentDesk } from './desk.ts';

/** Partners on a day whose figures can be read. */
export interface PartnersOn {
  /** Names these partners, so that what is read of them is found again. */
  readonly key: string;
  readonly asOf: string;
  readonly ids: readonly string[];
}

/** Partners enrolled on a day, by id. */
export interface Population extends PartnersOn {
  readonly partners: readonly RosterPartner[];
  /** Place of each among all partners that the network knows. */
  readonly places: Int32Array;
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

/** All partners that the network knows, and the place of each. */
interface Roster {
  readonly partners: readonly RosterPartner[];
  readonly placeOf: ReadonlyMap<string, number>;
}

/** Rough bytes of what is not a typed array. */
const PARTNER_BYTES = 400;
const NAME_BYTES = 32;
/** Of a partner that is named once more. */
const REFERENCE_BYTES = 16;

/** @throws QuarterdeckError `dimension-unknown` when a filter is not about the partner itself. */
export function readPopulation(
  desk: SegmentDesk,
  { asOf, where }: PopulationRequest,
  options: LabOptions = {},
): Promise<Population> {
  const { context, lab } = desk;
  const key = `${asOf} ${JSON.stringify(where)}`;
  return lab.keep(context, `segment population ${key}`, options.signal, async () => {
    const { partners: all, placeOf } = await readEverybody(desk, options);
    const found = await readRosterIds(context, { on: asOf, where }, options);
    const places = new Int32Array(found.length);
    const partners = found.map((id, index) => {
      places[index] = placeOf.get(id)!;
      return all[places[index]!]!;
    });
    const value = { key, asOf, partners, ids: partners.map(({ id }) => id), places };
    return { value, bytes: 100 + partners.length * REFERENCE_BYTES };
  });
}

/** Partners enrolled or not: what is kept of them here is the same on every day. */
export function readEverybody({ context, lab }: SegmentDesk, options: LabOptions = {}): Promise<Roster> {
  return lab.keep(context, 'segment roster', options.signal, async () => {
    const partners = await readRoster(context, { on: context.network.horizon.to, where: [], everybody: true }, options);
    const value = { partners, placeOf: new Map(partners.map(({ id }, place) => [id, place])) };
    return { value, bytes: 100 + partners.length * (PARTNER_BYTES + NAME_BYTES) };
  });
}

/** Everybody whom the network knows, enrolled on the day or not: what somebody booked who has left since. */
export async function readEverybodyOn(
  desk: SegmentDesk,
  asOf: string,
  options: LabOptions = {},
): Promise<Population & Pick<Roster, 'placeOf'>> {
  const { partners, placeOf } = await readEverybody(desk, options);
  const ids = partners.map(({ id }) => id);
  return { key: `everybody ${asOf}`, asOf, ids, partners, places: Int32Array.from(ids.keys()), placeOf };
}

/**
 * Measures of partners, in the order asked for; all that were not read before are read together.
 * @throws QuarterdeckError as `planMeasure` does; `cancelled` when the signal fires.
 */
export async function featuresOf(
  desk: SegmentDesk,
  population: PartnersOn,
  measures: readonly Measure[],
  options: LabOptions = {},
): Promise<MeasuredFeature[]> {
  const planned = measures.map((measure) => planMeasure(measure, desk.context.network));
  const found = new Map<string, Float64Array>();
  const missing: PlannedMeasure[] = [];
  for (const measure of planned) {
    const known = desk.lab.find<Float64Array>(desk.context, featureName(measure, population));
    if (known) found.set(measure.key, known);
    else missing.push(measure);
  }
  if (missing.length > 0) {
    options.progress?.('Reading figures of partners', 0, missing.length, 'measures');
    const request = { measures: missing, asOfs: [population.asOf], partners: population.ids };
    const table = await readMeasures(desk.context, request, { signal: options.signal });
    for (const measure of missing) {
      found.set(
        measure.key,
        keepFeature(desk, measure, population, () => table.column(measure.key)),
      );
    }
  }
  return planned.map((measure): MeasuredFeature => {
    const units = found.get(measure.key)!;
    return { planned: measure, units, values: inRealUnits(units) };
  });
}

/** Measures of several populations, each on its day. */
export interface Wanted {
  readonly populations: readonly Population[];
  readonly measures: readonly Measure[];
}

/**
 * Reads the measures of many populations in one statement: `featuresOf` then finds them. The rows of deals are looked at once
 * instead of once a day.
 * @throws QuarterdeckError as `featuresOf` does
 */
export async function readFeaturesAhead(
  desk: SegmentDesk,
  wanted: readonly Wanted[],
  options: LabOptions = {},
): Promise<void> {
  const columns = wanted.flatMap(({ populations, measures }) => {
    const planned = measures.map((measure) => planMeasure(measure, desk.context.network));
    return populations.flatMap((population) => planned.map((measure) => ({ measure, population })));
  });
  const open = columns.filter(
    ({ measure, population }) => !desk.lab.find(desk.context, featureName(measure, population)),
  );
  const asOfs = [...new Set(open.map(({ population }) => population.asOf))];
  if (asOfs.length < 2) return;
  const { partners } = await readEverybody(desk, options);
  const ids = partners.map(({ id }) => id);
  const measures = open.map(({ measure }) => measure);
  const table = await readMeasures(desk.context, { measures, asOfs, partners: ids }, { signal: options.signal });
  for (const { measure, population } of open) {
    const from = asOfs.indexOf(population.asOf) * ids.length;
    const column = table.column(measure.key).subarray(from, from + ids.length);
    keepFeature(desk, measure, population, () => figuresAt(column, population.places));
  }
}

// Loops instead of `from` and `map` with functions, which take many times as long on arrays of numbers.
function figuresAt(column: Float64Array, places: Int32Array): Float64Array {
  const figures = new Float64Array(places.length);
  for (let index = 0; index < places.length; index++) figures[index] = column[places[index]!]!;
  return figures;
}

function inRealUnits(units: Float64Array): Float64Array {
  const values = new Float64Array(units.length);
  for (let index = 0; index < units.length; index++) values[index] = units[index]! / 10 ** MEASURE_SCALE;
  return values;
}

function featureName({ key }: PlannedMeasure, population: PartnersOn): string {
  return `segment feature ${key} of ${population.key}`;
}

function keepFeature(
  { context, lab }: SegmentDesk,
  measure: PlannedMeasure,
  population: PartnersOn,
  read: () => Float64Array,
): Float64Array {
  return lab.make(context, featureName(measure, population), () => {
    const units = read();
    return { value: units, bytes: units.byteLength };
  });
}

/** What each partner of the population has of a dimension on the day; null for none. */
export function attributeOf(
  { context, lab }: SegmentDesk,
  population: PartnersOn,
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
