/** What a promotion still needs, and the day it offers. */

interface PromotionTerms {
  readonly dirty: boolean;
  readonly approver: string;
  readonly reason: string;
  readonly effectiveFrom: string;
}

/** The first thing that is missing, as the button says it; null when nothing is. */
export function missingFor({ dirty, approver, reason, effectiveFrom }: PromotionTerms): string | null {
  if (dirty) return 'once the changes are saved';
  if (approver.trim() === '') return 'with who approves it';
  if (reason.trim() === '') return 'with a reason';
  return effectiveFrom === '' ? 'with its first day' : null;
}

/** The document’s own first day when it lies ahead of the data, else the day after the data ends. */
export function firstDay(own: string | undefined, end: string | undefined): string {
  if (own !== undefined && (end === undefined || own > end)) return own;
  if (!end) return '';
  const next = new Date(`${end}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
