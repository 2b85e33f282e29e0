/** What counts for a line, as choices whose words make a sentence: “Counts bookings, when closed, with new customers …”. */
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';

type Rows = PlanLine['on'];

export interface RowChoice {
  /** For assistive technology. */
  readonly name: string;
  readonly field: 'base' | 'date' | 'levelDate' | 'registered' | 'newCustomer' | 'firstDeal' | 'credit';
  readonly options: readonly { readonly value: string; readonly text: string }[];
  read(rows: Rows): string;
}

/** Stands for a field that the document leaves out. */
const ANY = 'any';

const named = (field: 'base' | 'date' | 'credit', name: string, options: RowChoice['options']): RowChoice => ({
  name,
  field,
  options,
  read: (rows) => rows[field],
});

const flag = (
  field: 'registered' | 'newCustomer' | 'firstDeal',
  name: string,
  options: RowChoice['options'],
): RowChoice => ({
  name,
  field,
  options,
  // “No” is a choice of its own only where it stands in the list.
  read: (rows) => options.find(({ value }) => value === String(rows[field]))?.value ?? ANY,
});

export const ROW_CHOICES: readonly RowChoice[] = [
  named('base', 'What is paid on', [
    { value: 'amount', text: 'bookings' },
    { value: 'quantity', text: 'units' },
    { value: 'margin', text: 'margin' },
    { value: 'list_amount', text: 'list value' },
    { value: 'recurring_amount', text: 'recurring revenue' },
    { value: 'count', text: 'rows' },
  ]),
  named('date', 'The day that counts', [
    { value: 'closed_on', text: 'when closed' },
    { value: 'registered_on', text: 'when registered' },
    { value: 'created_on', text: 'when created' },
  ]),
  {
    name: 'The level that counts',
    field: 'levelDate',
    options: [
      { value: ANY, text: 'by the level of the day' },
      { value: 'period-end', text: 'by the level at the period’s end' },
    ],
    read: ({ levelDate }) => (levelDate === 'period-end' ? levelDate : ANY),
  },
  flag('registered', 'Registration', [
    { value: ANY, text: 'registered or not' },
    { value: 'true', text: 'registered deals only' },
    { value: 'false', text: 'deals not registered' },
  ]),
  flag('newCustomer', 'Customers', [
    { value: ANY, text: 'with all customers' },
    { value: 'true', text: 'with new customers only' },
  ]),
  flag('firstDeal', 'Deals', [
    { value: ANY, text: 'every deal' },
    { value: 'true', text: 'the partner’s first deal only' },
  ]),
  named('credit', 'Deals of several partners', [
    { value: 'full', text: 'all of a shared deal' },
    { value: 'share', text: 'the credit share of a shared deal' },
  ]),
];

export const ROLES = ['sourced', 'influenced', 'co-sell', 'referral', 'fulfilment', 'distributor'] as const;

export function withChoice(line: PlanLine, { field }: RowChoice, value: string): PlanLine {
  const { [field]: _, ...rest } = line.on;
  const flags = field === 'registered' || field === 'newCustomer' || field === 'firstDeal';
  const on = value === ANY ? rest : { ...rest, [field]: flags ? value === 'true' : value };
  return { ...line, on: on as Rows };
}
