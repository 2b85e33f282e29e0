/** What a reader of the roll-forward must know. */
import type { AccrualRollForward } from '../../api/incentiveOutlook.ts';
import type { RunOptions } from '../../engine/engine.ts';
import type { QueryContext } from '../../metrics/context.ts';
import { dateLiteral } from '../../network/network.ts';
import { countWords } from '../../present/labels.ts';
import { payoutsWithDays } from './movements.ts';

interface Noted {
  readonly tie: AccrualRollForward['tie'];
  readonly chosen: string;
  readonly bindings: Readonly<Record<string, string>>;
  readonly end: string;
}

export async function notesOf(
  { reader, network }: Pick<QueryContext, 'reader' | 'network'>,
  { tie, chosen, bindings, end }: Noted,
  options: RunOptions,
): Promise<string[]> {
  if (!network.profile.has.payouts) {
    return ['The network holds no payouts, so nothing is owed or paid. Load a payout export.'];
  }
  const [found] = await reader.rows<{ undated: number; refused: number; dayless: number }>(
    `SELECT CAST(count(*) FILTER (WHERE counts AND earned_on IS NULL AND paid_on IS NULL AND amount <> 0) AS INTEGER) AS undated,
       CAST(count(*) FILTER (WHERE NOT counts AND paid_on <= ${dateLiteral(end)} AND amount <> 0) AS INTEGER) AS refused,
       CAST(count(*) FILTER (WHERE counts AND paid_on IS NULL AND lower(status) IN ('paid', 'settled')) AS INTEGER) AS dayless
     FROM (SELECT *, partner_id AS payee FROM ${payoutsWithDays(network)} AS dated) AS payouts WHERE ${chosen}`,
    bindings,
    options,
  );
  const { undated, refused, dayless } = found!;
  const { locale } = network.policy;
  const payouts = (count: number) => countWords(count, 'payout', locale);
  const untied = tie.filter((one) => !one.tied).map(({ currency }) => currency);
  return [
    ...(untied.length > 0 ? [`Payments in ${untied.join(', ')} do not tie to the ledger.`] : []),
    ...(refused > 0
      ? [
          `Paid though refused, cancelled or lapsed: ${payouts(refused)}, which the ledger counts and the roll-forward does not.`,
        ]
      : []),
    ...(dayless > 0
      ? [
          `Paid without a day: ${payouts(dayless)}, counted on the day they were due; the ledger’s sum by day leaves them out.`,
        ]
      : []),
    ...(undated > 0
      ? [`Left out because they have neither a day of earning nor of payment: ${payouts(undated)}.`]
      : []),
  ];
}
