/** What each segment and partner brings for what is spent on it, in the year to the day. */
import type { Checked, Result } from '../api/methods.ts';
import type { ReturnRow } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { DIRECT, UNASSIGNED } from '../network/model.ts';
import { numbers } from '../present/numbers.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText, ratioOf, sumOf } from './exact.ts';
import type { Placement } from './place/placement.ts';
import { placeCase } from './placeCase.ts';
import { type Account, NO_ACCOUNT } from './returns/accounts.ts';
import { NOT_PLACED, OUTSIDE } from './returns/grouping.ts';
import { type Ledger, readLedger } from './returns/ledger.ts';
import { assumedMargin, assumedMargins } from './returns/margin.ts';
import { overlapOf, resultsOf, returnRow, type Statement, type Whole, wholeOf } from './returns/rows.ts';
import { returnTerms } from './returns/terms.ts';

const OTHERS = [
  { key: NOT_PLACED, label: 'Not placed' },
  { key: OUTSIDE, label: 'Outside the segmentation' },
  { key: UNASSIGNED, label: 'Unassigned' },
  { key: DIRECT, label: 'Direct' },
] as const;

/**
 * Bookings, margin, payouts and program costs by the definitions of the dictionary, so that the total is the network’s and
 * its spend the numerator of the cost of channel, both to the last digit.
 * @throws as `placeCase` does
 */
export async function segmentReturns(
  desk: SegmentDesk,
  asked: Checked<'segment.returns'>,
  options: LabOptions = {},
): Promise<Result<'segment.returns'>> {
  const { placement, basis } = await placeCase(desk, asked, options);
  const ledger = await readLedger(desk, placement, asked, options);
  const { from, share, sentence } = ledger.margin;
  const { segments, others, total } = statementsOf(placement, ledger);
  const whole = wholeOf(
    total,
    others.find(({ key }) => key === DIRECT),
  );
  const overlap = overlapOf([...segments, ...others], total);
  const partners = partnerStatements(ledger);
  const { network } = desk.context;
  const { locale } = network.policy;
  const notes =
    overlap === 0n
      ? []
      : [
          `Deals that partners of several segments share count in each of them: rows add up to ${numbers(locale).compact(moneyText(overlap))} more bookings than the total.`,
        ];
  return {
    basis: { ...basis, notes: [...basis.notes, ...ledger.allocation.notes, ...notes] },
    segments: segments.map((statement) => returnRow(statement, whole)),
    others: others.map((statement) => ({
      ...returnRow(statement, whole),
      // Direct deals are no part of what is shared.
      ...(statement.key === DIRECT ? { shareOfSpend: null, shareOfMargin: null } : {}),
    })),
    partners: partners.slice(0, asked.limit).map(({ segment, ...statement }) => ({
      ...returnRow(statement, whole),
      segment,
    })),
    partnerCount: partners.length,
    total: totalRow(total, whole),
    overlap: overlap === 0n ? null : moneyText(overlap),
    terms: returnTerms([...segments, ...others], total, network),
    allocation: ledger.allocation.rule,
    marginFrom: from,
    marginAssumedAt: from === 'ledger' ? null : ratioOf(share.numerator, share.denominator),
    marginRule: sentence,
  };
}

function statementsOf(placement: Placement, ledger: Ledger) {
  const { byGroup, groups, total, margin } = ledger;
  const keys = [...placement.segments, ...OTHERS.map(({ key, label }) => ({ id: key, label }))];
  const accounts = keys.map(({ id }) => byGroup.get(id) ?? NO_ACCOUNT);
  const assumed = assumedMargins(accounts, total, margin);
  const [counts, costs] = [new Map<string, number>(), new Map<string, bigint>()];
  for (const { partner, programCost } of ledger.partners) {
    const group = groups.get(partner.id) ?? OUTSIDE;
    counts.set(group, (counts.get(group) ?? 0) + 1);
    costs.set(group, (costs.get(group) ?? 0n) + programCost);
  }
  const all = keys.map(
    ({ id, label }, index): Statement => ({
      key: id,
      label,
      partners: counts.get(id) ?? 0,
      account: accounts[index]!,
      marginAssumed: assumed[index]!,
      programCost: costs.get(id) ?? 0n,
    }),
  );
  return {
    segments: all.slice(0, placement.segments.length),
    others: all.slice(placement.segments.length).filter(({ partners, account, programCost }) => {
      return partners > 0 || programCost !== 0n || !isEmpty(account);
    }),
    total: {
      key: 'total',
      label: 'Total',
      partners: ledger.partners.length,
      account: total,
      marginAssumed: assumedMargin(total, margin),
      programCost: ledger.programCost,
    } satisfies Statement,
  };
}

function isEmpty({ bookings, payouts }: Account): boolean {
  return bookings === 0n && sumOf(payouts.values()) === 0n;
}

/** The most spend first; partners who left and neither brought nor cost anything are not listed. */
function partnerStatements({ partners, groups, margin }: Ledger): (Statement & { readonly segment: string | null })[] {
  return partners
    .filter(({ partner, account, programCost }) => groups.has(partner.id) || !isEmpty(account) || programCost !== 0n)
    .map(({ partner, account, programCost }) => {
      const group = groups.get(partner.id);
      const statement: Statement = {
        key: partner.id,
        label: partner.name,
        partners: 1,
        account,
        marginAssumed: assumedMargin(account, margin),
        programCost,
      };
      const segment = group === undefined || group === NOT_PLACED ? null : group;
      return { ...statement, segment, results: resultsOf(statement) };
    })
    .sort((a, b) => compare(b.results.spend, a.results.spend) || compare(b.account.bookings, a.account.bookings))
    .map(({ results: _, ...statement }) => statement);
}

/** Shares and returns of the total are of what comes through partners: direct deals share nothing. */
function totalRow(total: Statement, whole: Whole): ReturnRow {
  const { spend, margin } = whole;
  return {
    ...returnRow(total, whole),
    perUnit:
      spend > 0n ? { numerator: moneyText(margin + total.account.discount), denominator: moneyText(spend) } : null,
    shareOfSpend: spend > 0n ? 1 : null,
    shareOfMargin: margin > 0n ? 1 : null,
  };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
