import type { Piece } from '../metrics/definition.ts';
import { formatAddress } from '../present/address.ts';
import { type Detector, sentence, strong } from './ask.ts';

const DUE_DAYS = 90;

/** Contracts that end soon and that no deal, won or open, renews. */
export const renewals: Detector = async (ask) => {
  if (!ask.network.profile.has.terms) return [];
  const due: Piece = {
    label: 'Contracts',
    unit: 'count',
    fact: 'deal',
    where: `f.outcome = 'won' AND f.term_end > :asOf AND f.term_end <= :asOf + ${DUE_DAYS} AND NOT f.renewed AND NOT f.renewing`,
    aggregate: 'count',
    needs: ['renewed'],
  };
  const [found] = await ask.pieces<{ contracts: number; amount: string }>({
    contracts: due,
    amount: { ...due, unit: 'money', aggregate: 'sum', value: 'coalesce(f.annual_amount, f.amount)' },
  });
  if (!found || found.contracts === 0) return [];
  return [
    {
      id: 'renewals:due',
      kind: 'Renewals',
      words: sentence`${strong(`${found.contracts} ${found.contracts === 1 ? 'contract ends' : 'contracts end'}`)} within ${strong(`${DUE_DAYS} days`)} and no renewal is open`,
      amount: found.amount,
      amountKind: 'a year, up for renewal',
      rows: { count: found.contracts, noun: 'contract' },
      confidence: 2,
      confidenceWhy: 'A renewal counts when its deal names the contract that it renews.',
      action: {
        label: 'See by partner',
        address: formatAddress({
          screen: 'scorecards',
          period: 'all',
          where: ask.question.where,
          by: ['partner'],
          metrics: ['renewals_due_90', 'renewal_rate', 'won_amount'],
        }),
      },
    },
  ];
};
