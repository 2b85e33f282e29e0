/** Development funds that lapse soon with money in them. */
import type { Cell } from '../api/results.ts';
import type { Piece } from '../metrics/definition.ts';
import { conversion, RATES, rateRelation } from '../network/currency.ts';
import { addDays } from '../network/dates.ts';
import { dateLiteral } from '../network/network.ts';
import { formatAddress } from '../present/address.ts';
import { countWords } from '../present/labels.ts';
import { type Ask, type Detector, partnersInScope, sentence, strong, sumOf } from './ask.ts';

/** Days before its end from which a fund asks for a plan. */
const SOON_DAYS = 60;

/** What was paid or is promised out of funds. */
const SPENT: Piece = {
  label: 'Spent',
  unit: 'money',
  fact: 'payout',
  where: 'f.earned',
  aggregate: 'sum',
  value: 'f.amount',
};

interface Fund {
  readonly partner: string;
  readonly program: string | null;
  readonly allotted: string | null;
  readonly expires: string;
}

/** A fund is spent by the payouts of its program to its partner. Amounts of funds are converted on their first day. */
export const lapsing: Detector = async (ask) => {
  const funds = await endingFunds(ask);
  if (funds.length === 0) return [];
  const inScope = await partnersInScope(ask);
  const spent = await ask.pieces<{ partner: string; program: Cell; spent: string }>({ spent: SPENT }, [
    'partner',
    'program',
  ]);
  const left = funds.flatMap((fund) => {
    if (!inScope.has(fund.partner)) return [];
    const paid = spent.find(({ partner, program }) => partner === fund.partner && program === fund.program);
    const rest = sumOf([fund.allotted, paid ? negated(paid.spent) : null]);
    return Number(rest) > 0 ? [{ ...fund, rest }] : [];
  });
  if (left.length === 0) return [];
  const amount = sumOf(left.map(({ rest }) => rest));
  const first = left.map(({ expires }) => expires).sort()[0]!;
  return [
    {
      id: 'payouts:lapsing',
      kind: 'Payouts',
      words: sentence`${strong(countWords(left.length, 'fund', ask.numbers.locale))} ${left.length === 1 ? 'lapses' : 'lapse'} within ${strong(`${SOON_DAYS} days`)} with ${strong(ask.numbers.compact(amount))} in ${left.length === 1 ? 'it' : 'them'}, the first on ${ask.date(first)}`,
      amount,
      amountKind: 'allotted and not spent',
      rows: { count: left.length, noun: 'fund' },
      confidence: 2,
      confidenceWhy:
        'Funds as allotted less the payouts of their program to their partner; activities that nobody has asked for yet are not known.',
      action: {
        label: 'See what is owed',
        address: formatAddress({ screen: 'incentives', where: ask.question.where, extra: { view: 'accrual' } }),
      },
    },
  ];
};

async function endingFunds(ask: Ask): Promise<Fund[]> {
  const { network, question, today } = ask;
  const money = conversion(network, 'd', 'coalesce(d.starts_on, d.expires_on)');
  const rates = money.join === '' ? '' : `WITH ${RATES} AS ${rateRelation(network)} `;
  return question.context.reader.rows<Fund>(
    `${rates}SELECT d.partner_id AS partner, d.program, CAST(${money.amount('d.allotted')} AS VARCHAR) AS allotted,
       strftime(d.expires_on, '%Y-%m-%d') AS expires
     FROM ${network.table('fund')} d ${money.join}
     WHERE d.expires_on BETWEEN ${dateLiteral(today)} AND ${dateLiteral(addDays(today, SOON_DAYS))} AND d.partner_id IS NOT NULL`,
    {},
    question.options,
  );
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
