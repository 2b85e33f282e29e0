/** Payees of a case one by one: what each is paid before and after, why, and what would keep a loser whole. */
import type { PayRow } from '../api/incentives.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import type { IncentiveDesk } from './desk.ts';
import { prepareCase } from './prepareCase.ts';
import { amountText } from './settle.ts';
import { reasons } from './simulation/reasons.ts';
import { selected } from './simulation/selection.ts';
import { payView } from './simulation/view.ts';
import { volumesToKeepWhole, wholeWords } from './simulation/wholeVolume.ts';

/**
 * The largest differences first; the total is of the selection.
 * @throws what `simulatePay` throws, `dimension-unknown` for a dimension that payees are not told by
 */
export async function payList(
  desk: IncentiveDesk,
  asked: Checked<'incentive.rows'>,
  options: LabOptions = {},
): Promise<Result<'incentive.rows'>> {
  const prepared = await prepareCase(desk, asked, options);
  const view = await payView(desk, prepared, options);
  const { chosen, before, after } = await selected(view, asked.select, options);
  const told = chosen.slice(0, asked.limit);
  const reasonFor = await reasons(view, options);
  const losers = told.filter((one) => one.payee !== null && after(one) < before(one)).map(({ payee }) => payee!);
  const volumes = await volumesToKeepWhole(view, losers, options);
  const { locale } = desk.context.network.policy;
  const rows = told.map((one): PayRow => {
    const { partner, payee } = one;
    const revenue = view.revenue.now.get(partner.id) ?? 0;
    const factor = payee === null ? undefined : volumes.get(payee);
    return {
      partner: partner.id,
      name: partner.name,
      owner: partner.owner,
      level: partner.level,
      type: partner.type,
      region: partner.region,
      country: partner.country,
      revenue: amountText(revenue),
      before: amountText(before(one)),
      after: amountText(after(one)),
      reason: reasonFor(payee),
      whole: factor === undefined ? null : wholeWords(factor, revenue, locale),
    };
  });
  return { rows, total: chosen.length };
}
