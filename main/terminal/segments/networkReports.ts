/** White space, capacity and coverage of a network as text. */
import type { CapacityPlan, CountRange, Coverage, WhiteSpace } from '../../../analytics/api/segments.ts';
import { NO_VALUE } from '../../../analytics/present/labels.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, render } from '../output.ts';
import { networkFields, networkText } from './columns.ts';

const WORDS = numbers('en-GB');

/** Gaps that a table names. */
export const SHOWN_GAPS = 30;

const GAP_COLUMNS: Columns = [
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'value', label: 'What', unit: 'text' },
  { key: 'peers', label: 'Peers who sell it', unit: 'count' },
  { key: 'peers_all', label: 'of', unit: 'count' },
  { key: 'won_amount', label: 'Sells', unit: 'money' },
  { key: 'peers_won_amount', label: 'Peers sell', unit: 'money' },
  { key: 'gap', label: 'Gap', unit: 'money' },
  { key: 'why', label: 'Why', unit: 'text' },
];

/** The largest gap first. */
export function whitespaceText(format: Format, { basis, total, totalRows, nothing, values, rows }: WhiteSpace): string {
  const gaps = rows.map(({ partner, name, value, peers, of, sells, peersSell, gap, why }) => ({
    partner,
    partner_name: name,
    ...{ value, peers, peers_all: of },
    won_amount: sells,
    peers_won_amount: peersSell,
    ...{ gap, why },
  }));
  switch (format) {
    case 'csv':
      return render('csv', GAP_COLUMNS, gaps, null);
    case 'json':
      return jsonArray([
        ...gaps,
        { total: true, gap: total, rows: totalRows, nothing, values, ...networkFields(basis) },
      ]);
    case 'table': {
      const columns: Columns = [
        { key: 'value', label: 'What', unit: 'text' },
        { key: 'partners', label: 'Partners', unit: 'count' },
        { key: 'amount', label: 'Gap', unit: 'money' },
      ];
      const more = totalRows - gaps.length;
      return [
        `White space against peers: a potential, not a forecast\n${networkText(basis)}`,
        render('table', columns, values, { amount: total }),
        gaps.length === 0
          ? nothing
          : `${render('table', GAP_COLUMNS, gaps, null)}${more > 0 ? `\n… and ${WORDS.integer(more)} more: --format csv lists them` : ''}`,
      ].join('\n\n');
    }
  }
}

const CAPACITY_COLUMNS: Columns = [
  { key: 'value', label: 'Where', unit: 'text' },
  { key: 'plan', label: 'Plan', unit: 'money' },
  { key: 'expected', label: 'Expected', unit: 'money' },
  { key: 'gap', label: 'Gap', unit: 'money' },
  { key: 'per_partner', label: 'A new partner books', unit: 'money' },
  { key: 'activation_rate', label: 'Activation rate', unit: 'ratio' },
  { key: 'dormant', label: 'Dormant', unit: 'count' },
];
/** Ranges: one in ten draws lies below the low figure, one in ten above the high one. */
const RANGE_COLUMNS: Columns = (['activate', 'recruit'] as const).flatMap((what) =>
  (['low', 'likely', 'high'] as const).map((end) => ({
    key: end === 'likely' ? what : `${what}_${end}`,
    label: `${what} ${end}`,
    unit: 'count' as const,
  })),
);

export function capacityText(format: Format, { basis, period, rows }: CapacityPlan): string {
  const fields = rows.map((row) => ({
    value: row.value,
    ...{ plan: row.plan, expected: row.expected, gap: row.gap },
    per_partner: row.perPartner,
    activation_rate: row.activation && row.activation.numerator / row.activation.denominator,
    dormant: row.dormant,
    ...rangeFields('activate', row.activate),
    ...rangeFields('recruit', row.recruit),
    sentence: row.sentence,
  }));
  const said: Columns = [{ key: 'sentence', label: 'In words', unit: 'text' }];
  switch (format) {
    case 'csv':
      return render('csv', [...CAPACITY_COLUMNS, ...RANGE_COLUMNS, ...said], fields, null);
    case 'json':
      return jsonArray([...fields, { total: true, period, ...networkFields(basis) }]);
    case 'table': {
      const columns: Columns = [
        ...CAPACITY_COLUMNS,
        { key: 'activate_range', label: 'Activate', unit: 'text' },
        { key: 'recruit_range', label: 'or recruit', unit: 'text' },
      ];
      const shown = fields.map((row, index) => ({
        ...row,
        value: row.value ?? NO_VALUE,
        activate_range: rangeText(rows[index]!.activate),
        recruit_range: rangeText(rows[index]!.recruit),
      }));
      return [
        `Capacity for ${period}\n${networkText(basis)}`,
        render('table', columns, shown, null),
        rows.map(({ sentence }) => sentence).join('\n'),
      ].join('\n\n');
    }
  }
}

function rangeFields(what: string, range: CountRange | null) {
  return {
    [what]: range?.likely ?? null,
    [`${what}_low`]: range?.low ?? null,
    [`${what}_high`]: range?.high ?? null,
  };
}

function rangeText(range: CountRange | null): string | null {
  return range && `${WORDS.integer(range.likely)} (${WORDS.integer(range.low)} to ${WORDS.integer(range.high)})`;
}

const COVERAGE_COLUMNS: Columns = [
  { key: 'country', label: 'Country', unit: 'text' },
  { key: 'product', label: 'Product', unit: 'text' },
  { key: 'partners', label: 'Partners', unit: 'count' },
  { key: 'certified', label: 'Certified', unit: 'count' },
  { key: 'transacting', label: 'Transacting', unit: 'count' },
  { key: 'won_amount', label: 'Bookings', unit: 'money' },
];

/** One row a country and product. */
export function coverageText(format: Format, { basis, countries, categories, cells }: Coverage): string {
  const rows = countries.flatMap((country, row) =>
    categories.map((product, column) => {
      const { amount, ...counts } = cells[row]![column]!;
      return { country, product, ...counts, won_amount: amount };
    }),
  );
  switch (format) {
    case 'csv':
      return render('csv', COVERAGE_COLUMNS, rows, null);
    case 'json':
      return jsonArray([...rows, { total: true, countries, products: categories, ...networkFields(basis) }]);
    case 'table':
      return `Coverage\n${networkText(basis)}\n\n${render('table', COVERAGE_COLUMNS, rows, null)}`;
  }
}
