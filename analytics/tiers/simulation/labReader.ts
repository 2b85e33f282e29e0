/** What simulations read of a network, each thing once per lab. */
import type { Filter } from '../../api/documents/query.ts';
import type { TierCase } from '../../api/documents/tierCase.ts';
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { Lab, LabOptions } from '../../metrics/lab.ts';
import type { MeasureTable, PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { readMeasures } from '../../metrics/measures/readMeasures.ts';
import { levelsInForce, type RosterPartner, readRoster } from '../../metrics/roster.ts';
import { inCurrency } from '../../network/currency.ts';
import { needProgram } from '../check.ts';
import type { CompiledProgram } from '../compiled.ts';
import { readEvaluation } from '../evaluate/record.ts';
import { type TableNeed, tablesNeeded } from '../evaluate/rows.ts';
import { type PartnerTraits, readPartnerTraits, type TraitsRequest } from '../evaluate/traits.ts';
import { type Evaluation, type EvaluationData, evaluationData } from '../evaluate.ts';
import { type ProgramBounds, readBounds } from '../review/readBounds.ts';
import { type CompiledShape, CompiledShapes } from './shapes.ts';
import { factBytes, readFacts, type YearFacts } from './yearFacts.ts';

/** Partners in order of their ids, under a name by which what was read of them is found again. */
export interface Roster {
  readonly key: string;
  readonly partners: readonly RosterPartner[];
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Rough bytes of what is not a typed array. */
const PARTNER_BYTES = 400;
const NAME_BYTES = 16;
const SHAPES_BYTES = 4 * 1_024 * 1_024;

/**
 * A program that can be simulated; what was checked before is not checked again.
 * @throws QuarterdeckError `program-invalid`
 */
export function checked(context: QueryContext, lab: Lab, program: TierCase['program']): TierProgram {
  const text = JSON.stringify(program);
  return lab.make(context, `program ${text}`, () => ({
    value: needProgram(program, context.network),
    bytes: text.length * 4,
  }));
}

export class LabReader {
  /** The network with amounts in the currency of the program. */
  readonly context: QueryContext;
  private readonly origin: QueryContext;
  private readonly lab: Lab;
  private readonly options: LabOptions;
  private readonly money: string;
  private readonly borrowed: (() => void)[];

  constructor(
    context: QueryContext,
    lab: Lab,
    { currency = context.network.policy.baseCurrency, fxTable }: Pick<TierProgram, 'currency' | 'fxTable'>,
    options: LabOptions,
    borrowed: (() => void)[] = [],
  ) {
    const network = inCurrency(context.network, currency, fxTable);
    this.context = { ...context, network };
    this.origin = context;
    this.lab = lab;
    this.options = options;
    this.borrowed = borrowed;
    this.money = `${currency} ${network.policy.rates}`;
  }

  /** The same work in the currency of another program. */
  inCurrencyOf(program: Pick<TierProgram, 'currency' | 'fxTable'>): LabReader {
    return new LabReader(this.origin, this.lab, program, this.options, this.borrowed);
  }

  /** Partners enrolled on the day who match the filters, or everybody who does. */
  roster(on: string, where: readonly Filter[], everybody = false): Promise<Roster> {
    const key = `${everybody ? 'everybody ' : ''}${on} ${JSON.stringify(where)}`;
    return this.keep(`roster ${key}`, async () => {
      const partners = await readRoster(this.context, { on, where, everybody }, this.options);
      const ids = partners.map(({ id }) => id);
      const value = { key, partners, ids, indexOf: new Map(ids.map((id, index) => [id, index])) };
      return { value, bytes: partners.length * PARTNER_BYTES };
    });
  }

  /** The level of each partner on the day; null for none. */
  inForce(on: string, roster: Roster): Promise<readonly (string | null)[]> {
    return this.keep(`in force ${on} ${roster.key}`, async () => {
      const value = await levelsInForce(this.context, { on, partners: roster.ids }, this.options);
      return { value, bytes: roster.ids.length * NAME_BYTES };
    });
  }

  year(asOf: string, roster: Roster): Promise<YearFacts> {
    return this.keep(`year ${asOf} ${this.money} ${roster.key}`, async () => {
      this.tell('Reading a year of figures');
      const value = await readFacts(this.context, asOf, roster.ids, this.options);
      return { value, bytes: factBytes(value) };
    });
  }

  bounds(program: TierProgram, on: string, roster: Roster, held: readonly (string | null)[]): Promise<ProgramBounds> {
    const rules = JSON.stringify([
      program.levels.map(({ id, label }) => [id, label]),
      program.review?.floors,
      program.grandfather,
    ]);
    return this.keep(`bounds ${rules} ${on} ${roster.key}`, async () => {
      const value = await readBounds(this.context, program, { roster: roster.partners, on, held });
      return { value, bytes: 1_024 + value.bounds.reduce((sum, { partners }) => sum + partners.length * 5, 0) };
    });
  }

  /** All that the program is evaluated on: read where it is not known, with places among peers found once. */
  async data(
    compiled: CompiledProgram,
    shape: string,
    roster: Roster,
    request: TraitsRequest,
  ): Promise<EvaluationData> {
    return this.keep(`data ${this.traitsKey(shape, roster, request)}`, async () => {
      const needs = tablesNeeded(compiled, request.asOfs, this.context.network);
      const tables: MeasureTable[] = [];
      for (const [index, need] of needs.entries()) {
        this.tell('Reading measures', index, needs.length);
        tables.push(await this.table(need, roster));
      }
      const traits = await this.traits(compiled, shape, roster, request);
      const value = evaluationData(compiled, this.context.network, tables, traits);
      // Columns are counted here as well: they live as long as the last that is made of them.
      const perRow = (need: TableNeed) => 8 * need.measures.length + 16 * compiled.ranks.length + compiled.flags.length;
      const bytes = needs.reduce((sum, need, index) => sum + tables[index]!.rows * perRow(need), 1_024);
      return { value, bytes };
    });
  }

  /** The same by SQL: the answer of record. */
  async record(compiled: CompiledProgram, shape: string, roster: Roster, request: TraitsRequest): Promise<Evaluation> {
    const traits = await this.traits(compiled, shape, roster, request);
    const { asOfs } = request;
    this.tell('Evaluating by SQL');
    return readEvaluation(this.context, compiled, { asOfs, traits, inputs: compiled.inputs }, this.options);
  }

  private traits(
    compiled: CompiledProgram,
    shape: string,
    roster: Roster,
    request: TraitsRequest,
  ): Promise<PartnerTraits> {
    return this.keep(`traits ${this.traitsKey(shape, roster, request)}`, async () => {
      const value = await readPartnerTraits(this.context, compiled, request, this.options);
      return { value, bytes: 1_024 + compiled.flags.length * roster.ids.length * request.asOfs.length };
    });
  }

  private traitsKey(shape: string, roster: Roster, { asOfs, attestations, exceptions }: TraitsRequest): string {
    const waivers = exceptions.filter(({ effect }) => effect === 'waive');
    return JSON.stringify([shape, asOfs, attestations, waivers, this.money, roster.key]);
  }

  private table(need: TableNeed, roster: Roster): Promise<MeasureTable> | MeasureTable {
    const about = `${need.asOfs.join()} ${this.money} ${roster.key}`;
    return need.slice ? this.sliced(need, roster, about) : this.columns(need, roster, about);
  }

  /** Rows depend on what is read together, so a sliced table is kept as a whole. */
  private sliced({ measures, asOfs, slice }: TableNeed, roster: Roster, about: string): Promise<MeasureTable> {
    const keys = measures.map(({ key }) => key);
    return this.keep(`slice ${slice} ${JSON.stringify(keys)} ${about}`, async () => {
      const value = await this.read({ measures, asOfs, ...(slice && { slice }) }, roster);
      return { value, bytes: value.bytes };
    });
  }

  /** Measure by measure, so that a new test reads its own measure only. */
  private async columns({ measures, asOfs }: TableNeed, roster: Roster, about: string): Promise<MeasureTable> {
    const nameOf = ({ key }: PlannedMeasure) => `measure ${key} ${about}`;
    const columns = new Map<string, Float64Array>();
    for (const measure of measures) {
      const known = this.lab.find<Float64Array>(this.context, nameOf(measure));
      if (known) columns.set(measure.key, known);
    }
    const missing = measures.filter(({ key }) => !columns.has(key));
    const read = missing.length > 0 ? await this.read({ measures: missing, asOfs }, roster) : null;
    for (const measure of missing) {
      const value = read!.column(measure.key);
      columns.set(
        measure.key,
        this.lab.make(this.context, nameOf(measure), () => ({ value, bytes: value.byteLength })),
      );
    }
    return {
      asOfs,
      partners: roster.ids,
      rows: asOfs.length * roster.ids.length,
      partnerOf: null,
      dayOf: null,
      valueOf: null,
      sliceValues: [],
      column: (key) => columns.get(key)!,
      bytes: 0,
    };
  }

  private read(need: Pick<TableNeed, 'measures' | 'asOfs' | 'slice'>, roster: Roster): Promise<MeasureTable> {
    return readMeasures(this.context, { ...need, partners: roster.ids }, this.options);
  }

  /** A kernel for as long as the work lasts: see `giveBack`. */
  borrow<T extends object>(key: string, make: () => { value: T; bytes: number }): T {
    const { value, giveBack } = this.lab.borrow(this.context, key, make);
    this.borrowed.push(giveBack);
    return value;
  }

  checked(program: TierCase['program']): TierProgram {
    return checked(this.origin, this.lab, program);
  }

  /** A program's conditions: compiled when more than figures differ from one that was compiled before. */
  compiled(program: TierProgram, waived: readonly string[]): CompiledShape {
    const shapes = this.lab.make(this.context, `shapes ${this.money}`, () => ({
      value: new CompiledShapes(),
      bytes: SHAPES_BYTES,
    }));
    return shapes.of(program, [...new Set(waived)].sort(), this.context.network);
  }

  kept<T extends object>(key: string, make: () => Promise<{ value: T; bytes: number }>): Promise<T> {
    return this.keep(`${this.money} ${key}`, make);
  }

  /** Made at once and kept. */
  made<T extends object>(key: string, make: () => { value: T; bytes: number }): T {
    return this.lab.make(this.context, key, make);
  }

  madeInCurrency<T extends object>(key: string, make: () => { value: T; bytes: number }): T {
    return this.made(`${this.money} ${key}`, make);
  }

  /** Ends the work: what was borrowed serves others, and readings made with it no longer hold. */
  giveBack(): void {
    for (const giveBack of this.borrowed.splice(0)) giveBack();
  }

  private keep<T extends object>(key: string, read: () => Promise<{ value: T; bytes: number }>): Promise<T> {
    return this.lab.keep(this.context, key, this.options.signal, read);
  }

  private tell(stage: string, done = 0, total = 0): void {
    this.options.progress?.(stage, done, total, 'tables');
  }
}
