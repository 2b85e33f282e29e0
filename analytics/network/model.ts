/**
 * The canonical network model as data: every table of schema `net`, its fields and their types.
 *
 * One list serves the store's DDL, the importer's mapping, the passport of a figure and the glossary, so that a field
 * is named and explained once.
 */

/** How a field is stored. `money` is DECIMAL(18,4); ids are text always (leading zeros, GUIDs, 18-digit numbers). */
export type FieldType = 'id' | 'text' | 'money' | 'decimal' | 'integer' | 'date' | 'timestamp' | 'flag' | 'choice';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** One clause that a user can read beside the column of a file. */
  readonly meaning: string;
  /** Part of the table's key: a row without it cannot be kept. */
  readonly key?: true;
  /** The closed list of values of a `choice`. */
  readonly choices?: readonly string[];
}

export interface Table {
  readonly name: TableName;
  readonly meaning: string;
  readonly fields: readonly Field[];
}

export const TABLE_NAMES = [
  'partner',
  'deal',
  'deal_line',
  'deal_party',
  'payout',
  'product',
  'enrollment',
  'certification',
  'target',
  'activity',
  'fund',
  'program_cost',
  'fx_rate',
] as const;
export type TableName = (typeof TABLE_NAMES)[number];

export const ROUTES = ['direct', 'one-tier', 'two-tier', 'marketplace', 'referral'] as const;
export const BASES = ['bookings', 'billings', 'sell-in', 'sell-through'] as const;
export const MOTIONS = ['new', 'expansion', 'renewal'] as const;
export const OUTCOMES = ['open', 'won', 'lost'] as const;
export const ROLES = ['sourced', 'influenced', 'co-sell', 'referral', 'fulfilment', 'distributor'] as const;
export const PAYOUT_KINDS = ['rebate', 'mdf', 'spiff', 'commission', 'co-op', 'discount', 'other'] as const;
export const ACTIVITY_KINDS = [
  'login',
  'training',
  'campaign',
  'event',
  'lead',
  'asset',
  'community',
  'marketplace',
  'plan review',
  'support',
] as const;

const f = (name: string, type: FieldType, meaning: string): Field => ({ name, type, meaning });
const key = (name: string, meaning: string): Field => ({ name, type: 'id', meaning, key: true });
const choice = (name: string, choices: readonly string[], meaning: string): Field => ({
  name,
  type: 'choice',
  meaning,
  choices,
});

/** Partner types and payout kinds are text: vendors name their own. */
export const NETWORK: Readonly<Record<TableName, Table>> = {
  partner: {
    name: 'partner',
    meaning: 'One company of the network',
    fields: [
      key('partner_id', 'the id that deals and payouts refer to'),
      f('partner_name', 'text', 'the name people say'),
      f('aliases', 'text', 'other spellings, separated by ;'),
      f('type', 'text', 'reseller, distributor, MSP, SI, ISV, referral …'),
      f('level', 'text', 'level in the main program as loaded'),
      f('parent', 'id', 'partner_id of the group it belongs to'),
      f('country', 'text', 'country of the partner'),
      f('region', 'text', 'sales region of the partner'),
      f('city', 'text', 'city'),
      f('owner', 'text', 'channel manager who owns the relation'),
      f('status', 'text', 'active, suspended, terminated …'),
      f('prospect_on', 'date', 'first contact'),
      f('applied_on', 'date', 'application received'),
      f('agreement_start', 'date', 'agreement in force from'),
      f('agreement_end', 'date', 'agreement in force to'),
      f('onboarded_on', 'date', 'onboarding finished'),
      f('attributes', 'text', 'columns the model has no place for, as JSON'),
    ],
  },
  deal: {
    name: 'deal',
    meaning: 'One opportunity or order',
    fields: [
      key('deal_id', 'the id of the opportunity or order'),
      f('deal_name', 'text', 'what the deal is called'),
      f('customer', 'text', 'the end customer'),
      choice('route', ROUTES, 'how it reached the customer'),
      choice('basis', BASES, 'what the amount counts; bases never sum together'),
      choice('motion', MOTIONS, 'new, expansion or renewal'),
      f('stage', 'text', 'stage of the sales process as loaded'),
      choice('outcome', OUTCOMES, 'open, won or lost'),
      f('probability', 'decimal', 'chance of winning, 0 to 1'),
      f('amount', 'money', 'value of the whole deal in its currency'),
      f('recurring_amount', 'money', 'recurring part'),
      f('recurring_unit', 'text', 'month or year'),
      f('currency', 'text', 'ISO 4217 code'),
      f('country', 'text', 'country of the customer (deal_country)'),
      f('term_start', 'date', 'contract from'),
      f('term_end', 'date', 'contract to'),
      f('renews_deal_id', 'id', 'the deal that this one renews'),
      f('created_on', 'date', 'opportunity created'),
      f('registered_on', 'date', 'deal registration submitted'),
      f('decided_on', 'date', 'registration approved or refused'),
      f('approved', 'flag', 'registration approved'),
      f('expires_on', 'date', 'registration protection ends'),
      f('closed_on', 'date', 'won or lost on; for open deals the expected close'),
      f('attributes', 'text', 'columns the model has no place for, as JSON'),
    ],
  },
  deal_line: {
    name: 'deal_line',
    meaning: 'One product line of a deal; a deal without lines has one',
    fields: [
      key('deal_id', 'the deal'),
      key('line_id', 'the line within its deal'),
      f('product_id', 'id', 'the product'),
      f('quantity', 'decimal', 'units'),
      f('unit_price', 'money', 'price of a unit'),
      f('list_amount', 'money', 'value at list price'),
      f('amount', 'money', 'value of the line in the currency of its deal'),
      f('cost', 'money', 'cost of the line'),
    ],
  },
  deal_party: {
    name: 'deal_party',
    meaning: 'What a partner did in a deal',
    fields: [
      key('deal_id', 'the deal'),
      key('partner_id', 'the partner'),
      { ...choice('role', ROLES, 'sourced, influenced, co-sell, referral, fulfilment, distributor'), key: true },
      f('credit_share', 'decimal', 'share of the credit, 0 to 1'),
      f('event_on', 'date', 'when the partner acted'),
    ],
  },
  payout: {
    name: 'payout',
    meaning: 'One payment or accrual to a partner',
    fields: [
      key('payout_id', 'the id of the earning or claim'),
      f('partner_id', 'id', 'who earns it'),
      f('deal_id', 'id', 'the deal it was earned on'),
      f('line_id', 'id', 'the line it was earned on'),
      f('program', 'text', 'program or promotion'),
      f('kind', 'text', 'rebate, mdf, spiff, commission, co-op, discount, other'),
      f('base', 'money', 'amount the rate was applied to'),
      f('rate', 'decimal', 'rate, 0.05 for 5 %'),
      f('amount', 'money', 'amount earned'),
      f('currency', 'text', 'ISO 4217 code'),
      f('status', 'text', 'accrued, approved, paid, refused, reversed …'),
      f('earned_on', 'date', 'earned'),
      f('due_on', 'date', 'payable by'),
      f('claimed_on', 'date', 'claimed'),
      f('paid_on', 'date', 'paid'),
      f('reason', 'text', 'reason for an adjustment or refusal'),
      f('request_id', 'id', 'MDF request'),
      f('requested_on', 'date', 'MDF requested'),
      f('approved_on', 'date', 'MDF approved'),
      f('approved_amount', 'money', 'MDF amount approved'),
      f('activity_on', 'date', 'date of the funded activity'),
      f('proof_ref', 'text', 'proof of performance'),
      f('dispute_status', 'text', 'none, open, upheld, rejected'),
    ],
  },
  product: {
    name: 'product',
    meaning: 'One product',
    fields: [
      key('product_id', 'the id that lines refer to'),
      f('product_name', 'text', 'what it is called'),
      f('family', 'text', 'product family'),
      f('category', 'text', 'product category'),
    ],
  },
  enrollment: {
    name: 'enrollment',
    meaning: 'The level of a partner in a program over time',
    fields: [
      key('partner_id', 'the partner'),
      key('program', 'the program; main when the file has none'),
      { ...f('from_on', 'date', 'level in force from'), key: true },
      f('level', 'text', 'the level'),
      f('to_on', 'date', 'last day of the level, empty when still in force'),
    ],
  },
  certification: {
    name: 'certification',
    meaning: 'One certificate of one person',
    fields: [
      key('partner_id', 'the partner'),
      key('person', 'the person certified'),
      key('certification', 'what the certificate is for'),
      { ...f('earned_on', 'date', 'earned'), key: true },
      f('level', 'text', 'foundation, associate, professional …'),
      f('expires_on', 'date', 'valid to'),
    ],
  },
  target: {
    name: 'target',
    meaning: 'A plan figure for a scope, period and metric',
    fields: [
      choice('scope', ['network', 'partner', 'level', 'region'], 'who the target is for'),
      f('scope_value', 'text', 'the partner_id, level or region; empty for the network'),
      { ...f('period_start', 'date', 'first day of the period'), key: true },
      f('period_end', 'date', 'last day of the period'),
      { ...f('metric', 'text', 'metric id, for instance won_amount'), key: true },
      f('value', 'money', 'the target'),
      f('currency', 'text', 'ISO 4217 code when the metric is money'),
    ],
  },
  activity: {
    name: 'activity',
    meaning: 'Something a partner did with the vendor',
    fields: [
      key('activity_id', 'the id of the activity'),
      f('partner_id', 'id', 'the partner'),
      f('on_date', 'date', 'when'),
      choice('kind', ACTIVITY_KINDS, 'login, training, campaign …'),
      f('value', 'decimal', 'result, in the unit of its kind'),
      f('cost', 'money', 'what it cost'),
      f('currency', 'text', 'ISO 4217 code of the cost'),
      f('deal_id', 'id', 'the deal it led to'),
    ],
  },
  fund: {
    name: 'fund',
    meaning: 'A market development budget',
    fields: [
      key('fund_id', 'the fund'),
      f('partner_id', 'id', 'whose fund it is'),
      f('program', 'text', 'program'),
      f('allotted', 'money', 'amount allotted'),
      f('currency', 'text', 'ISO 4217 code'),
      f('starts_on', 'date', 'usable from'),
      f('expires_on', 'date', 'usable to'),
    ],
  },
  program_cost: {
    name: 'program_cost',
    meaning: 'What the program itself costs',
    fields: [
      { ...f('period_start', 'date', 'first day of the period'), key: true },
      f('period_end', 'date', 'last day of the period'),
      key('category', 'headcount, tooling, events …'),
      f('scope', 'text', 'network, or the region it is for'),
      f('amount', 'money', 'amount'),
      f('currency', 'text', 'ISO 4217 code'),
    ],
  },
  fx_rate: {
    name: 'fx_rate',
    meaning: 'How much one unit of a currency is worth in another',
    fields: [
      { ...f('on_date', 'date', 'valid from'), key: true },
      key('from_currency', 'ISO 4217 code'),
      key('to_currency', 'ISO 4217 code'),
      { ...choice('kind', ['dated', 'plan', 'constant'], 'dated (spot or average), plan or constant rate'), key: true },
      f('rate', 'decimal', 'one unit of from_currency in to_currency'),
    ],
  },
};

/** The id under which a partner is shown that deals name but no roster has, and deals that have none by design. */
export const UNASSIGNED = '(unassigned)';
export const DIRECT = '(direct)';
