/** What a line does beside paying: what its limits take, and which of its bands its payees are in. */
import type { LostTo } from '../../api/incentives.ts';
import type { Inputs, NumberExpression } from '../../rules/expression.ts';
import { compileKernel, type Kernel, type KernelRows } from '../../rules/kernel.ts';
import type { CompiledLine, UnitStep } from '../compiled.ts';
import { LIMIT_OF } from '../lost.ts';
import { paidSums, type UnitTable, versionSums } from '../rateKernel.ts';
import type { KeptLine } from '../units.ts';
import { type BandRules, bandRules } from './bandRules.ts';

/** In whole numbers of 10^-8 by payee-and-period: what a limit took of what the one before it left. */
export interface Taken {
  readonly limit: LostTo['limit'];
  readonly amount: Float64Array;
}

export interface BandReading {
  readonly count: number;
  /** By unit: the place of the band reached, −1 for none. */
  readonly reached: Int8Array;
  /** Of each band, what it pays by unit, before limits. */
  readonly parts: readonly Float64Array[];
}

const WIDE = { kind: 'constant', value: '0', scale: 8 } as const;
const wide = (of: NumberExpression): NumberExpression => ({ kind: 'add', of: [of, WIDE] });

/** Whether a line has limits or bands to tell of. */
export function hasReading(compiled: CompiledLine): boolean {
  const { limits, rate } = compiled.line;
  return (
    compiled.unitSteps.length > 1 || limits.capPartner !== undefined || ('bands' in rate && rate.bands !== undefined)
  );
}

/** Reads the same units as the kernel that pays. What is given holds until the next reading. */
export class LineReading {
  private readonly table: UnitTable;
  private readonly steps: readonly UnitStep[];
  private readonly bandRules: BandRules | null;
  private readonly capped: boolean;
  private readonly unit: Kernel;
  private readonly payee: Kernel;
  private readonly unitRows: KernelRows;

  constructor({ compiled, table }: KeptLine) {
    this.table = table;
    this.steps = compiled.unitSteps.map(({ step }) => step);
    this.bandRules = bandRules(compiled);
    this.capped = compiled.line.limits.capPartner !== undefined;
    const rules: Record<string, NumberExpression> = {};
    for (const { step, rule } of compiled.unitSteps) rules[step] = wide(rule);
    if (this.bandRules) rules.reached = this.bandRules.reached;
    this.bandRules?.parts?.forEach((part, band) => {
      rules[`band ${band}`] = wide(part);
    });
    this.unit = compileKernel(rules);
    this.payee = compileKernel({ capped: wide(compiled.capped) });
    const none = new Uint8Array(0);
    this.unitRows = { rows: table.units, steady: true, number: (name) => table.column(name), flag: () => none };
  }

  read(inputs: Inputs): { readonly taken: readonly Taken[]; readonly bands: BandReading | null } {
    const found = this.unit.run(this.unitRows, inputs);
    const limited = this.steps.length > 1 ? this.steps : [];
    const sums = limited.map((step) => paidSums(this.table, versionSums(this.table, known(found.number(step)))));
    const taken = limited.slice(1).map((step, place): Taken => {
      const [before, after] = [sums[place]!, sums[place + 1]!];
      return {
        limit: LIMIT_OF[step as keyof typeof LIMIT_OF],
        amount: before.map((amount, at) => amount - after[at]!),
      };
    });
    if (this.capped) taken.push({ limit: 'cap partner', amount: this.overCap(found, inputs) });
    return { taken, bands: this.bandRules && this.bands(this.bandRules, found) };
  }

  /** A cap is asked of every version of a period, and what it took changes with them. */
  private overCap(found: ReturnType<Kernel['run']>, inputs: Inputs): Float64Array {
    const { table } = this;
    const sums = versionSums(table, known(found.number(this.steps.at(-1)!)));
    const rows: KernelRows = { rows: sums.length, number: () => sums, flag: () => new Uint8Array(0) };
    const capped = this.payee.run(rows, inputs).number('capped');
    return paidSums(
      table,
      sums.map((amount, at) => amount - capped[at]!),
    );
  }

  private bands({ count, parts }: BandRules, found: ReturnType<Kernel['run']>): BandReading {
    const reached = Int8Array.from(found.number('reached'), (band) => (Number.isNaN(band) ? -1 : band));
    if (parts) return { count, reached, parts: parts.map((_, band) => known(found.number(`band ${band}`))) };
    const paid = known(found.number(this.steps.at(-1)!));
    const own = Array.from({ length: count }, (_, band) =>
      paid.map((amount, unit) => (reached[unit] === band ? amount : 0)),
    );
    return { count, reached, parts: own };
  }
}

/** What has no figure pays nothing. */
function known(figures: Float64Array): Float64Array {
  return figures.map((figure) => (Number.isNaN(figure) ? 0 : figure));
}
