import type { UnitTable } from '../rateKernel.ts';
import type { PaySide, SideLine } from '../side.ts';

/** The payee-and-period of the units that each row of the line is of; −1 for none. Both come by payee, then period. */
export function groupsOf(side: PaySide, line: SideLine, table: UnitTable): Int32Array {
  if (line.groups) return line.groups;
  const groups = new Int32Array(line.payeeOf.length).fill(-1);
  let group = 0;
  const isAt = (payee: string, period: number) =>
    table.periodOf[group] === period && table.payees[table.payeeOf[group]!] === payee;
  for (let row = 0; row < groups.length; row++) {
    const payee = side.payees[line.payeeOf[row]!]!;
    const period = line.periods[line.periodOf[row]!]!.index;
    const start = group;
    while (group < table.payeeOf.length && !isAt(payee, period)) group++;
    if (group < table.payeeOf.length) groups[row] = group++;
    else group = start;
  }
  return groups;
}
