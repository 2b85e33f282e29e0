/** Plans on a part of history beside something else: what they cost, who wins and loses, what they would have to bring. */
import type { Checked, Result } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { IncentiveDesk } from './desk.ts';
import { prepareCase } from './prepareCase.ts';
import { amountText } from './settle.ts';
import type { SideLine } from './side.ts';
import { costsBy, costsByQuarter } from './simulation/dimensions.ts';
import { keepWhole } from './simulation/keepWhole.ts';
import { lineCosts } from './simulation/lineCosts.ts';
import { type LineUse, lineUse } from './simulation/lineUse.ts';
import { linePairs } from './simulation/paidLines.ts';
import { payView } from './simulation/view.ts';
import { winnersOf } from './simulation/winners.ts';
import { worthOf } from './simulation/worth.ts';

/**
 * A moved rate or threshold reads nothing: units, payouts, families and bookings are kept in the lab.
 * @throws what `prepareCase` and `paySide` throw
 */
export async function simulatePay(
  desk: IncentiveDesk,
  asked: Checked<'incentive.simulate'>,
  options: LabOptions = {},
): Promise<Result<'incentive.simulate'>> {
  const prepared = await prepareCase(desk, asked, options);
  const view = await payView(desk, prepared, options);
  const { rated } = view;
  const { after } = prepared.sides;
  const uses = new Map<SideLine, LineUse>();
  if (after !== 'as-paid') {
    for (const line of rated.after.lines) uses.set(line, await lineUse(desk, rated.after, line, after, options));
  }
  return {
    basis: rated.basis,
    before: amountText(rated.before.total),
    after: amountText(rated.after.total),
    lines: lineCosts(linePairs(view), (line) => uses.get(line)?.lost ?? []).map((line) =>
      rated.basis.paidUnknown === null ? line : { ...line, before: null },
    ),
    by: await costsBy(view, options),
    quarters: await costsByQuarter(view),
    bands: [...uses.values()].flatMap(({ bands }) => bands),
    ...winnersOf(view),
    keepWhole: await keepWhole(view, options),
    worth: await worthOf(view, asked.assumptions, options),
  };
}
