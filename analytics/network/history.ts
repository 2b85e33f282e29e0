import type { Executor } from '../engine/engine.ts';
import type { Horizon } from './period.ts';

/**
 * First and last day on which a deal was created, registered or decided or a payout earned or paid; null without data.
 * Days after `today` are typing errors or plans (an expected close, a payment to come), so they do not move the end,
 * unless there is nothing else.
 */
export async function dataRange(executor: Executor, today: string = todayText()): Promise<Horizon | null> {
  return (await rangeUpTo(executor, today)) ?? (await rangeUpTo(executor, '9999-12-31'));
}

async function rangeUpTo(executor: Executor, last: string): Promise<Horizon | null> {
  const day = (column: string, condition = 'TRUE') => `
    min(${column}) FILTER (WHERE ${condition} AND ${column} <= $last::DATE) AS first_${column},
    max(${column}) FILTER (WHERE ${condition} AND ${column} <= $last::DATE) AS last_${column}`;
  const [row] = await executor.rows<{ from: string | null; to: string | null }>(
    `SELECT least(first_created_on, first_registered_on, first_closed_on, first_earned_on, first_paid_on) AS "from",
            greatest(last_created_on, last_registered_on, last_closed_on, last_earned_on, last_paid_on) AS "to"
     FROM (SELECT ${day('created_on')}, ${day('registered_on')}, ${day('closed_on', "outcome <> 'open'")} FROM net.deal),
          (SELECT ${day('earned_on')}, ${day('paid_on')} FROM net.payout)`,
    { last },
  );
  return row?.from && row.to ? { from: row.from, to: row.to } : null;
}

function todayText(): string {
  return new Date().toISOString().slice(0, 10);
}
