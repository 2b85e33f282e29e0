/** What a kind of change answers, before its effects are worked out. */

import type { SegmentChange } from '../../api/documents/segmentCase.ts';
import { addMonths } from '../../network/dates.ts';
import type { SegmentDesk } from '../desk.ts';
import type { Placement } from '../place/placement.ts';
import type { Ledger, PartnerAccount } from '../returns/ledger.ts';
import { needSegment } from '../summary/needSegment.ts';
import type { Books, Flows } from './books.ts';

export interface WhatIfCase {
  readonly desk: SegmentDesk;
  readonly placement: Placement;
  readonly ledger: Ledger;
  readonly before: Books;
  /** What of the flows is paid under plans, and so goes by what is assumed of payouts. */
  readonly paid: ReadonlySet<keyof Flows>;
  readonly locale: string;
}

/** Without list prices payouts of the kind discount stand for the discount: it is one and the same money. */
export function paidFlows(listPrices: boolean): ReadonlySet<keyof Flows> {
  return new Set(listPrices ? ['payouts', 'cash'] : ['payouts', 'cash', 'discount']);
}

/** A partner whose bookings change, in units of 10^-4. */
export interface ChangedPartner {
  readonly id: string;
  readonly name: string;
  readonly before: bigint;
  readonly after: bigint;
  /** In words, when it is asked: few of many are listed. */
  why(): string;
}

export interface Outcome {
  readonly likely: Books;
  readonly others: readonly Books[];
  readonly partners: readonly ChangedPartner[];
  /** What changes, in words without the effects: `The 20 weakest partners by bookings leave.` */
  readonly change: string;
  readonly evidence: string;
  readonly notes: readonly string[];
}

/** Partners of a segment, or all that are segmented, by id. */
export function membersOf({ ledger, placement }: WhatIfCase, segment: string | undefined): PartnerAccount[] {
  if (segment !== undefined) labelOf(placement, segment);
  return ledger.partners.filter(({ partner }) => {
    const group = ledger.groups.get(partner.id);
    return segment === undefined ? group !== undefined : group === segment;
  });
}

/** @throws QuarterdeckError `not-found` when there is no such segment */
export function labelOf(placement: Placement, id: string): string {
  return placement.segments[needSegment(placement, id)]!.label;
}

/**
 * The change with segments by their ids, which may be called by the names that people see.
 * @throws QuarterdeckError `not-found` when there is no such segment
 */
export function withSegmentIds(placement: Placement, change: SegmentChange): SegmentChange {
  const idOf = (name: string) => placement.segments[needSegment(placement, name)]!.id;
  if (change.kind === 'shift') return { ...change, from: idOf(change.from), to: idOf(change.to) };
  return change.segment === undefined ? change : { ...change, segment: idOf(change.segment) };
}

/** Whether a partner is so new that it is left alone; one whose start is unknown is not. */
export function youngOn(asOf: string, months: number): (account: PartnerAccount) => boolean {
  const latest = addMonths(asOf, -months);
  return ({ partner }) => months > 0 && partner.agreementStart !== null && partner.agreementStart > latest;
}
