import type { Cell } from '../api/results.ts';
import { addDays } from '../network/dates.ts';
import { formatAddress } from '../present/address.ts';
import { type Detector, type Draft, sentence, strong } from './ask.ts';

/** A partner above this share of bookings is one whose leaving would be noticed. */
const LARGE_SHARE = 0.05;
const SOON_DAYS = 180;

/** Partners who carry much and whose agreement ends soon while no renewal with them is open. */
export const concentration: Detector = async (ask) => {
  const { network } = ask;
  const { options, context } = ask.question;
  if (!ask.reaches(['won_amount'])) return [];
  const { rows, total } = await ask.table({ metrics: ['won_amount', 'won_count'], by: ['partner'], limit: 50 });
  const whole = Number(total.won_amount);
  const large = rows.filter((row) => whole > 0 && Number(row.won_amount) / whole >= LARGE_SHARE);
  if (large.length === 0) return [];
  const ending = await context.reader.rows<{ partner: string; ends_on: string; renewals: number }>(
    `SELECT p.partner_id AS partner, p.agreement_end AS ends_on, count(d.deal_id) AS renewals
     FROM ${network.table('partner')} p
     LEFT JOIN ${network.table('deal')} d ON d.partner_id = p.partner_id AND d.outcome = 'open'
       AND (d.motion = 'renewal' OR d.renews_deal_id IS NOT NULL)
     WHERE p.agreement_end >= $today::DATE AND p.agreement_end <= $until::DATE
     GROUP BY p.partner_id, p.agreement_end`,
    { today: ask.today, until: addDays(ask.today, SOON_DAYS) },
    options,
  );
  return large.flatMap((row): Draft[] => {
    const end = ending.find(({ partner, renewals }) => partner === row.partner && renewals === 0);
    if (!end) return [];
    const share = ask.numbers.percent(Number(row.won_amount) / whole);
    return [
      {
        id: `concentration:${row.partner}`,
        kind: 'Concentration',
        words: sentence`${strong(text(row.partner_name))} carries ${strong(share)} of bookings; its agreement ends ${ask.date(end.ends_on)}, no renewal open`,
        amount: text(row.won_amount),
        amountKind: `bookings, ${ask.periodWords}`,
        rows: { count: Number(row.won_count), noun: 'deal' },
        confidence: 3,
        confidenceWhy: 'Counted from the deals and the agreement date on the roster.',
        action: {
          label: 'Open partner',
          address: formatAddress({ screen: 'partners', item: text(row.partner), period: ask.question.period ?? null }),
        },
      },
    ];
  });
};

function text(cell: Cell | undefined): string {
  return String(cell ?? '');
}
