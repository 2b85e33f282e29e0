import type { Piece } from '../metrics/definition.ts';
import { formatAddress } from '../present/address.ts';
import { type Detector, type Draft, sentence, strong } from './ask.ts';

const EXPIRES_SOON_DAYS = 30;

/** Registrations that wait longer than the policy allows, and protections that run out with the deal still open. */
export const pipeline: Detector = async (ask) => {
  const { policy } = ask.network;
  const open = "f.outcome = 'open' AND f.registered_on IS NOT NULL";
  const waiting = deals(
    `${open} AND f.decided_on IS NULL AND f.approved IS NULL AND f.registered_on < :asOf - ${policy.approvalDays}`,
  );
  const expiring = deals(
    `${open} AND f.approved AND f.expires_on >= :asOf AND f.expires_on <= :asOf + ${EXPIRES_SOON_DAYS}`,
  );
  const [found] = await ask.pieces<{
    waiting: number;
    waitingAmount: string;
    expiring: number;
    expiringAmount: string;
  }>({
    waiting: { ...waiting, unit: 'count', aggregate: 'count' },
    waitingAmount: waiting,
    expiring: { ...expiring, unit: 'count', aggregate: 'count' },
    expiringAmount: expiring,
  });
  if (!found) return [];
  const drafts: Draft[] = [];
  if (found.waiting > 0) {
    drafts.push({
      id: 'pipeline:waiting',
      kind: 'Pipeline',
      words: sentence`${strong(counted(found.waiting, 'registration'))} ${found.waiting === 1 ? 'has' : 'have'} waited more than ${strong(`${policy.approvalDays} days`)} for a decision`,
      amount: found.waitingAmount,
      amountKind: 'open deals',
      rows: { count: found.waiting, noun: 'registration' },
      confidence: 3,
      confidenceWhy: `Registered, neither approved nor refused on ${ask.date(ask.today)}.`,
      action: {
        label: 'See by owner',
        address: formatAddress({
          screen: 'scorecards',
          period: 'all',
          where: ask.question.where,
          by: ['owner'],
          metrics: ['registered_count', 'approval_days', 'approval_rate'],
        }),
      },
    });
  }
  if (found.expiring > 0) {
    drafts.push({
      id: 'pipeline:expiring',
      kind: 'Pipeline',
      words: sentence`Protection of ${strong(counted(found.expiring, 'open deal'))} ends within ${strong(`${EXPIRES_SOON_DAYS} days`)}`,
      amount: found.expiringAmount,
      amountKind: 'open deals',
      rows: { count: found.expiring, noun: 'deal' },
      confidence: 3,
      confidenceWhy: 'Approved registrations by their expiry date.',
      action: {
        label: 'See by partner',
        address: formatAddress({
          screen: 'scorecards',
          period: 'all',
          where: ask.question.where,
          by: ['partner'],
          metrics: ['open_pipeline', 'open_count', 'expired_share'],
        }),
      },
    });
  }
  return drafts;
};

function deals(where: string): Piece {
  return { label: 'Deals', unit: 'money', fact: 'deal', where, aggregate: 'sum', value: 'f.amount' };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
