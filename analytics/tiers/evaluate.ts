/** Levels of partners on days, by the kernel: what the screen shows while a threshold is dragged. */
import type { MeasureTable } from '../metrics/measures/measureTable.ts';
import type { Network } from '../network/network.ts';
import type { Expression, Inputs } from '../rules/expression.ts';
import { compileKernel, type Kernel, type KernelResult } from '../rules/kernel.ts';
import { inputsOf } from '../rules/walk.ts';
import type { CompiledProgram, CompiledTest } from './compiled.ts';
import { daysOf, EvaluationRows } from './evaluate/rows.ts';
import type { PartnerTraits } from './evaluate/traits.ts';

/** What a program is evaluated on. Rows of results lie day by day: index of the day × number of partners + partner. */
export interface EvaluationData {
  readonly asOfs: readonly string[];
  readonly partners: number;
  readonly main: EvaluationRows;
  readonly held: readonly EvaluationRows[];
  readonly network: Pick<Network, 'calendar'>;
}

/** @param tables as `tablesNeeded` asks for them, in its order */
export function evaluationData(
  { ranks }: CompiledProgram,
  network: Pick<Network, 'calendar'>,
  tables: readonly MeasureTable[],
  traits: PartnerTraits,
): EvaluationData {
  const [main, ...held] = tables.map((table) => new EvaluationRows(table, traits, ranks));
  const { asOfs, partners } = main!.table;
  return { asOfs, partners: partners.length, main: main!, held, network };
}

/** Masks by day and partner: bit i is set when level i is entered, or kept. */
export interface LevelMasks {
  readonly entry: readonly Uint32Array[];
  readonly keep: readonly Uint32Array[];
}

/** Results of a test, by day and partner. Figures are whole numbers of 10^-scale of their expressions, NaN where missing. */
export interface TestResults {
  /** Of a test on several rows of a partner (days, regions) the figure that comes closest to meeting it. */
  readonly value: Float64Array;
  readonly entry: Float64Array;
  readonly exit: Float64Array;
  readonly met: Uint8Array;
  readonly kept: Uint8Array;
}

/** Levels at once; the rest when asked for. Valid until the evaluator runs again. */
export interface Evaluation extends LevelMasks {
  test(index: number): TestResults;
  /** Points in whole numbers of 10^-scale of the score's expression. */
  score(id: string): Float64Array;
  /** Money a year in whole numbers of 10^-scale of the benefit's expression. */
  benefit(index: number): Float64Array;
  /** A flag of the program, `held` ones included. */
  flag(name: string): Uint8Array;
}

/**
 * Compiles the program's conditions once. One evaluator serves one caller at a time: its buffers are reused from run to
 * run, the masks are not.
 */
export class Evaluator {
  readonly compiled: CompiledProgram;
  private readonly detailed: boolean;
  private readonly levels: Kernel;
  private readonly spaces: readonly Kernel[];
  private details: Kernel | null = null;
  private readonly heldInputs: readonly (readonly string[])[];

  /** @param detailed for those who always ask for the details as well: they are computed beside the levels, not after them */
  constructor(compiled: CompiledProgram, { detailed = false }: { readonly detailed?: boolean } = {}) {
    this.compiled = compiled;
    this.detailed = detailed;
    const conditions: Record<string, Expression> = {};
    for (const [index, { entry, keep }] of compiled.levels.entries()) {
      conditions[`level.entry.${index}`] = entry;
      conditions[`level.keep.${index}`] = keep;
    }
    this.levels = compileKernel({ ...conditions, ...(detailed && this.detailExpressions()) });
    this.spaces = compiled.held.map(({ condition, present }, space) =>
      compileKernel({ held: condition, present, ...testExpressions(compiled.tests, space) }),
    );
    this.heldInputs = compiled.held.map(({ condition }) => inputsOf(condition).map(({ name }) => name));
  }

  run(data: EvaluationData, inputs: Inputs = this.compiled.inputs): Evaluation {
    this.compiled.held.forEach((_, index) => {
      this.hold(data, index, inputs);
    });
    const result = this.levels.run(data.main, inputs);
    const masks = (reading: 'entry' | 'keep') => this.masksOf(data, result, reading);
    let details: KernelResult | null = this.detailed ? result : null;
    const detail = () => {
      if (details) return details;
      this.details ??= compileKernel(this.detailExpressions());
      details = this.details.run(data.main, inputs);
      return details;
    };
    return {
      entry: masks('entry'),
      keep: masks('keep'),
      test: (index) => this.testResults(data, inputs, detail(), index),
      score: (id) => detail().number(`score.${id}`),
      benefit: (index) => detail().number(`benefit.${index}`),
      flag: (name) => data.main.flag(name),
    };
  }

  /** What holds on any row of a partner becomes a flag of the partner; again only when one of its own inputs moved. */
  private hold(data: EvaluationData, index: number, inputs: Inputs): void {
    const { flag, condition } = this.compiled.held[index]!;
    const key = this.heldInputs[index]!.map((name) => inputs[name]).join();
    data.main.hold(flag, condition, key, () =>
      this.anyRow(data, index, this.spaces[index]!.run(data.held[index]!, inputs).flag('held')),
    );
  }

  private anyRow(data: EvaluationData, space: number, flags: Uint8Array): Uint8Array {
    const any = new Uint8Array(data.main.rows);
    this.eachRow(data, space, (row, main) => {
      if (flags[row] === 1) any[main] = 1;
    });
    return any;
  }

  /** Calls back for every row of another space with the row of the partner and day that it counts for. */
  private eachRow(data: EvaluationData, space: number, found: (row: number, main: number) => void): void {
    const { table } = data.held[space]!;
    const { partners } = data;
    if (table.partnerOf && table.dayOf) {
      for (let row = 0; row < table.rows; row++) found(row, table.dayOf[row]! * partners + table.partnerOf[row]!);
      return;
    }
    const within = this.compiled.held[space]!.space;
    if (within.kind !== 'days') throw new Error('A slice came without the partners of its rows');
    for (const [day, asOf] of data.asOfs.entries()) {
      for (const other of daysOf(within, asOf, data.network)) {
        const first = table.asOfs.indexOf(other) * partners;
        for (let partner = 0; partner < partners; partner++) found(first + partner, day * partners + partner);
      }
    }
  }

  private masksOf({ asOfs, partners }: EvaluationData, result: KernelResult, reading: 'entry' | 'keep'): Uint32Array[] {
    const all = new Uint32Array(asOfs.length * partners);
    this.compiled.levels.forEach((_, level) => {
      const holds = result.flag(`level.${reading}.${level}`);
      const bit = 1 << level;
      for (let row = 0; row < all.length; row++) if (holds[row] === 1) all[row] = all[row]! | bit;
    });
    return asOfs.map((_, day) => all.subarray(day * partners, (day + 1) * partners));
  }

  private detailExpressions(): Record<string, Expression> {
    const { tests, scores, benefits } = this.compiled;
    const thresholds = tests.flatMap(({ entry, exit }, index) => [
      [`entry.${index}`, entry] as const,
      [`exit.${index}`, exit] as const,
    ]);
    return {
      ...testExpressions(tests, -1),
      ...Object.fromEntries(thresholds),
      ...Object.fromEntries(scores.map(({ id, points }) => [`score.${id}`, points])),
      ...Object.fromEntries(benefits.map(({ amount }, index) => [`benefit.${index}`, amount])),
    };
  }

  private testResults(data: EvaluationData, inputs: Inputs, main: KernelResult, index: number): TestResults {
    const { space, sign } = this.compiled.tests[index]!;
    const thresholds = { entry: main.number(`entry.${index}`), exit: main.number(`exit.${index}`) };
    if (space === -1) {
      const [met, kept] = [main.flag(`met.${index}`), main.flag(`kept.${index}`)];
      return { value: main.number(`value.${index}`), met, kept, ...thresholds };
    }
    const result = this.spaces[space]!.run(data.held[space]!, inputs);
    const values = result.number(`value.${index}`);
    const value = new Float64Array(data.main.rows).fill(Number.NaN);
    const better = sign === '<' || sign === '<=' ? Math.min : Math.max;
    const present = result.flag('present');
    this.eachRow(data, space, (row, partner) => {
      const figure = values[row]!;
      if (present[row] === 0 || Number.isNaN(figure)) return;
      value[partner] = Number.isNaN(value[partner]!) ? figure : better(value[partner]!, figure);
    });
    const any = (name: string) => {
      const holds = result.flag(`${name}.${index}`);
      return this.anyRow(
        data,
        space,
        holds.map((flag, row) => flag & present[row]!),
      );
    };
    return { value, met: any('met'), kept: any('kept'), ...thresholds };
  }
}

function testExpressions(tests: readonly CompiledTest[], space: number): Record<string, Expression> {
  return Object.fromEntries(
    tests.flatMap((test, index) =>
      test.space === space
        ? [
            [`value.${index}`, test.value],
            [`met.${index}`, test.met],
            [`kept.${index}`, test.kept],
          ]
        : [],
    ),
  );
}
