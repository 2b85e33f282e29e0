import { describe, expect, it } from 'vitest';
import { bookingsByPartner, days, dealsInEuro, groupBy, median, type Record, sampleTables, sum } from './tables.ts';

/** Each planted story is looked for in the files alone; what is found must be what the stories say. */
const { table, stories } = sampleTables();
const deals = dealsInEuro(table);
const dealById = new Map(deals.map((deal) => [deal['Opportunity ID']!, deal]));
const partners = table('partners');
const payouts = table('payouts');
const mdf = payouts.filter((payout) => payout['Payout Kind'] === 'mdf');
const lastYear = bookingsByPartner(deals, '2025-10-01', '2026-09-30');
const ids = (records: readonly Record[], header: string): string[] => records.map((record) => record[header]!).sort();
const sorted = (list: readonly string[]): string[] => [...list].sort();

describe('levels', () => {
  it('have partners just under their threshold, one level below it', () => {
    const thresholds: { readonly [level: string]: number } = {
      Platinum: 1_500_000,
      Gold: 500_000,
      Silver: 150_000,
      Bronze: 40_000,
    };
    const below: { readonly [level: string]: string } = {
      Platinum: 'Gold',
      Gold: 'Silver',
      Silver: 'Bronze',
      Bronze: 'Registered',
    };
    expect(new Set(stories.justUnderLevel.map((story) => story.level)).size).toBe(4);
    expect(stories.justUnderLevel.length).toBeGreaterThan(9);
    for (const { partner, level, threshold, bookings } of stories.justUnderLevel) {
      const own = lastYear.get(partner)!;
      expect(threshold).toBe(thresholds[level]);
      expect(own).toBeCloseTo(Number(bookings), 2);
      expect(own).toBeLessThan(threshold);
      expect(own).toBeGreaterThan(threshold * 0.97);
      expect(partners.find((one) => one['Partner ID'] === partner)!['Partner Level']).toBe(below[level]);
    }
  });

  it('have Gold partners with exactly three certified people, one certificate about to lapse', () => {
    expect(stories.goldAtTheMinimum.length).toBe(9);
    const valid = table('certifications').filter(
      (one) => one['Earned On']! <= '2026-09-30' && one['Expires On']! > '2026-09-30',
    );
    const byPartner = groupBy(valid, 'Partner ID');
    for (const { partner, person, expiresOn } of stories.goldAtTheMinimum) {
      const held = byPartner.get(partner)!;
      expect(partners.find((one) => one['Partner ID'] === partner)!['Partner Level']).toBe('Gold');
      expect(new Set(held.map((one) => one.Person)).size).toBe(3);
      expect(held.find((one) => one.Person === person)!['Expires On']).toBe(expiresOn);
      expect(days('2026-09-30', expiresOn)).toBeLessThanOrEqual(60);
    }
  });
});

describe('partners', () => {
  it('sleep: those told of did business once and nothing in the last year, though their agreement runs', () => {
    const awake = new Set<string>();
    for (const deal of deals) {
      const last = [deal['Created Date']!, deal['Registered On']!, deal.Outcome === 'open' ? '' : deal['Close Date']!];
      if (last.some((on) => on >= '2025-10-01')) for (const partner of deal.parties) awake.add(partner);
    }
    for (const one of table('certifications')) if (one['Earned On']! >= '2025-10-01') awake.add(one['Partner ID']!);
    for (const one of table('activities')) if (one['Activity Date']! >= '2025-10-01') awake.add(one['Partner ID']!);
    expect(stories.dormantPartners.length).toBe(40);
    expect(stories.dormantPartners.filter((partner) => awake.has(partner))).toEqual([]);
    const before = new Set(deals.flatMap((deal) => [...deal.parties]));
    expect(stories.dormantPartners.filter((partner) => before.has(partner)).length).toBeGreaterThan(30);
    for (const partner of partners.filter((one) => stories.dormantPartners.includes(one['Partner ID']!))) {
      expect(partner.Status).toBe('Active');
      expect(partner['Agreement End']! > '2026-09-30').toBe(true);
    }
  });

  it('include a largest one whose agreement ends within 90 days with no renewal open', () => {
    const { partner, agreementEnd } = stories.agreementEnding;
    const [largest] = [...lastYear].sort((a, b) => b[1] - a[1])[0]!;
    expect(partner).toBe(largest);
    expect(partners.find((one) => one['Partner ID'] === partner)!['Agreement End']).toBe(agreementEnd);
    expect(days('2026-09-30', agreementEnd)).toBeGreaterThan(0);
    expect(days('2026-09-30', agreementEnd)).toBeLessThanOrEqual(90);
    const open = deals.filter((deal) => deal.Outcome === 'open' && deal.parties.has(partner));
    expect(open.length).toBeGreaterThan(0);
    expect(open.filter((deal) => deal.Motion === 'renewal')).toEqual([]);
  });

  it('include one in steep decline', () => {
    const { partner, before, after } = stories.steepDecline;
    const year = bookingsByPartner(deals, '2025-01-01', '2025-09-30').get(partner)!;
    const now = bookingsByPartner(deals, '2026-01-01', '2026-09-30').get(partner)!;
    expect(year).toBeCloseTo(Number(before), 1);
    expect(now).toBeCloseTo(Number(after), 1);
    expect(now).toBeLessThan(year / 2);
    expect(year).toBeGreaterThan(500_000);
  });

  it('turn up under other spellings in the deals', () => {
    const roster = new Map(partners.map((partner) => [partner['Partner ID']!, partner['Partner Name']!]));
    const aliases = new Map(stories.spellings.map((story) => [story.partner, story.aliases]));
    const variants = deals.filter(
      (deal) => roster.has(deal['Partner ID']!) && deal['Partner Account'] !== roster.get(deal['Partner ID']!),
    );
    expect(variants.length).toBeGreaterThan(100);
    expect(variants.every((deal) => aliases.get(deal['Partner ID']!)?.includes(deal['Partner Account']!))).toBe(true);
  });

  it('are missing from the roster for 12 deals of the last quarter', () => {
    const roster = new Set(ids(partners, 'Partner ID'));
    const unknown = deals.filter((deal) => deal['Partner ID'] !== '' && !roster.has(deal['Partner ID']!));
    expect(ids(unknown, 'Opportunity ID')).toEqual(sorted(stories.unassignedDeals));
    expect(unknown.length).toBe(12);
    expect(unknown.every((deal) => deal.Outcome === 'won' && deal['Close Date']! >= '2026-07-01')).toBe(true);
  });
});

describe('registrations', () => {
  it('wait past five days', () => {
    const waiting = deals.filter((deal) => {
      const waits = deal.Outcome === 'open' && deal['Registered On'] !== '' && deal['Decided On'] === '';
      return waits && days(deal['Registered On']!, '2026-09-30') > 5;
    });
    expect(ids(waiting, 'Opportunity ID')).toEqual(sorted(stories.waitingRegistrations));
    expect(waiting.length).toBeGreaterThan(40);
  });

  it('expire in October with their deals open', () => {
    const expiring = deals.filter((deal) => {
      return deal.Outcome === 'open' && deal['Expires On']! > '2026-09-30' && deal['Expires On']! <= '2026-10-31';
    });
    expect(ids(expiring, 'Opportunity ID')).toEqual(sorted(stories.expiringRegistrations));
    expect(expiring.length).toBeGreaterThan(20);
  });

  it('collide: two partners, one customer and product, within four weeks', () => {
    const products = new Map(
      [...groupBy(table('deals'), 'Opportunity ID')].map(([id, lines]) => [
        id,
        new Set(lines.map((line) => line['Product ID']!)),
      ]),
    );
    const found: string[] = [];
    for (const group of groupBy(
      deals.filter((deal) => deal['Registered On'] !== ''),
      'Account Name',
    ).values()) {
      for (const a of group) {
        for (const b of group) {
          const rivals = a['Partner ID'] !== b['Partner ID'] && a['Opportunity ID']! !== b['Opportunity ID']!;
          const apart = days(a['Registered On']!, b['Registered On']!);
          const shares = [...products.get(a['Opportunity ID']!)!].some((id) =>
            products.get(b['Opportunity ID']!)!.has(id),
          );
          if (rivals && shares && apart > 0 && apart <= 28) found.push(`${a['Opportunity ID']} ${b['Opportunity ID']}`);
        }
      }
    }
    expect(found.sort()).toEqual(sorted(stories.registrationConflicts.map((story) => story.deals.join(' '))));
    expect(found.length).toBe(26);
    for (const { deals: pair, bothApproved } of stories.registrationConflicts) {
      expect(pair.every((id) => dealById.get(id)!.Approved === 'true')).toBe(bothApproved);
    }
    expect(stories.registrationConflicts.filter((story) => story.bothApproved).length).toBe(8);
  });
});

describe('payouts', () => {
  it('come late to one region', () => {
    const region = new Map(partners.map((partner) => [partner['Partner ID']!, partner.Region!]));
    const paid = payouts.filter(
      (payout) =>
        payout['Paid On'] !== '' &&
        payout['Earned On']! >= stories.paidLate.from &&
        payout['Payout Kind'] !== 'discount',
    );
    const located = paid.map((payout): Record => ({ ...payout, Region: region.get(payout['Partner ID']!)! }));
    for (const [name, group] of groupBy(located, 'Region')) {
      const delay = median(group.map((payout) => days(payout['Due On']!, payout['Paid On']!)));
      const onTime = group.filter((payout) => payout['Paid On']! <= payout['Due On']!).length / group.length;
      if (name === stories.paidLate.region) {
        expect(delay).toBeGreaterThan(20);
        expect(onTime).toBeLessThan(0.3);
      } else {
        expect(delay).toBeLessThanOrEqual(0);
        expect(onTime).toBeGreaterThan(0.75);
      }
    }
  });

  it('are base times rate, rounded half up to the cent', () => {
    const rated = payouts.filter((payout) => payout['Payout Rate'] !== '');
    const wrong = rated.filter((payout) => {
      const exact =
        BigInt(Math.round(Number(payout['Base Amount']) * 100)) *
        BigInt(Math.round(Number(payout['Payout Rate']) * 10_000));
      const size = ((exact < 0n ? -exact : exact) + 5_000n) / 10_000n;
      return BigInt(Math.round(Number(payout['Payout Amount']) * 100)) !== (exact < 0n ? -size : size);
    });
    expect(rated.length).toBeGreaterThan(10_000);
    expect(wrong).toEqual([]);
  });

  /** Level of the main program on a day, from the enrollments file. */
  const spans = groupBy(
    table('enrollments').filter((span) => span.Program === 'main'),
    'Partner ID',
  );
  const levelOn = (partner: string, on: string): string =>
    spans
      .get(partner)!
      .find((span) => span['Effective From']! <= on && (span['Effective To'] === '' || on <= span['Effective To']!))!
      .Level!;

  it('use the rate of the level in force, except the rebates that are told of', () => {
    const rates: { readonly [level: string]: string } = {
      Bronze: '0.0150',
      Silver: '0.0250',
      Gold: '0.0350',
      Platinum: '0.0450',
    };
    const wrong = payouts.filter((payout) => {
      if (payout.Program !== 'Level rebate' || Number(payout['Payout Amount']) < 0) return false;
      return payout['Payout Rate'] !== rates[levelOn(payout['Partner ID']!, payout['Earned On']!)];
    });
    const told = [...stories.wrongLevelRate, ...stories.formerLevelRate];
    expect(ids(wrong, 'Payout ID')).toEqual(sorted(told.map((story) => story.payout)));
    expect(wrong.length).toBe(23 + 7);
    const rate = new Map(payouts.map((payout) => [payout['Payout ID']!, payout['Payout Rate']!]));
    for (const { payout, paidRate, rightRate } of stories.formerLevelRate) {
      expect([rate.get(payout), paidRate < rightRate]).toEqual([paidRate, true]);
    }
  });

  it('use the band that the bookings of the quarter reach, except the rebates that are told of', () => {
    const wrong = payouts.filter((payout) => {
      const base = Number(payout['Base Amount']);
      const right = base >= 400_000 ? '0.0150' : base >= 150_000 ? '0.0100' : '0.0050';
      return payout.Program === 'Volume rebate' && payout['Payout Rate'] !== right;
    });
    const told = [...stories.wrongBand, ...stories.missedBand];
    expect(ids(wrong, 'Payout ID')).toEqual(sorted(told.map((story) => story.payout)));
    expect([stories.wrongBand.length, stories.missedBand.length]).toEqual([9, 6]);
  });

  it('of level rebates and fees rest on the whole deal in its currency, except those that are told of', () => {
    const onDeals = payouts.filter((payout) => /^(?:Level rebate|Referral fee|Co-sell fee)$/.test(payout.Program!));
    const of = (payout: Record): Record => dealById.get(payout['Opportunity ID']!)!;
    const part = onDeals.filter((payout) => Number(payout['Base Amount']) !== Number(of(payout)['Opportunity Total']));
    expect(ids(part, 'Payout ID')).toEqual(sorted(stories.partOfDeal.map((story) => story.payout)));
    const other = onDeals.filter((payout) => payout.Currency !== of(payout).Currency);
    expect(ids(other, 'Payout ID')).toEqual(sorted(stories.wrongCurrency.map((story) => story.payout)));
    expect([part.length, other.length]).toEqual([7, 5]);
  });

  it('rest on the bookings that the partner fulfilled in the quarter', () => {
    const volume = payouts.filter((payout) => payout.Program === 'Volume rebate');
    const byPartner = groupBy(deals, 'Partner ID');
    for (const payout of volume) {
      const to = payout['Earned On']!;
      const from = new Date(Date.UTC(Number(to.slice(0, 4)), Number(to.slice(5, 7)) - 3, 1)).toISOString().slice(0, 10);
      const own = byPartner.get(payout['Partner ID']!)!.filter((deal) => {
        return (
          deal['Partner Role'] === 'Fulfilment' &&
          deal.Outcome === 'won' &&
          deal['Close Date']! >= from &&
          deal['Close Date']! <= to
        );
      });
      // Conversion rounds each deal to the cent, so half a cent a deal may remain.
      expect(Math.abs(sum(own.map((deal) => deal.euro)) - Number(payout['Base Amount']))).toBeLessThanOrEqual(
        0.005 * own.length + 1e-6,
      );
    }
  });

  it('occur twice only where that is told', () => {
    const earnings = payouts.filter((payout) => payout['Payout Rate'] !== '');
    const keyed = earnings.map(
      (payout): Record => ({
        ...payout,
        key: ['Partner ID', 'Opportunity ID', 'Line ID', 'Program', 'Earned On']
          .map((header) => payout[header])
          .join('|'),
      }),
    );
    const twice = [...groupBy(keyed, 'key').values()].filter((group) => group.length > 1);
    const found = twice.map((group) => ids(group, 'Payout ID').join(' '));
    expect(found.sort()).toEqual(
      sorted(stories.paidTwice.map((story) => sorted([story.payout, story.repeats]).join(' '))),
    );
    expect(found.length).toBe(14);
  });

  it('of refunded deals were taken back, except those that are told of', () => {
    expect(stories.refunds.length).toBe(62);
    const rebates = groupBy(
      payouts.filter((payout) => payout.Program === 'Level rebate'),
      'Opportunity ID',
    );
    const kept = stories.refunds.filter(({ creditNote, deal }) => {
      expect(Number(dealById.get(creditNote)!['Opportunity Total'])).toBeLessThan(0);
      expect(dealById.get(deal)!.Outcome).toBe('won');
      return rebates.has(deal) && !rebates.has(creditNote);
    });
    expect(sorted(kept.map((story) => story.deal))).toEqual(sorted(stories.notTakenBack.map((story) => story.deal)));
    expect(kept.length).toBe(8);
    const clawbacks = payouts.filter((payout) => Number(payout['Payout Amount']) < 0);
    expect(clawbacks.length).toBeGreaterThan(40);
    expect(clawbacks.every((payout) => payout.Reason!.startsWith('Clawback: refund of D-'))).toBe(true);
  });
});

describe('MDF', () => {
  const claimed = mdf.filter((payout) => payout['Claimed On'] !== '');

  it('pays more than approved, without proof, late, or for an activity before approval only where that is told', () => {
    const over = claimed.filter((payout) => Number(payout['Payout Amount']) > Number(payout['Approved Amount']));
    const unproved = claimed.filter((payout) => payout['Proof Ref'] === '');
    const late = claimed.filter((payout) => days(payout['Activity On']!, payout['Claimed On']!) > 60);
    const early = claimed.filter((payout) => payout['Activity On']! < payout['Approved On']!);
    expect(ids(over, 'Payout ID')).toEqual(sorted(stories.mdfOverApproval));
    expect(ids(unproved, 'Payout ID')).toEqual(sorted(stories.mdfMissingProof));
    expect(ids(late, 'Payout ID')).toEqual(sorted(stories.mdfLateClaim));
    expect(ids(early, 'Payout ID')).toEqual(sorted(stories.mdfActivityBeforeApproval));
    expect([over, unproved, late, early].map((list) => list.length)).toEqual([12, 15, 14, 11]);
  });

  it('accepts a proof twice only where that is told', () => {
    const proofs = [
      ...groupBy(
        claimed.filter((payout) => payout['Proof Ref'] !== ''),
        'Proof Ref',
      ).entries(),
    ];
    const reused = proofs.filter(([, group]) => group.length > 1);
    expect(sorted(reused.map(([proof]) => proof))).toEqual(sorted(stories.mdfReusedProof.map((story) => story.proof)));
    expect(reused.length).toBe(8);
  });

  it('has approved requests that nobody claimed and that lapse in October', () => {
    const idle = mdf.filter((payout) => payout['Payment Status'] === 'approved' && payout['Claimed On'] === '');
    expect(ids(idle, 'Payout ID')).toEqual(sorted(stories.mdfUnclaimed.payouts));
    expect(idle.length).toBeGreaterThan(15);
    const funds = table('funds').filter((fund) => fund['Expires On'] === stories.mdfUnclaimed.lapsesOn);
    expect(funds.length).toBeGreaterThan(50);
  });
});
