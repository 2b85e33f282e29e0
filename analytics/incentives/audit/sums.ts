/** How findings add up, in the base currency. */
import { AUDIT_CAUSES, type AuditFinding, type AuditSum, type PayoutAudit } from '../../api/payoutAudit.ts';
import { amountText, tenThousandths } from '../settle.ts';

/** By cause, the largest sums first; what is no error has its own lines. */
export function sumsOf(findings: readonly AuditFinding[]): AuditSum[] {
  const sums = AUDIT_CAUSES.flatMap((cause) => {
    const own = findings.filter((finding) => finding.cause === cause);
    return own.length === 0 ? [] : [{ cause, findings: own.length, ...overAndUnder(own) }];
  });
  const size = ({ over, under }: AuditSum) => tenThousandths(over) + tenThousandths(under);
  return sums.sort((a, b) => size(b) - size(a));
}

/** Sums of errors: too much, and too little. Both are zero or more. */
export function overAndUnder(findings: readonly AuditFinding[]): Pick<PayoutAudit, 'over' | 'under'> {
  const sizes = findings.map(({ inBase }) => tenThousandths(inBase));
  const sum = (list: readonly number[]) => amountText(list.reduce((total, size) => total + size, 0));
  return {
    over: sum(sizes.filter((size) => size > 0)),
    under: sum(sizes.filter((size) => size < 0).map((size) => -size)),
  };
}

/** 1 − Σ |difference| ÷ Σ payouts, of errors; null where nothing was paid. */
export function accuracyOf(findings: readonly AuditFinding[], paid: number): PayoutAudit['accuracy'] {
  if (paid <= 0) return null;
  const wrong = findings.reduce((sum, { error, inBase }) => sum + (error ? Math.abs(tenThousandths(inBase)) : 0), 0);
  return { numerator: amountText(paid - wrong), denominator: amountText(paid) };
}
