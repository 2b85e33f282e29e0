/** Verdicts as findings: with names, in the base currency, in order. */
import type { AuditFinding } from '../../api/payoutAudit.ts';
import type { ResolvedPeriod } from '../../api/results.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { quoteText } from '../../engine/sql.ts';
import { conversion, inBaseCurrency, needsRates, RATES, rateRelation } from '../../network/currency.ts';
import { dateLiteral } from '../../network/network.ts';
import type { PayRoster } from '../lab/payRoster.ts';
import { amountText, tenThousandths } from '../settle.ts';
import type { Verdict } from './judge.ts';
import type { Source } from './ledger.ts';

/** A verdict with where it was found. */
export interface Found {
  readonly verdict: Verdict;
  readonly program: string;
  readonly kind: string;
  readonly payee: string;
  readonly deal: string | null;
  readonly day: string;
  readonly currency: string;
}

/** What lies in the period: errors by amount, then what is none. */
export async function findingsOf(
  source: Source,
  found: readonly Found[],
  { period: { from, to }, roster }: { readonly period: ResolvedPeriod; readonly roster: PayRoster },
  options: RunOptions,
): Promise<{ findings: AuditFinding[]; unrated: number }> {
  const inside = found.filter(({ day }) => from <= day && day <= to);
  const worth = await worthInBase(source, inside, options);
  const findings = inside.map(({ verdict, ...place }, index): AuditFinding => {
    const { payout, paid, right, cause, error, sentence } = verdict;
    return {
      payout: payout?.id ?? null,
      partner: place.payee,
      name: roster.byId.get(place.payee)?.name ?? place.payee,
      deal: place.deal,
      program: place.program,
      kind: place.kind,
      earnedOn: place.day,
      currency: place.currency,
      paid: amountText(paid),
      right: amountText(right),
      difference: amountText(paid - right),
      inBase: amountText(worth[index] ?? 0),
      cause,
      error,
      sentence,
    };
  });
  const size = ({ inBase }: AuditFinding) => Math.abs(tenThousandths(inBase));
  const id = ({ payout, deal, partner }: AuditFinding) => `${payout ?? ''} ${deal ?? ''} ${partner}`;
  findings.sort((a, b) => Number(b.error) - Number(a.error) || size(b) - size(a) || (id(a) < id(b) ? -1 : 1));
  return { findings, unrated: worth.filter((amount) => amount === null).length };
}

/** Each difference at the rate of its day; null where there is none. */
async function worthInBase(
  { reader, network }: Source,
  found: readonly Found[],
  options: RunOptions,
): Promise<(number | null)[]> {
  const base = inBaseCurrency(network);
  const foreign = found.flatMap(({ currency }, index) => (currency === network.policy.baseCurrency ? [] : [index]));
  const worth: (number | null)[] = found.map(({ verdict }) => verdict.paid - verdict.right);
  if (foreign.length === 0) return worth;
  const money = conversion(base, 'd', 'd.day');
  const listed = foreign.map((index) => {
    const { currency, day } = found[index]!;
    return `(${index}, ${quoteText(currency)}, ${dateLiteral(day)}, ${amountText(worth[index]!)})`;
  });
  const rows = await reader.rows<{ place: number; amount: string | null }>(
    `${needsRates(base) ? `WITH ${RATES} AS ${rateRelation(base)} ` : ''}SELECT d.place, ${money.amount('d.amount')} AS amount
     FROM (VALUES ${listed.join(', ')}) AS d(place, currency, day, amount) ${money.join}`,
    {},
    options,
  );
  for (const { place, amount } of rows) worth[place] = amount === null ? null : tenThousandths(amount);
  return worth;
}
