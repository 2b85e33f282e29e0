import type { FileKind } from '../analytics/api/documents/columnMap.ts';
import { type Day, HISTORY, iso } from './calendar.ts';
import { amountOf, type Deal, type Line, recurringOf } from './deals.ts';
import type { SampleNetwork } from './generate.ts';
import { type LevelHistory, lastLevel, levelOn } from './levels.ts';
import { type Cents, moneyText } from './money.ts';
import type { Partner } from './partners.ts';
import { PRODUCTS } from './products.ts';
import { MAIN_PROGRAM, PRACTICE_PROGRAM, rank } from './program.ts';
import type { Prospect } from './prospects.ts';
import { rateText } from './tell.ts';

/** How the values of a column are written in files that have types. */
export type ColumnType = 'text' | 'money' | 'number' | 'date' | 'flag';

export interface Column<Row> {
  /** The header in the file. */
  readonly header: string;
  /** The canonical field that the column fills; null for columns that the model has no place for. */
  readonly field: string | null;
  readonly type: ColumnType;
  /** The value as CSV text: dates ISO, a point for decimals; null when empty. */
  readonly text: (row: Row) => string | null;
}

/** One file of the export: its columns and its rows as text. */
export interface Export {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly kind: FileKind;
  readonly columns: readonly Column<never>[];
  readonly rows: readonly (readonly (string | null)[])[];
}

function file<Row>(kind: FileKind, rows: readonly Row[], columns: readonly Column<Row>[], name: string = kind): Export {
  return { name, kind, columns, rows: rows.map((row) => columns.map((column) => column.text(row))) };
}

const column =
  (type: ColumnType) =>
  <Row>(field: string | null, header: string, text: (row: Row) => string | null): Column<Row> => ({
    field,
    header,
    type,
    text,
  });
const text = column('text');
const number = column('number');
const flag = column('flag');
const money = <Row>(field: string | null, header: string, value: (row: Row) => Cents | null): Column<Row> =>
  column('money')(field, header, (row: Row) => orNull(value(row), moneyText));
const date = <Row>(field: string, header: string, value: (row: Row) => Day | null): Column<Row> =>
  column('date')(field, header, (row: Row) => orNull(value(row), iso));

function orNull<T>(value: T | null, write: (value: T) => string): string | null {
  return value === null ? null : write(value);
}

/** Every file of the sample, as a CRM and a partner portal would export them. */
export function exportsOf(network: SampleNetwork): Export[] {
  return [
    partnersFile(network),
    productsFile(),
    dealsFile(network),
    payoutsFile(network),
    enrollmentsFile(network),
    certificationsFile(network),
    targetsFile(network),
    activitiesFile(network),
    fundsFile(network),
    costsFile(network),
    ratesFile(network),
    prospectsFile(network),
  ];
}

function partnersFile({ partners, levels }: SampleNetwork): Export {
  return file<Partner>('partners', partners, [
    text('partner_id', 'Partner ID', (p) => p.id),
    text('partner_name', 'Partner Name', (p) => p.name),
    text('aliases', 'Aliases', (p) => (p.aliases.length === 0 ? null : p.aliases.join('; '))),
    text('type', 'Partner Type', (p) => p.type),
    text('level', 'Partner Level', (p) => lastLevel(levels, p.id)),
    text('parent', 'Parent Partner', (p) => p.parent),
    text('country', 'Country', (p) => p.country.name),
    text('region', 'Region', (p) => p.country.region),
    text('city', 'City', (p) => p.city),
    text('owner', 'Channel Manager', (p) => p.owner),
    text('status', 'Status', (p) => p.status),
    date('prospect_on', 'Prospect On', (p) => p.prospectOn),
    date('applied_on', 'Applied On', (p) => p.appliedOn),
    date('agreement_start', 'Agreement Start', (p) => p.agreementStart),
    date('agreement_end', 'Agreement End', (p) => p.agreementEnd),
    date('onboarded_on', 'Onboarded On', (p) => p.onboardedOn),
    number(null, 'Employees', (p) => String(p.employees)),
    text(null, 'Focus Industry', (p) => p.focus),
  ]);
}

/** Partners too, who have not signed yet. The last columns are what a data provider knows of them. */
function prospectsFile({ prospects }: SampleNetwork): Export {
  return file<Prospect>(
    'partners',
    prospects,
    [
      text('partner_id', 'Partner ID', (p) => p.id),
      text('partner_name', 'Partner Name', (p) => p.name),
      text('type', 'Partner Type', (p) => p.type),
      text('country', 'Country', (p) => p.country.name),
      text('region', 'Region', (p) => p.country.region),
      text('city', 'City', (p) => p.city),
      text('owner', 'Channel Manager', (p) => p.owner),
      text('status', 'Status', (p) => p.status),
      date('prospect_on', 'Prospect On', (p) => p.prospectOn),
      date('applied_on', 'Applied On', (p) => p.appliedOn),
      number(null, 'Employees', (p) => String(p.employees)),
      text(null, 'Focus Industry', (p) => p.focus),
      number(null, 'Certified people', (p) => orNull(p.certified, String)),
      number(null, 'Growth', (p) => orNull(p.growth, (growth) => growth.toFixed(2))),
      number(null, 'New customers', (p) => orNull(p.newCustomers, (share) => share.toFixed(2))),
    ],
    'prospects',
  );
}

function productsFile(): Export {
  return file('products', PRODUCTS, [
    text('product_id', 'Product ID', (p) => p.id),
    text('product_name', 'Product Name', (p) => p.name),
    text('family', 'Product Family', (p) => p.family),
    text('category', 'Product Category', (p) => p.category),
  ]);
}

interface DealLine {
  readonly deal: Deal;
  readonly line: Line;
  readonly number: number;
  readonly partnerName: string | null;
}

function dealsFile({ deals, partners, strangers }: SampleNetwork): Export {
  const spell = speller(partners, strangers);
  const rows: DealLine[] = deals.flatMap((deal, i) => {
    const partnerName = spell(deal, i);
    return deal.lines.map((line, n) => ({ deal, line, number: n + 1, partnerName }));
  });
  return file<DealLine>('deals', rows, [
    text('deal_id', 'Opportunity ID', ({ deal }) => deal.id),
    text('deal_name', 'Opportunity Name', ({ deal }) => dealName(deal)),
    text('customer', 'Account Name', ({ deal }) => deal.customer),
    text('country', 'Customer Country', ({ deal }) => deal.country.name),
    text('route', 'Route', ({ deal }) => deal.route),
    text('basis', 'Basis', () => 'bookings'),
    text('motion', 'Motion', ({ deal }) => deal.motion),
    text('stage', 'Stage', ({ deal }) => stageOf(deal).name),
    text('outcome', 'Outcome', ({ deal }) => deal.outcome),
    number('probability', 'Probability (%)', ({ deal }) => String(stageOf(deal).percent)),
    text('currency', 'Currency', ({ deal }) => deal.currency),
    money(null, 'Opportunity Total', ({ deal }) => amountOf(deal)),
    money('recurring_amount', 'Recurring Amount', ({ deal }) => recurringOf(deal) || null),
    text('recurring_unit', 'Recurring Unit', ({ deal }) => (recurringOf(deal) === 0 ? null : 'year')),
    date('term_start', 'Term Start', ({ deal }) => deal.termStart),
    date('term_end', 'Term End', ({ deal }) => deal.termEnd),
    text('renews_deal_id', 'Renewed Opportunity', ({ deal }) => deal.renews?.id ?? null),
    date('created_on', 'Created Date', ({ deal }) => deal.createdOn),
    date('registered_on', 'Registered On', ({ deal }) => deal.registration?.on ?? null),
    date('decided_on', 'Decided On', ({ deal }) => deal.registration?.decidedOn ?? null),
    flag('approved', 'Approved', ({ deal }) => orNull(deal.registration?.approved ?? null, String)),
    date('expires_on', 'Expires On', ({ deal }) => deal.registration?.expiresOn ?? null),
    date('closed_on', 'Close Date', ({ deal }) => deal.closedOn),
    text('partner_id', 'Partner ID', ({ deal }) => deal.partner),
    text('partner_name', 'Partner Account', ({ partnerName }) => partnerName),
    text('role', 'Partner Role', ({ deal }) => deal.partnerRole),
    number('credit_share', 'Credit Share', ({ deal }) => orNull(deal.creditShare, (share) => share.toFixed(2))),
    text('sourced_partner_id', 'Sourcing Partner ID', ({ deal }) => deal.sourcedBy),
    text('influenced_partner_id', 'Influencing Partner ID', ({ deal }) => deal.influencedBy),
    text('cosell_partner_id', 'Co-sell Partner ID', ({ deal }) => deal.cosoldBy),
    text('referral_partner_id', 'Referral Partner ID', ({ deal }) => deal.referredBy),
    text('distributor_id', 'Distributor ID', ({ deal }) => deal.distributor),
    text('line_id', 'Line ID', (row) => String(row.number)),
    text('product_id', 'Product ID', ({ line }) => line.product.id),
    text('product_name', 'Product Name', ({ line }) => line.product.name),
    text('family', 'Product Family', ({ line }) => line.product.family),
    text('category', 'Product Category', ({ line }) => line.product.category),
    number('quantity', 'Quantity', ({ line }) => String(line.quantity)),
    money('unit_price', 'Unit Price', ({ line }) => line.unitPrice),
    money('list_amount', 'List Amount', ({ line }) => line.listAmount),
    money('amount', 'Amount', ({ line }) => line.amount),
    money('cost', 'Cost', ({ line }) => line.cost),
  ]);
}

/** Every how many deals of a partner with aliases one carries an alias. */
const ALIAS_EVERY = 9;

/** The partner's name as the deal spells it: now and then under an alias, as people type it. */
function speller(partners: readonly Partner[], strangers: ReadonlyMap<string, string>) {
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  return ({ partner: id }: Deal, index: number): string | null => {
    if (id === null) return null;
    const partner = byId.get(id);
    if (partner === undefined) return strangers.get(id) ?? null;
    const { aliases, name } = partner;
    return aliases.length > 0 && index % ALIAS_EVERY === 0 ? aliases[index % aliases.length]! : name;
  };
}

function dealName({ customer, motion, refunds, lines }: Deal): string {
  if (refunds !== null) return `Credit note for ${refunds.id}`;
  const what = motion === 'renewal' ? 'renewal' : motion === 'expansion' ? 'expansion' : 'project';
  return `${customer}: ${lines[0]!.product.family} ${what}`;
}

/** The stage of an open deal follows from how much of its expected life has passed. */
function stageOf({ outcome, refunds, createdOn, closedOn, registration }: Deal): { name: string; percent: number } {
  if (refunds !== null) return { name: 'Credit Note', percent: 100 };
  if (outcome === 'won') return { name: 'Closed Won', percent: 100 };
  if (outcome === 'lost') return { name: 'Closed Lost', percent: 0 };
  if (registration !== null && registration.decidedOn === null) return { name: 'Registered', percent: 10 };
  const passed = (HISTORY.to - createdOn) / (closedOn - createdOn);
  if (passed < 0.25) return { name: 'Qualified', percent: 20 };
  if (passed < 0.6) return { name: 'Proposal', percent: 40 };
  return passed < 0.85 ? { name: 'Negotiation', percent: 60 } : { name: 'Commit', percent: 80 };
}

function payoutsFile({ payouts }: SampleNetwork): Export {
  return file('payouts', payouts, [
    text('payout_id', 'Payout ID', (p) => p.id),
    text('partner_id', 'Partner ID', (p) => p.partner),
    text('deal_id', 'Opportunity ID', (p) => p.deal?.id ?? null),
    text('line_id', 'Line ID', (p) => (p.line === null ? null : String(p.deal!.lines.indexOf(p.line) + 1))),
    text('program', 'Program', (p) => p.program),
    text('kind', 'Payout Kind', (p) => p.kind),
    money('base', 'Base Amount', (p) => p.base),
    number('rate', 'Payout Rate', (p) => orNull(p.rate, rateText)),
    money('amount', 'Payout Amount', (p) => p.amount),
    text('currency', 'Currency', (p) => p.currency),
    text('status', 'Payment Status', (p) => p.status),
    date('earned_on', 'Earned On', (p) => p.earnedOn),
    date('due_on', 'Due On', (p) => p.dueOn),
    date('claimed_on', 'Claimed On', (p) => p.claimedOn),
    date('paid_on', 'Paid On', (p) => p.paidOn),
    text('reason', 'Reason', (p) => p.reason),
    text('request_id', 'Request ID', (p) => p.mdf?.requestId ?? null),
    date('requested_on', 'Requested On', (p) => p.mdf?.requestedOn ?? null),
    date('approved_on', 'Approved On', (p) => p.mdf?.approvedOn ?? null),
    money('approved_amount', 'Approved Amount', (p) => p.mdf?.approvedAmount ?? null),
    date('activity_on', 'Activity On', (p) => p.mdf?.activityOn ?? null),
    text('proof_ref', 'Proof Ref', (p) => p.mdf?.proofRef ?? null),
    text('dispute_status', 'Dispute Status', (p) => p.dispute),
  ]);
}

interface Enrollment {
  readonly partner: string;
  readonly program: string;
  readonly level: string;
  readonly from: Day;
  readonly to: Day | null;
}

function enrollmentsFile({ partners, levels }: SampleNetwork): Export {
  const main = partners.flatMap((partner) =>
    levels.get(partner.id)!.map((span): Enrollment => ({ partner: partner.id, program: MAIN_PROGRAM, ...span })),
  );
  return file(
    'enrollments',
    [...main, ...practice(partners, levels)],
    [
      text('partner_id', 'Partner ID', (e) => e.partner),
      text('program', 'Program', (e) => e.program),
      text('level', 'Level', (e) => e.level),
      date('from_on', 'Effective From', (e) => e.from),
      date('to_on', 'Effective To', (e) => e.to),
    ],
  );
}

/** A second program with one level: providers that are Silver or above when it opens in a fiscal year. */
function practice(partners: readonly Partner[], levels: LevelHistory): Enrollment[] {
  return partners
    .filter(({ type, temper }) => (type === 'MSP' || type === 'SI') && temper === 'producing')
    .flatMap((partner): Enrollment[] => {
      for (let on = HISTORY.from + 45; on <= HISTORY.to; on += 91) {
        const level = levelOn(levels, partner.id, on);
        if (level !== null && rank(level) >= rank('Silver')) {
          return [{ partner: partner.id, program: PRACTICE_PROGRAM, level: 'Member', from: on, to: null }];
        }
      }
      return [];
    });
}

function certificationsFile({ certificates }: SampleNetwork): Export {
  return file('certifications', certificates, [
    text('partner_id', 'Partner ID', (c) => c.partner),
    text('person', 'Person', (c) => c.person),
    text('certification', 'Certification', (c) => c.name),
    text('level', 'Certification Level', (c) => c.level),
    date('earned_on', 'Earned On', (c) => c.earnedOn),
    date('expires_on', 'Expires On', (c) => c.expiresOn),
  ]);
}

function targetsFile({ targets }: SampleNetwork): Export {
  return file('targets', targets, [
    text('scope', 'Scope', (t) => t.scope),
    text('scope_value', 'Scope Value', (t) => t.scopeValue),
    date('period_start', 'Period Start', (t) => t.from),
    date('period_end', 'Period End', (t) => t.to),
    text('metric', 'Metric', (t) => t.metric),
    money('value', 'Target', (t) => t.value),
    text('currency', 'Currency', (t) => (t.money ? 'EUR' : null)),
  ]);
}

function activitiesFile({ activities }: SampleNetwork): Export {
  return file('activities', activities, [
    text('activity_id', 'Activity ID', (a) => a.id),
    text('partner_id', 'Partner ID', (a) => a.partner),
    date('on_date', 'Activity Date', (a) => a.on),
    text('kind', 'Activity Type', (a) => a.kind),
    number('value', 'Value', (a) => orNull(a.value, String)),
    money('cost', 'Cost', (a) => a.cost),
    text('currency', 'Currency', (a) => (a.cost === null ? null : 'EUR')),
    text('deal_id', 'Opportunity ID', (a) => a.deal?.id ?? null),
  ]);
}

function fundsFile({ funds }: SampleNetwork): Export {
  return file('funds', funds, [
    text('fund_id', 'Fund ID', (f) => f.id),
    text('partner_id', 'Partner ID', (f) => f.partner),
    text('program', 'Program', (f) => f.program),
    money('allotted', 'Allotted', (f) => f.allotted),
    text('currency', 'Currency', () => 'EUR'),
    date('starts_on', 'Starts On', (f) => f.startsOn),
    date('expires_on', 'Expires On', (f) => f.expiresOn),
  ]);
}

function costsFile({ costs }: SampleNetwork): Export {
  return file('costs', costs, [
    date('period_start', 'Period Start', (c) => c.from),
    date('period_end', 'Period End', (c) => c.to),
    text('category', 'Cost Category', (c) => c.category),
    text('scope', 'Scope', (c) => c.scope),
    money('amount', 'Cost Amount', (c) => c.amount),
    text('currency', 'Currency', () => 'EUR'),
  ]);
}

function ratesFile({ rates }: SampleNetwork): Export {
  return file('rates', rates, [
    date('on_date', 'Rate Date', (r) => r.on),
    text('from_currency', 'From Currency', (r) => r.from),
    text('to_currency', 'To Currency', () => 'EUR'),
    text('kind', 'Rate Type', (r) => r.kind),
    number('rate', 'Exchange Rate', (r) => (r.micros / 1_000_000).toFixed(6)),
  ]);
}
