/** What the plans of a case pay on each deal, row by row as the record has it. */
import type { LabOptions } from '../../metrics/lab.ts';
import type { IncentiveDesk } from '../desk.ts';
import { exchange } from '../exchange.ts';
import { asksFor } from '../lab/chosenPayees.ts';
import { keptTables } from '../lab/keptTables.ts';
import { payPeriods } from '../periods.ts';
import type { PreparedCase } from '../prepareCase.ts';
import { rateRows } from '../rate.ts';
import { tenThousandths } from '../settle.ts';
import type { StackedPart } from './payoutParts.ts';

export async function planParts(
  desk: IncentiveDesk,
  { sides: { after }, period, currency }: PreparedCase,
  options: LabOptions,
): Promise<StackedPart[]> {
  if (after === 'as-paid') return [];
  const { context } = desk;
  const { network } = context;
  const { signal } = options;
  const run = { where: after.where, levels: after.levels, signal, tables: await keptTables(desk) };
  const parts: StackedPart[] = [];
  const count = after.plans.reduce((sum, plan) => sum + plan.lines.length, 0);
  let done = 0;
  for (const plan of after.plans) {
    for (const [index, line] of plan.lines.entries()) {
      options.progress?.('Paying deals', done++, count, 'lines');
      const ends = new Map(
        payPeriods(plan, line, network.calendar, network.horizon)
          .filter(({ to }) => to >= period.from && to <= period.to)
          .map((one) => [one.index, one.to]),
      );
      const convert = await exchange(context, plan, currency, [...ends.values()], { signal });
      const label = line.label ?? line.id;
      const isAsked = asksFor(after, line);
      for (const row of await rateRows(context, plan, index, run)) {
        const end = ends.get(row.period);
        if (end === undefined || !isAsked(row.payee)) continue;
        const own = tenThousandths(row.amount);
        parts.push({ deal: row.deal, label, kind: line.kind, amount: convert ? convert(own, end) : own });
      }
    }
  }
  return parts;
}
