/** The cap of a payee over all lines by plain loops over cents, written for tests from the words of the grammar. */
import type { IncentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';

/** Cents by `payee quarter`; quarters are counted from the first one of 2025. */
export type Cents = Readonly<Record<string, bigint>>;

/** Of lines that pay by quarter, in the order of the plan. @param bases what the line of the share counts */
export function naiveCap({ lines, partnerCap }: IncentivePlan, earned: readonly Cents[], bases: Cents): Cents[] {
  const { cap, share, period, how } = partnerCap!;
  const capped = partnerCap!.lines.length === 0 ? lines.map(({ id }) => id) : partnerCap!.lines;
  const span = { quarter: 1, 'half-year': 2, year: 4, campaign: 1_000 }[period];
  const paid = earned.map((own) => ({ ...own }));
  for (const payee of ['P', 'Q']) {
    for (let first = 0; first < 8; first += span) {
      const places: { line: number; key: string }[] = [];
      let base = 0n;
      for (let quarter = first; quarter < Math.min(first + span, 8); quarter++) {
        const key = `${payee} ${quarter}`;
        base += bases[key] ?? 0n;
        for (const [line, { id }] of lines.entries()) {
          if (capped.includes(id) && earned[line]![key] !== undefined) places.push({ line, key });
        }
      }
      let most = cap === undefined ? null : BigInt(Math.round(Number(cap) * 100));
      if (share) {
        const part = ((base > 0n ? base : 0n) * BigInt(Math.round(Number(share.share) * 1_000_000))) / 1_000_000n;
        if (most === null || part < most) most = part;
      }
      const amounts = places.map(({ line, key }) => earned[line]![key]!);
      const held = how === 'in-order' ? firstComeFirstPaid(amounts, most!) : inProportion(amounts, most!);
      for (const [at, { line, key }] of places.entries()) paid[line]![key] = held[at]!;
    }
  }
  return paid;
}

function firstComeFirstPaid(amounts: readonly bigint[], most: bigint): bigint[] {
  let room = most;
  return amounts.map((amount) => {
    // biome-ignore lint/complexity/useMathMinMax: it takes no whole numbers of any size
    const own = amount > room ? room : amount;
    room -= own;
    return own;
  });
}

function inProportion(amounts: readonly bigint[], most: bigint): bigint[] {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  if (sum <= most) return [...amounts];
  const above = amounts.reduce((total, amount) => total + (amount > 0n ? amount : 0n), 0n);
  const whole = most + above - sum;
  const held = amounts.map((amount) => (amount > 0n ? (amount * whole) / above : amount));
  const rests = amounts.map((amount) => (amount > 0n ? (amount * whole) % above : -1n));
  // One cent to the largest rest, the first of equal ones, until nothing is left.
  for (let left = most - held.reduce((total, amount) => total + amount, 0n); left > 0n; left--) {
    let largest = 0;
    for (const [at, rest] of rests.entries()) if (rest > rests[largest]!) largest = at;
    held[largest]! += 1n;
    rests[largest] = -1n;
  }
  return held;
}
