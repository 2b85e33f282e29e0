/** Lines of both sides by payee, the same line of one beside that of the other. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';
import { AS_PAID } from '../asPaid.ts';
import type { PaySide, SideLine } from '../side.ts';
import type { PayView } from './view.ts';

/** What a line of a plan, or a program of the ledger, paid. Amounts are whole numbers of 1/10,000. */
export interface PaidLine {
  readonly plan: string;
  readonly line: string;
  readonly label: string;
  readonly kind: string;
  /** What payouts of it are filed under. */
  readonly program: string;
  /** By payee of the pairs. */
  readonly pay: Float64Array;
  /** Null where payouts do not say what they were paid on. */
  readonly base: number | null;
  /** Where a plan pays it. */
  readonly of: SideLine | null;
}

export interface LinePair {
  /** Null for what ended: it was paid before, and no line pays it after. */
  readonly after: PaidLine | null;
  /** Null for what is new. */
  readonly before: PaidLine | null;
}

/** Lines of the plans in their order; then what ended, the largest first. As paid alone is its own counterpart. */
export function linePairs({ rated, prepared }: PayView): LinePair[] {
  const places = new Map(rated.pairs.payees.map((id, place) => [id, place]));
  const before = paidLines(rated.before, places);
  if (prepared.sides.after === 'as-paid') return before.map((line) => ({ before: line, after: line }));
  const left = new Set(before);
  const pairs = paidLines(rated.after, places).map((after): LinePair => {
    const found = matching(after, [...left]) ?? null;
    if (found) left.delete(found);
    return { after, before: found };
  });
  return [...pairs, ...[...left].map((line) => ({ after: null, before: line }))];
}

function paidLines(side: PaySide, places: ReadonlyMap<string, number>): PaidLine[] {
  const placeOf = side.payees.map((id) => places.get(id)!);
  const lines = side.lines.map((line): PaidLine => {
    const pay = new Float64Array(places.size);
    let base = 0;
    line.pay.forEach((amount, row) => {
      pay[placeOf[line.payeeOf[row]!]!]! += amount;
      base += line.base[row]!;
    });
    const { id, label, kind } = line.compiled.line;
    const program = programOf(line.compiled.line);
    return { plan: line.plan.id, line: id, label: label ?? id, kind, program, pay, base, of: line };
  });
  return [...lines, ...programs(side, placeOf, places.size)];
}

/** Payouts by kind and program, the largest first. */
function programs({ paid }: PaySide, placeOf: readonly number[], payees: number): PaidLine[] {
  const found = new Map<string, PaidLine & { base: number | null }>();
  paid?.amount.forEach((amount, row) => {
    const kind = paid.kind[row]!.toLowerCase();
    const program = paid.program[row] ?? kind;
    const key = `${kind}\n${program}`;
    let line = found.get(key);
    if (!line) {
      const pay = new Float64Array(payees);
      line = { plan: AS_PAID, line: program, label: program, kind, program, pay, base: null, of: null };
      found.set(key, line);
    }
    const base = paid.base[row]!;
    if (!Number.isNaN(base)) line.base = (line.base ?? 0) + base;
    line.pay[placeOf[paid.payeeOf[row]!]!]! += amount;
  });
  return [...found.values()].sort((a, b) => total(b) - total(a));
}

export function total({ pay }: PaidLine): number {
  return pay.reduce((sum, amount) => sum + amount, 0);
}

/** How payouts of a line are filed. */
export function programOf({ program, label, id }: Pick<PlanLine, 'program' | 'label' | 'id'>): string {
  return program ?? label ?? id;
}

/** The same line of the same plan, of any plan, or what is filed under its program. */
function matching(line: PaidLine, former: readonly PaidLine[]): PaidLine | undefined {
  const program = line.program.toLowerCase();
  return (
    former.find((one) => one.plan === line.plan && one.line === line.line) ??
    former.find((one) => one.plan !== AS_PAID && one.line === line.line) ??
    former.find((one) => one.kind === line.kind && one.program.toLowerCase() === program)
  );
}
