/** A plan rated on a tiny network by the record and by the kernel; both must say the same. */
import { expect } from 'vitest';
import { type IncentivePlanInput, incentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';
import { ratePlan, rateRows } from '../../../analytics/incentives/rate.ts';
import { LineKernel } from '../../../analytics/incentives/rateKernel.ts';
import { readUnits } from '../../../analytics/incentives/units.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';

export type LineInput = IncentivePlanInput['lines'][number];

export function plan(lines: readonly Partial<LineInput>[], more: Partial<IncentivePlanInput> = {}) {
  return incentivePlan.parse({
    id: 'plan',
    name: 'Plan',
    ...more,
    lines: lines.map((line, index) => ({ id: `line ${index}`, kind: 'rebate', ...line })),
  });
}

/** Earned by `payee period`, per line. The kernel and the rows of each line are held against it. */
export async function rateBoth(
  context: QueryContext,
  document: ReturnType<typeof plan>,
): Promise<Record<string, string>[]> {
  const rated = await ratePlan(context, document);
  const answers: Record<string, string>[] = [];
  for (const [index, { earned, periods, compiled }] of rated.entries()) {
    const label = (period: number) => periods.find((one) => one.index === period)!.label;
    const record = Object.fromEntries(
      earned.map((one) => [`${one.payee} ${label(one.period)}`, Number(one.earned).toFixed(document.rounding.digits)]),
    );
    const { table } = await readUnits(context, document, index);
    const pay = new LineKernel(compiled, table).run().earned;
    const kernel = Object.fromEntries(
      [...pay].map((value, group) => [
        `${table.payees[table.payeeOf[group]!]} ${label(table.periodOf[group]!)}`,
        (value / 10 ** document.rounding.digits).toFixed(document.rounding.digits),
      ]),
    );
    expect(kernel).toEqual(record);
    // Of what was not claimed there are no rows, and nothing is earned.
    const sums: Record<string, number> = Object.fromEntries(
      Object.entries(record).flatMap(([key, amount]) => (Number(amount) === 0 ? [[key, 0]] : [])),
    );
    for (const row of await rateRows(context, document, index)) {
      const key = `${row.payee} ${label(row.period)}`;
      sums[key] = (sums[key] ?? 0) + Math.round(Number(row.amount) * 10_000);
    }
    expect(
      Object.fromEntries(
        Object.entries(sums).map(([key, sum]) => [key, (sum / 10_000).toFixed(document.rounding.digits)]),
      ),
    ).toEqual(record);
    answers.push(record);
  }
  return answers;
}
