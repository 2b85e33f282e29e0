/** What each line costs, beside what the same line paid before. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';
import type { LineCost, LostTo } from '../../api/incentives.ts';
import { AS_PAID } from '../asPaid.ts';
import { amountText } from '../settle.ts';
import type { PaidRows, PaySide, SideLine } from '../side.ts';
import type { PayView } from './view.ts';

/** How payouts of a line are filed. */
export function programOf({ program, label, id }: Pick<PlanLine, 'program' | 'label' | 'id'>): string {
  return program ?? label ?? id;
}

interface Former {
  readonly plan: string;
  readonly line: string;
  readonly label: string;
  readonly kind: string;
  readonly program: string;
  amount: number;
  base: number;
  readonly payees: Set<number>;
}

/** Lines in their order; then what was paid before and has no line any more, with nothing after. */
export function lineCosts({ rated, prepared }: PayView, lostOf: (line: SideLine) => readonly LostTo[]): LineCost[] {
  const { before, after } = rated;
  const former = before.paid ? formerPrograms(before.paid) : formerLines(before);
  if (prepared.sides.after === 'as-paid') {
    return former.map((one) => ({
      ...named(one),
      before: amountText(one.amount),
      after: amountText(one.amount),
      base: amountText(0),
      payees: one.payees.size,
      lost: [],
    }));
  }
  const left = new Set(former);
  const lines = after.lines.map((line): LineCost => {
    const found = matching(line, [...left]);
    if (found) left.delete(found);
    const payees = new Set<number>();
    let [amount, base] = [0, 0];
    line.pay.forEach((pay, row) => {
      amount += pay;
      base += line.base[row]!;
      if (pay !== 0) payees.add(line.payeeOf[row]!);
    });
    const { plan, compiled } = line;
    return {
      plan: plan.id,
      line: compiled.line.id,
      label: compiled.line.label ?? compiled.line.id,
      kind: compiled.line.kind,
      before: found ? amountText(found.amount) : null,
      after: amountText(amount),
      base: amountText(base),
      payees: payees.size,
      lost: lostOf(line),
    };
  });
  const ended = [...left].map((one) => ({
    ...named(one),
    before: amountText(one.amount),
    after: amountText(0),
    base: amountText(one.base),
    payees: one.payees.size,
    lost: [],
  }));
  return [...lines, ...ended];
}

const named = ({ plan, line, label, kind }: Former) => ({ plan, line, label, kind });

/** The same line of the same plan, of any plan, or what is filed under its program. */
function matching({ plan, compiled: { line } }: SideLine, former: readonly Former[]): Former | undefined {
  const program = programOf(line).toLowerCase();
  return (
    former.find((one) => one.plan === plan.id && one.line === line.id) ??
    former.find((one) => one.plan !== AS_PAID && one.line === line.id) ??
    former.find((one) => one.kind === line.kind && one.program.toLowerCase() === program)
  );
}

function formerLines({ lines }: PaySide): Former[] {
  return lines.map(({ plan, compiled: { line }, pay, base, payeeOf }) => ({
    plan: plan.id,
    line: line.id,
    label: line.label ?? line.id,
    kind: line.kind,
    program: programOf(line),
    amount: pay.reduce((sum, amount) => sum + amount, 0),
    base: base.reduce((sum, amount) => sum + amount, 0),
    payees: new Set(payeeOf.filter((_, row) => pay[row] !== 0)),
  }));
}

/** Payouts by kind and program, the largest first. */
function formerPrograms({ amount, kind, program, payeeOf }: PaidRows): Former[] {
  const programs = new Map<string, Former>();
  amount.forEach((paid, row) => {
    const own = kind[row]!.toLowerCase();
    const name = program[row] ?? own;
    const key = `${own}\n${name}`;
    let former = programs.get(key);
    if (!former) {
      former = {
        plan: AS_PAID,
        line: name,
        label: name,
        kind: own,
        program: name,
        amount: 0,
        base: 0,
        payees: new Set(),
      };
      programs.set(key, former);
    }
    former.amount += paid;
    former.payees.add(payeeOf[row]!);
  });
  return [...programs.values()].sort((a, b) => b.amount - a.amount);
}
