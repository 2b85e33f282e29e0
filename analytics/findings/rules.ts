/** Payouts that differ from the rules in force, and development funds that were claimed against their terms. */
import type { AuditCause, AuditFinding } from '../api/payoutAudit.ts';
import { formatAddress } from '../present/address.ts';
import { countWords } from '../present/labels.ts';
import { type Ask, type Detector, type Draft, partnersInScope, sentence, strong, sumOf } from './ask.ts';

/** What is wrong with a claim rather than with an amount. */
const OF_CLAIMS: ReadonlySet<AuditCause> = new Set([
  'claim over approval',
  'proof missing',
  'proof used twice',
  'claimed late',
  'activity before approval',
]);

/** One audit of everybody serves every filter: it takes longer than choosing among its findings. */
export const rules: Detector = async (ask) => {
  const { audit, period, where } = ask.question;
  if (!audit) return [];
  const { findings } = await audit(period);
  const inScope = where.length > 0 ? await partnersInScope(ask, true) : null;
  const errors = findings.filter(({ error, partner }) => error && (inScope?.has(partner) ?? true));
  return [
    ...unlikeRules(
      ask,
      errors.filter(({ cause }) => !OF_CLAIMS.has(cause)),
    ),
    ...unlikeClaims(
      ask,
      errors.filter(({ cause }) => OF_CLAIMS.has(cause)),
    ),
  ];
};

function unlikeRules(ask: Ask, errors: readonly AuditFinding[]): Draft[] {
  if (errors.length === 0) return [];
  const over = errors.filter(({ inBase }) => !inBase.startsWith('-'));
  const under = errors.filter(({ inBase }) => inBase.startsWith('-'));
  const money = (found: readonly AuditFinding[]) => ask.numbers.compact(sizeOf(found));
  return [
    {
      ...common(ask, errors),
      id: 'payouts:rules',
      words: sentence`${strong(countWords(errors.length, 'payout', ask.numbers.locale))} ${errors.length === 1 ? 'differs' : 'differ'} from the plans in force: ${strong(money(over))} too much, ${strong(money(under))} too little`,
      amountKind: `paid otherwise than the rules say, ${ask.periodWords}`,
      confidence: 3,
      confidenceWhy:
        'Every payout was computed anew from the deals and the promoted plans; approved exceptions are left out.',
    },
  ];
}

function unlikeClaims(ask: Ask, errors: readonly AuditFinding[]): Draft[] {
  if (errors.length === 0) return [];
  const causes = [...new Set(errors.map(({ cause }) => cause))];
  return [
    {
      ...common(ask, errors),
      id: 'payouts:claims',
      words: sentence`${strong(countWords(errors.length, 'claim', ask.numbers.locale))} on development funds ${errors.length === 1 ? 'was' : 'were'} paid against the terms: ${causes.join(', ')}`,
      rows: { count: errors.length, noun: 'claim' },
      amountKind: `paid against the terms, ${ask.periodWords}`,
      confidence: 3,
      confidenceWhy: 'Claims beside their approval, their proof and their days, as the payout export has them.',
    },
  ];
}

function common(
  { question }: Ask,
  errors: readonly AuditFinding[],
): Pick<Draft, 'kind' | 'amount' | 'rows' | 'action'> {
  const { period = null, where } = question;
  return {
    kind: 'Payouts',
    amount: sizeOf(errors),
    rows: { count: errors.length, noun: 'payout' },
    action: {
      label: 'Open the audit',
      address: formatAddress({ screen: 'incentives', period, where, extra: { view: 'audit' } }),
    },
  };
}

/** Whatever the direction. */
function sizeOf(errors: readonly AuditFinding[]): string {
  return sumOf(errors.map(({ inBase }) => inBase.replace(/^-/, '')));
}
