import type { MetricDefinition, MetricGroupDefinition, Piece } from './definition.ts';

/** Over the bookings of each partner on the roster with won deals in the period; a negative total is left out. */
function overPartners(label: string, unit: Piece['unit'], outer: string, counted?: string): Piece {
  return {
    label,
    unit,
    fact: 'deal',
    date: 'closed_on',
    where: "f.outcome = 'won' AND f.amount IS NOT NULL",
    per: {
      key: 'partner',
      inner: { amount: { aggregate: 'sum', value: 'f.amount' } },
      having: 'i.amount >= 0',
      rankBy: 'amount',
      outer,
      share: unit === 'count' ? '1' : 'i.amount',
      ...(counted === undefined ? {} : { counted }),
    },
    empty: null,
  };
}

const base = { dateBasis: 'close date', except: ['partner'] } as const satisfies Partial<MetricDefinition>;
// Sums of binary fractions are put in order: in another one their last digits are others, and an answer is one.
const amount = 'CAST(i.amount AS DOUBLE)';
const total = 'CAST(i.total AS DOUBLE)';

const metrics: MetricDefinition[] = [
  {
    ...base,
    id: 'top10_share',
    label: 'Top 10 share',
    meaning: 'How much of the bookings of partners the ten largest make.',
    formula: 'bookings of the ten largest partners ÷ bookings of partners',
    unit: 'ratio',
    good: 'none',
    kind: 'ratio',
    pieces: {
      numerator: overPartners(
        'Bookings of the ten largest',
        'money',
        'sum(i.amount) FILTER (WHERE i.down <= 10)',
        'i.down <= 10',
      ),
      denominator: overPartners('Bookings of partners', 'money', 'sum(i.amount)'),
    },
  },
  {
    ...base,
    id: 'gini',
    label: 'Gini coefficient',
    meaning: 'How unequal bookings are among partners with won deals: 0 all alike, near 1 one partner makes all.',
    formula: '2 Σ i·x₍ᵢ₎ ÷ (n Σ x) − (n + 1) ÷ n, ascending',
    unit: 'index',
    good: 'none',
    kind: 'statistic',
    pieces: {
      value: overPartners(
        'Gini coefficient',
        'index',
        `2 * sum(i.up * ${amount} ORDER BY i.up) / nullif(max(i.n) * CAST(sum(i.amount) AS DOUBLE), 0) - (max(i.n) + 1.0) / max(i.n)`,
      ),
    },
  },
  {
    ...base,
    id: 'hhi',
    label: 'HHI',
    meaning: 'Herfindahl–Hirschman index of bookings among partners: 10,000 when one partner makes all.',
    formula: 'sum of the squared percentage shares',
    unit: 'index',
    good: 'none',
    kind: 'statistic',
    pieces: {
      value: overPartners(
        'HHI',
        'index',
        `sum((100 * ${amount} / nullif(${total}, 0)) * (100 * ${amount} / nullif(${total}, 0)) ORDER BY i.down)`,
      ),
    },
  },
  {
    ...base,
    id: 'pareto_share',
    label: 'Partners making 80 %',
    meaning: 'Smallest share of the partners with won deals that together make 80 % of their bookings.',
    formula: 'partners needed for 80 % of bookings ÷ partners with won deals',
    unit: 'ratio',
    good: 'none',
    kind: 'ratio',
    pieces: {
      numerator: overPartners(
        'Partners needed for 80 %',
        'count',
        'count(*) FILTER (WHERE coalesce(i.above, 0) < 0.8 * i.total)',
        'coalesce(i.above, 0) < 0.8 * i.total',
      ),
      denominator: overPartners('Partners with won deals', 'count', 'count(*)'),
    },
  },
];

export const concentration: MetricGroupDefinition = { group: 'Concentration', metrics };
