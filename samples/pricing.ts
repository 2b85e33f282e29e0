import { type Day, fiscalYearOf } from './calendar.ts';
import type { Line } from './deals.ts';
import { type Cents, cents } from './money.ts';
import type { Currency } from './places.ts';
import { PRODUCTS, type Product } from './products.ts';
import type { Random } from './random.ts';
import { PRICE_FACTOR } from './rates.ts';

/** List prices rise every fiscal year. */
const LIST_UPLIFT = [1, 1.03, 1.06, 1.06] as const;

function listPrice(product: Product, currency: Currency, on: Day): Cents {
  const year = Math.min(3, Math.max(0, fiscalYearOf(on) - 2024));
  return cents(product.list * PRICE_FACTOR[currency] * LIST_UPLIFT[year]!);
}

function line(product: Product, quantity: number, years: number, discount: number, currency: Currency, on: Day): Line {
  const list = listPrice(product, currency, on) * years;
  const unitPrice = Math.round(list * (1 - discount));
  return {
    product,
    quantity,
    years,
    unitPrice,
    listAmount: list * quantity,
    amount: unitPrice * quantity,
    cost: Math.round(list * quantity * product.costShare),
  };
}

/** Larger orders are discounted more, always in whole percent. */
function discountFor(random: Random, size: number): number {
  const usual = 7 + 3.2 * Math.log(1 + size / 12_000);
  return Math.min(34, Math.max(2, Math.round(usual + random.normal(0, 3.5)))) / 100;
}

/** Lines of different products worth about `size` EUR together: whole units, at list less a discount. */
export function priceLines(random: Random, size: number, termYears: number, currency: Currency, on: Day): Line[] {
  const count = random.weighted([1, 2, 3, 4], [62, 24, 10, 4]);
  const products: Product[] = [];
  while (products.length < count) {
    const product = random.weighted(
      PRODUCTS,
      PRODUCTS.map((p) => p.weight),
    );
    if (!products.includes(product)) products.push(product);
  }
  const shares = products.map(() => random.between(0.5, 1.5));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const discount = discountFor(random, size);
  return products.map((product, i) => {
    const years = product.category === 'Subscription' ? termYears : 1;
    const net = product.list * years * (1 - discount);
    const quantity = Math.max(1, Math.round((size * shares[i]!) / whole / net));
    return line(product, quantity, years, discount, currency, on);
  });
}

/** The subscriptions of an earlier deal again, for another term, a little more or fewer units, the discount kept. */
export function renewLines(
  random: Random,
  earlier: readonly Line[],
  years: number,
  currency: Currency,
  on: Day,
): Line[] {
  const change = random.normal(1.04, 0.1);
  return earlier
    .filter((old) => old.product.category === 'Subscription')
    .map((old) => {
      const discount = 1 - old.amount / old.listAmount;
      const quantity = Math.max(1, Math.round(old.quantity * change));
      return line(old.product, quantity, years, discount, currency, on);
    });
}

/** Part or all of some lines taken back: negative units at the price paid. */
export function refundLines(lines: readonly Line[], share: number): Line[] {
  return lines.map((sold) => {
    const quantity = -Math.max(1, Math.round(sold.quantity * share));
    return {
      ...sold,
      quantity,
      listAmount: Math.round((sold.listAmount * quantity) / sold.quantity),
      amount: sold.unitPrice * quantity,
      cost: Math.round((sold.cost * quantity) / sold.quantity),
    };
  });
}

/** The same units at prices scaled by `factor`. */
export function reprice(lines: Line[], factor: number): void {
  for (const sold of lines) {
    sold.unitPrice = Math.round(sold.unitPrice * factor);
    sold.amount = sold.unitPrice * sold.quantity;
  }
}
