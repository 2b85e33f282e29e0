/** Settlement of pay: worked examples, and what must hold of every one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  carryForward,
  fundOn,
  heldInOrder,
  heldInProportion,
  largestRemainder,
  splitShare,
} from '../../../../analytics/rules/settlement/pay.ts';

const euro = (amount: number) => Math.round(amount * 10_000);
const money = fc.integer({ min: -1e12, max: 1e12 });

describe('the largest remainder', () => {
  it('gives the cents that are left to the largest remainders, the first of equal ones', () => {
    expect(largestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(largestRemainder(10, [5, 3, 2, 0])).toEqual([5, 3, 2, 0]);
    expect(largestRemainder(7, [10, 21, 69])).toEqual([1, 1, 5]);
  });

  it('sums to the whole, each part within a unit of its proportion', () => {
    fc.assert(
      fc.property(
        money,
        fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 20 }).filter((all) => all.some(Boolean)),
        fc.constantFrom(1, 100),
        (whole, weights, unit) => {
          const parts = largestRemainder(whole, weights, unit);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
          const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
          parts.forEach((part, index) => {
            const off = BigInt(part) * total - BigInt(whole) * BigInt(weights[index]!);
            const most = (index === 0 ? 2n : 1n) * BigInt(unit) * total + BigInt(unit) * total;
            expect(off < most && off > -most).toBe(true);
          });
        },
      ),
    );
  });

  it('refuses to divide by nothing', () => {
    expect(() => largestRemainder(1, [0, 0])).toThrow(/every weight is zero/);
  });
});

describe('a pool', () => {
  it('takes what is over from everybody in proportion, to the cent', () => {
    expect(heldInProportion([euro(60), euro(30), euro(10)], euro(50), 100)).toEqual([euro(30), euro(15), euro(5)]);
    expect(heldInProportion([euro(10), euro(10), euro(10)], euro(10), 100)).toEqual([
      euro(3.34),
      euro(3.33),
      euro(3.33),
    ]);
    expect(heldInProportion([euro(60), euro(30)], euro(90), 100)).toEqual([euro(60), euro(30)]);
  });

  it('pays the cap exactly when it is over, and cuts no return', () => {
    fc.assert(
      fc.property(
        fc.array(money, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 1e12 }),
        (amounts, cap) => {
          const held = heldInProportion(amounts, cap);
          const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
          expect(sum(held)).toBe(Math.min(sum(amounts), cap));
          held.forEach((amount, index) => {
            if (amounts[index]! <= 0) expect(amount).toBe(amounts[index]);
            else expect(amount <= amounts[index]! && amount >= 0).toBe(true);
          });
        },
      ),
    );
  });
});

describe('a year', () => {
  it('pays up to the cap, and a return makes room again', () => {
    expect(heldInOrder([600, 600, -100, 300], 1_000)).toEqual([600, 400, -100, 100]);
  });
});

describe('a minimum payment', () => {
  it('carries 30 forward and pays 55', () => {
    const paid = carryForward([euro(30), euro(25)], euro(50));
    expect(paid).toEqual([
      { due: 0, carried: euro(30) },
      { due: euro(55), carried: 0 },
    ]);
  });

  it('is reached at its own amount, and a debt is set off before anything is paid', () => {
    expect(carryForward([50, -20, 60], 50).map(({ due }) => due)).toEqual([50, 0, 0]);
    expect(carryForward([-20, 20, 5], 0).map(({ due }) => due)).toEqual([0, 0, 5]);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.array(money, { maxLength: 12 }), fc.integer({ min: 0, max: 1e12 }), (amounts, minimum) => {
        const paid = carryForward(amounts, minimum);
        const sum = paid.reduce((total, { due }) => total + due, paid.at(-1)?.carried ?? 0);
        expect(sum).toBe(amounts.reduce((total, one) => total + one, 0));
        for (const { due } of paid) expect(due === 0 || due >= minimum).toBe(true);
      }),
    );
  });
});

describe('shares', () => {
  it('round half away from zero, and the rest is the rest', () => {
    expect(splitShare(euro(100), 700_000, 100)).toEqual([euro(70), euro(30)]);
    expect(splitShare(euro(0.05), 500_000, 100)).toEqual([euro(0.03), euro(0.02)]);
    expect(splitShare(euro(-0.05), 500_000, 100)).toEqual([euro(-0.03), euro(-0.02)]);
  });
});

describe('a fund', () => {
  const credits = [
    { day: 10, amount: 100, lapsesAfter: 50 },
    { day: 20, amount: 100, lapsesAfter: 40 },
  ];

  it('is claimed from what lapses first, and never for more than there is', () => {
    expect(fundOn(45, credits, [{ day: 30, amount: 130 }])).toEqual({ covered: [130], lapsed: [0, 0], balance: 70 });
    expect(fundOn(45, credits, [{ day: 41, amount: 130 }])).toEqual({ covered: [100], lapsed: [0, 100], balance: 0 });
  });

  it('may be used on the last day, and not on the next', () => {
    expect(fundOn(40, credits, []).balance).toBe(200);
    expect(fundOn(41, credits, []).balance).toBe(100);
    expect(fundOn(51, credits, [])).toEqual({ covered: [], lapsed: [100, 100], balance: 0 });
  });

  it('owes what a return took back after it was used', () => {
    const back = [...credits, { day: 35, amount: -150, lapsesAfter: null }, { day: 60, amount: 80, lapsesAfter: null }];
    expect(fundOn(35, back, [{ day: 30, amount: 130 }]).balance).toBe(-80);
    expect(fundOn(60, back, [{ day: 30, amount: 130 }]).balance).toBe(0);
  });

  it('balances: credited is claimed, lapsed or left', () => {
    const day = fc.integer({ min: 0, max: 100 });
    const credit = fc.record({ day, amount: fc.integer({ min: -500, max: 1_000 }), lapsesAfter: fc.option(day) });
    const claim = fc.record({ day, amount: fc.integer({ min: 0, max: 1_500 }) });
    fc.assert(
      fc.property(fc.array(credit, { maxLength: 8 }), fc.array(claim, { maxLength: 6 }), day, (all, claims, on) => {
        const { covered, lapsed, balance } = fundOn(on, all, claims);
        const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
        const credited = sum(all.filter((one) => one.day <= on).map(({ amount }) => amount));
        expect(sum(covered) + sum(lapsed) + balance).toBe(credited);
        for (const [index, part] of covered.entries()) expect(part <= claims[index]!.amount && part >= 0).toBe(true);
      }),
    );
  });
});
