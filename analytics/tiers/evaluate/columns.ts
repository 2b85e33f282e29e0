import type { Expression } from '../../rules/expression.ts';
import { isCondition } from '../../rules/expression.ts';

/** Numbers as exact decimal text, conditions as true or false, by the names of the expressions. */
export type RecordRow = Readonly<Record<string, string | boolean | null>>;

/** Answers of the record gathered into the columns that the kernel has: whole numbers, NaN for none, and flags. */
export class RecordColumns {
  private readonly size: number;
  private readonly numbers = new Map<string, Float64Array>();
  private readonly flags = new Map<string, Uint8Array>();

  constructor(size: number) {
    this.size = size;
  }

  /** @param rows from the place `first` on; who has no row has no figure, and nothing holds */
  put(
    expressions: Readonly<Record<string, Expression>>,
    first: number,
    rows: readonly (RecordRow | undefined)[],
  ): void {
    for (const [name, expression] of Object.entries(expressions)) {
      if (isCondition(expression)) {
        const column = this.flags.get(name) ?? new Uint8Array(this.size);
        this.flags.set(name, column);
        for (const [index, row] of rows.entries()) column[first + index] = row?.[name] === true ? 1 : 0;
      } else {
        const column = this.numbers.get(name) ?? new Float64Array(this.size);
        this.numbers.set(name, column);
        for (const [index, row] of rows.entries()) column[first + index] = unitsOf(row?.[name]);
      }
    }
  }

  number(name: string): Float64Array {
    return this.numbers.get(name)!;
  }

  flag(name: string): Uint8Array | undefined {
    return this.flags.get(name);
  }
}

/** Decimal text with all its digits as a whole number of the last one. */
function unitsOf(text: string | boolean | null | undefined): number {
  return typeof text === 'string' ? Number(text.replace('.', '')) : Number.NaN;
}
