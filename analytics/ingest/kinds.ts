import { FILE_KINDS, type FileKind } from '../api/documents/columnMap.ts';
import type { KindField } from '../api/results.ts';
import { type Field, type FieldType, NETWORK, type TableName } from '../network/model.ts';
import { capital } from '../present/capital.ts';
import { headerKey } from './headers.ts';

/**
 * What a file of each kind may fill: the canonical fields with the headers that exports are known to use for them.
 * Headers are compared by letters and digits only (see headers.ts), so one spelling stands for all its variants.
 */
export interface IngestField {
  /** The name a map uses. */
  readonly field: string;
  /** The table the field goes to. */
  readonly table: TableName;
  readonly type: FieldType;
  readonly label: string;
  readonly meaning: string;
  readonly choices?: readonly string[];
  /** Headers that say this field in a file of this kind, most telling first. */
  readonly aliases: readonly string[];
  /** Headers that may say this field or another one: asked about, never guessed. */
  readonly unsure: readonly string[];
}

export interface Kind {
  readonly as: FileKind;
  /** The table that gets one row per record of the file. */
  readonly table: TableName;
  /** `deals`, as a sentence says it. */
  readonly noun: string;
  readonly fields: readonly IngestField[];
  /** Of each group at least one field must be filled, or nothing can be kept. */
  readonly required: readonly (readonly string[])[];
  /** Fields that only this kind of file has: they tell the kinds apart. */
  readonly telling: readonly string[];
}

/** Headers as people write them, separated by a middle dot or a line end. */
interface Headers {
  readonly is?: string;
  readonly may?: string;
}

const PARTNER_ID: Headers = {
  is: `Partner ID · PartnerAccountId · Partner Account ID · Partner Account: Account ID
      Account To ID · participantId · earningParticipantId · resellerId · MediaPartnerId
      partner_key · Partner Number · Partner Code · Reseller Number · MEMBER_ID`,
};
const PARTNER_NAME: Headers = {
  is: `Partner Account: Account Name · Partner Account · Partner Name · Account To · Channel partner
      participantName · earningParticipantName · resellerName · MediaPartnerName
      Reseller Company Name · Reseller · Company Name`,
  may: 'Partner',
};
const CURRENCY: Headers = {
  is: `Currency · Amount Currency · Amount (converted) Currency · Opportunity Currency
      CurrencyIsoCode · Currency Code · transactionCurrency · lastPaymentCurrency
      paymentCurrencyCode · SaleAmountCurrency · deal_currency_code · Deal Currency · Payout Currency`,
};

const PARTNER_HEADERS: Record<string, Headers> = {
  partner_id: {
    is: `${PARTNER_ID.is} · Account ID · Company ID · Reseller Key · company_key`,
    may: 'Id · Number · key',
  },
  partner_name: {
    is: `${PARTNER_NAME.is} · Account Name · Account · Partner · Company · Reseller Name · Legal Name`,
    may: 'Name',
  },
  aliases: { is: 'Aliases · Also Known As · Alias · Other Names · DBA · Trading Name' },
  type: {
    is: 'Partner Type · Type · Business Type · Account Type · Channel Type · Partner Category',
    may: 'Group',
  },
  level: {
    is: `Partner Level · Level · Partner Tier · Tier · Program Level · Channel Program Level
      Membership Level`,
    may: 'Group',
  },
  parent: {
    is: `Parent Account ID · Parent Partner · Parent · Parent Account · Parent Account: Account Name
      Parent ID · subsidiary_of · Group Company`,
  },
  country: {
    is: `Country · Billing Country · Partner Country · partnerCountryCode · resellerCountry
      Country Code · Billing Country/Region · office_location`,
  },
  region: { is: 'Region · Sales Region · Geo · Theater · Theatre · Territory · Sales Territory · Area' },
  city: { is: 'City · Billing City · Town' },
  owner: {
    is: `Owner · Account Owner · Partner Manager · Channel Manager · Owner: Full Name
      ChannelAccountManager · Channel Account Manager · Partner Owner · CAM`,
  },
  status: { is: 'Status · Partner Status · Account Status', may: 'State' },
  prospect_on: { is: 'Prospect Date · First Contact · Created Date · Prospect On' },
  applied_on: { is: 'Application Date · Applied · Applied On · Signed up · Date Applied' },
  agreement_start: {
    is: `Agreement Start · Agreement Start Date · Contract Start · Partner Since · Join Date · Joined
      Contract Start Date · Agreement Date`,
  },
  agreement_end: { is: 'Agreement End · Agreement End Date · Contract End · Contract End Date' },
  onboarded_on: { is: 'Onboarded · Onboarding Date · Onboarded On · Activation Date · Go Live Date' },
  attributes: {},
};

const DEAL_HEADERS: Record<string, Headers> = {
  deal_id: {
    is: `Opportunity ID · Deal ID · (Do Not Modify) Opportunity · Order Number · Order ID · Sales Order
      Sales Order Number · AWS Co-sell ID · DealRegistrationId · Deal Registration ID
      Invoice Number · INVOICE_NUMBER · hs_object_id · Record ID · Deal Number · Order No
      Transaction ID`,
    may: 'Id · Number · key',
  },
  deal_name: {
    is: `Opportunity Name · Deal Name · dealname · Topic · Partner Project Title · Short description
      DealRegistrationName · Opportunity`,
    may: 'Name',
  },
  customer: {
    is: `Customer · Customer Name · Account Name · Associated Company · Potential Customer
      Customer Company Name · End Customer Name · End Customer · End User · customerName · Company`,
    may: 'Account · Account ID',
  },
  route: { is: 'Route · Route to Market · Sales Channel · Channel' },
  basis: { is: 'Basis · Revenue Basis · Amount Basis' },
  motion: { is: 'Motion · Deal Type · dealtype · Opportunity Type · Sales Motion · Business Type · Type' },
  stage: {
    is: `Stage · Deal Stage · StageName · Sales Stage · Pipeline Phase · dealstage · Status Reason
      Registration Status · SubmissionStatus`,
    may: 'State',
  },
  outcome: { is: 'Outcome · Won/Lost · Result · Deal Outcome' },
  probability: {
    is: `Probability (%) · Probability · Deal probability · Forecast probability
      hs_deal_stage_probability · Win Probability`,
  },
  amount: {
    is: `Amount · Deal Amount · Amount (converted) · Amount in company currency · Est. revenue
      Estimated Revenue · Actual Revenue · Sales Amount · Line Amount · Total Price · Deal Value
      Close Value · Order Amount · Net Amount · Net Revenue · Revenue · Estimated deal size
      Est. Value · Booking Amount · Bookings · Total · Total Amount · Extended Price
      transactionAmount`,
    may: 'Value · Estimated AWS Monthly Recurring Revenue',
  },
  recurring_amount: {
    is: `Recurring Amount · Annual recurring revenue · ARR · Monthly recurring revenue · MRR · hs_arr
      Recurring Revenue`,
  },
  recurring_unit: { is: 'Recurring Unit · Billing Period · Billing Frequency' },
  currency: CURRENCY,
  country: {
    is: 'Customer Country · customerCountry · Ship To Country · Deal Country · Country · Billing Country',
  },
  term_start: { is: 'Term Start · Contract Start · Start Date · Subscription Start Date · Contract Start Date' },
  term_end: {
    is: `Term End · Contract End · End Date · Subscription End Date · Subscription Expiration Date
      Contract End Date · Renewal Date`,
  },
  renews_deal_id: {
    is: 'Renews Deal ID · Renewed Opportunity · Renewal Of · Parent Opportunity Id · Previous Deal ID',
  },
  created_on: {
    is: `Created Date · Create Date · Created On · CreationDate · Created · createdate · engage_date
      Open Date · Date Created`,
  },
  registered_on: {
    is: `Registered Date · Registration Date · Registered On · Deal Registration Date · Submitted Date
      Submitted On`,
  },
  decided_on: { is: 'Approved Date · Approval Date · Decision Date · Decided On' },
  approved: { is: 'Approved · Registration Approved · Is Approved' },
  expires_on: { is: 'Expiration Date · Registration Expiry · Expires On · Expiry Date' },
  closed_on: {
    is: `Close Date · Closed Date · closedate · Actual Close Date · Closed On · Order Date
      Invoice Date · Booking Date · Est. close date · Estimated close date · Target Close Date
      Expected Close Date · transactionDate · Date Closed`,
    may: 'Date',
  },
  attributes: {},
  line_id: {
    is: `Order Line · Line ID · Line Item ID · LineItemId · Opportunity Product ID · Order Line Number
      Line Number · Line No · Line`,
  },
  product_id: {
    is: `Product ID · Product Code · SKU · SkuId · PRODUCT_SKU · Part Number · Product Number
      Item Number · DISTRIBUTOR_PRODUCT_ID · Item Code`,
  },
  product_name: {
    is: `Product Name · Product · Product: Product Name · PRODUCT_DESCRIPTION · Item · Solution Offered
      Product Description`,
  },
  family: {
    is: `Product Family · Family · Subcategory · Product Subcategory · Product Line · Series
      BRAND_NAME`,
  },
  category: { is: 'Product Category · Category' },
  quantity: { is: 'Quantity · Qty · Units · Order Quantity · Seats' },
  unit_price: { is: 'Unit Price · Sales Price · Price · Price per Unit' },
  list_amount: { is: 'List Amount · List Value · Gross Amount · List Total' },
  cost: { is: 'Cost · Total Cost · Cost Amount · COGS · Total Product Cost · Standard Cost' },
  partner_id: { ...PARTNER_ID, may: 'Partner · Account · Account ID' },
  partner_name: { ...PARTNER_NAME, may: 'Partner · Account' },
  role: { is: 'Partner Role · Role · Attribution · Partner Involvement · Attribution Type' },
  credit_share: { is: 'Credit Share · Split % · Partner Share · Credit % · Split' },
  event_on: { is: 'Partner Event Date · Attribution Date · Touch Date' },
  sourced_partner_id: { is: 'Sourced Partner ID · Sourcing Partner ID · Sourced By Partner · Sourcing Partner' },
  influenced_partner_id: {
    is: 'Influenced Partner ID · Influencing Partner ID · Influencing Partner · Influence Partner',
  },
  cosell_partner_id: { is: 'Co-sell Partner ID · Cosell Partner · Co-sell Partner' },
  referral_partner_id: { is: 'Referral Partner ID · Referral Partner · Referred By' },
  distributor_id: {
    is: `Distributor ID · distributorId · Distributor · DISTRIBUTOR_NAME · distributorName
      Distributor Name`,
  },
};

const PAYOUT_HEADERS: Record<string, Headers> = {
  payout_id: {
    is: `Payout ID · earningId · automatic_payout_id · Claim ID · claimId · Credit ID · Rebate ID
      Commission ID · Payment ID · paymentId · Reward ID · Credit Memo · balance_transaction_id`,
    may: 'Id · Number',
  },
  partner_id: { ...PARTNER_ID, is: `${PARTNER_ID.is} · Account ID` },
  partner_name: { is: `${PARTNER_NAME.is} · Partner · Payee · Account Name`, may: 'Account' },
  deal_id: {
    is: `Deal ID · Opportunity ID · Order Number · Order ID · OrderId · Invoice Number · invoiceNumber
      Oid · transactionId · Sales Order`,
  },
  line_id: { is: 'Order Line · Line ID · LineItemId · Line Item ID · Order Line Number' },
  program: {
    is: `Program · Program Name · programName · Promotion · Promotion Name · Incentive Program
      Campaign Name · lever · Incentive · Plan · Scheme · LicensingProgramName`,
    may: 'Group',
  },
  kind: {
    is: `Payout Kind · Payout Type · Kind · earningType · Incentive Type · Promotion Type
      reporting_category · Payment Type · Type`,
  },
  base: {
    is: `Base · Base Amount · transactionAmount · List Amount · Eligible Amount · Eligible Revenue
      Sale Amount · Transaction Amount · gross · Basis Amount · Qualifying Revenue`,
    may: 'Amount',
  },
  rate: {
    is: `Rate · earningRate · Payout Rate · DefaultPayoutRate · Discount % · Rebate % · Commission %
      Commission Rate · Rebate Rate · Percent · Percentage`,
  },
  amount: {
    is: `Payout Amount · earningAmount · Payout · Reward Amount · totalPayment · Discount Amount
      Rebate Amount · Commission Amount · Commission · Claim Amount · Paid Amount · Payment Amount
      net · Earned · Rebate · Reward`,
    may: 'Amount · Value',
  },
  currency: CURRENCY,
  status: {
    is: `Payment Status · paymentStatus · payment_status · Status · Payout Status · Claim Status
      paymentStatusDescription`,
    may: 'State',
  },
  earned_on: {
    is: `Earned Date · earningDate · Earned On · EventDate · Accrual Date · Order Date
      Transaction Date · transactionDate · created · Created · Created Date`,
    may: 'Date',
  },
  due_on: { is: 'Due Date · Due On · Payable By · estimatedPaymentMonth' },
  claimed_on: { is: 'Claim Date · Claimed On · Claimed Date · Submitted Date' },
  paid_on: {
    is: `Paid Date · Paid On · paymentDate · Payment Date · ClearedDate · automatic_payout_effective_at
      Payout Date`,
  },
  reason: { is: 'Reason · reasonCode · Reason Code · Adjustment Reason · Comment · Rejection Reason' },
  request_id: { is: 'Request ID · MDF Request · MDF Request ID · Fund Request' },
  requested_on: { is: 'Request Date · Requested On · Requested Date' },
  approved_on: { is: 'Approved On · Approval Date · Approved Date' },
  approved_amount: { is: 'Approved Amount · MDF Approved' },
  activity_on: { is: 'Activity Date · Activity On · Campaign Date' },
  proof_ref: { is: 'Proof of Performance · Proof · POP · Proof Ref · Proof Document' },
  dispute_status: { is: 'Dispute Status · Dispute' },
};

const PRODUCT_HEADERS: Record<string, Headers> = {
  product_id: { is: `${DEAL_HEADERS.product_id!.is}`, may: 'Id' },
  product_name: { is: 'Product Name · Product · Description · Product Description · Item', may: 'Name' },
  family: { is: `${DEAL_HEADERS.family!.is}` },
  category: { is: `${DEAL_HEADERS.category!.is}` },
};

const ENROLLMENT_HEADERS: Record<string, Headers> = {
  partner_id: { is: `${PARTNER_ID.is} · Account ID` },
  partner_name: { is: `${PARTNER_NAME.is} · Partner · Account Name` },
  program: { is: 'Program · Program Name · Channel Program · Partner Program' },
  from_on: {
    is: `From · From Date · Effective Date · Effective From · Start Date · Level Start · Valid From
      from_on · Since · Level Date`,
  },
  level: {
    is: 'Level · Tier · Partner Level · Partner Tier · Program Level · Channel Program Level',
    may: 'Group',
  },
  to_on: {
    is: `To · To Date · Effective To · End Date · Level End · Valid To · Valid Until · to_on
      Expiration Date`,
  },
};

const CERTIFICATION_HEADERS: Record<string, Headers> = {
  partner_id: { is: `${PARTNER_ID.is} · Account ID` },
  partner_name: { is: `${PARTNER_NAME.is} · Partner · Account Name` },
  person: {
    is: `Person · Full Name · Employee · Learner · Student · Contact · Contact Name · Individual
      Person ID · Email · Certified Person`,
    may: 'Name',
  },
  certification: {
    is: 'Certification · Certificate · Certification Name · Exam · Course · Credential · Accreditation',
  },
  earned_on: {
    is: `Earned Date · Earned On · Certified On · Certification Date · Issue Date · Issued
      Date Achieved · Completion Date · Achieved`,
  },
  level: { is: 'Level · Certification Level' },
  expires_on: { is: 'Expires · Expires On · Expiration Date · Expiry Date · Valid Until' },
};

const TARGET_HEADERS: Record<string, Headers> = {
  scope: { is: 'Scope · Target Scope' },
  scope_value: { is: `${PARTNER_ID.is} · Scope Value · Target For` },
  period_start: { is: 'Period Start · Start Date · From · Period' },
  period_end: { is: 'Period End · End Date · To' },
  metric: { is: 'Metric · Metric ID · KPI · Measure' },
  value: { is: 'Target · Target Value · Target Amount · Quota · Plan · Goal · Value' },
  currency: CURRENCY,
};

const ACTIVITY_HEADERS: Record<string, Headers> = {
  activity_id: { is: 'Activity ID · Event ID · Task ID', may: 'Id' },
  partner_id: { is: `${PARTNER_ID.is} · Account ID` },
  partner_name: { is: `${PARTNER_NAME.is} · Partner · Account Name` },
  on_date: { is: 'Activity Date · Date · On · Event Date · Login Date' },
  kind: { is: 'Activity · Activity Type · Kind · Activity Kind · Type' },
  value: { is: 'Value · Result · Count · Score' },
  cost: { is: 'Cost · Spend' },
  currency: CURRENCY,
  deal_id: { is: 'Deal ID · Opportunity ID' },
};

const FUND_HEADERS: Record<string, Headers> = {
  fund_id: { is: 'Fund ID · Budget ID · MDF Fund · Fund · Fund Number', may: 'Id' },
  partner_id: { is: `${PARTNER_ID.is} · Account ID` },
  partner_name: { is: `${PARTNER_NAME.is} · Partner · Account Name` },
  program: { is: 'Program · Program Name' },
  allotted: {
    is: `Allotted · Allocated · Allotment · Allocation · Budget · Allocated Amount · Fund Amount
      Allotted Amount`,
    may: 'Amount',
  },
  currency: CURRENCY,
  starts_on: { is: 'Starts · Start Date · Starts On · Valid From' },
  expires_on: { is: 'Expires · Expires On · Expiration Date · End Date · Valid To' },
};

const COST_HEADERS: Record<string, Headers> = {
  period_start: { is: 'Period Start · Period · Month · Start Date · From' },
  period_end: { is: 'Period End · End Date · To' },
  category: { is: 'Cost Category · Category · Cost Type · Expense Type' },
  scope: { is: 'Scope · Region' },
  amount: { is: 'Cost · Program Cost · Cost Amount · Spend', may: 'Amount' },
  currency: CURRENCY,
};

const RATE_HEADERS: Record<string, Headers> = {
  on_date: { is: 'Rate Date · On Date · Date · Valid From · Effective Date' },
  from_currency: { is: 'From Currency · From · Source Currency · Base Currency · Currency' },
  to_currency: { is: 'To Currency · To · Target Currency · Quote Currency' },
  kind: { is: 'Rate Type · Kind · Rate Kind · Type' },
  rate: { is: 'Exchange Rate · Rate · FX Rate · Conversion Rate' },
};

const EXTRA_FIELDS: readonly Field[] = [
  { name: 'sourced_partner_id', type: 'id', meaning: 'the partner who brought the deal' },
  { name: 'influenced_partner_id', type: 'id', meaning: 'a partner who influenced the deal' },
  { name: 'cosell_partner_id', type: 'id', meaning: 'the partner who sold it together with the vendor' },
  { name: 'referral_partner_id', type: 'id', meaning: 'the partner who referred the customer' },
  { name: 'distributor_id', type: 'id', meaning: 'the distributor it went through' },
];
const PARTNER_NAME_FIELD: Field = {
  name: 'partner_name',
  type: 'text',
  meaning: 'name of the partner, looked up on the roster when the file has no id',
};

/** The role that an extra party column of a deals file stands for. */
export const PARTY_COLUMNS: Readonly<Record<string, string>> = {
  sourced_partner_id: 'sourced',
  influenced_partner_id: 'influenced',
  cosell_partner_id: 'co-sell',
  referral_partner_id: 'referral',
  distributor_id: 'distributor',
};

const modelFields = (table: TableName): (readonly [TableName, Field])[] =>
  NETWORK[table].fields.map((field) => [table, field]);

function describeFields(
  fields: readonly (readonly [TableName, Field])[],
  headers: Record<string, Headers>,
): IngestField[] {
  const seen = new Set<string>();
  const described: IngestField[] = [];
  for (const [table, field] of fields) {
    if (seen.has(field.name)) continue;
    seen.add(field.name);
    const names = headers[field.name] ?? {};
    const unsure = keysOf(names.may);
    const own = headerKey(field.name);
    described.push({
      field: field.name,
      table,
      type: field.type,
      label: labelOf(field.name),
      meaning: field.meaning,
      ...(field.choices ? { choices: field.choices } : {}),
      aliases: [...(unsure.includes(own) ? [] : [own]), ...keysOf(names.is)],
      unsure,
    });
  }
  return described;
}

function keysOf(headers: string | undefined): string[] {
  return (headers ?? '')
    .split(/·|\n/)
    .map(headerKey)
    .filter((key) => key !== '');
}

function labelOf(field: string): string {
  const words = field
    .replace(/_on$/, ' on')
    .replaceAll('_', ' ')
    .replace(/\bid\b/, 'ID');
  return capital(words);
}

const partyName: readonly [TableName, Field] = ['partner', PARTNER_NAME_FIELD];

/** Every kind of file, with what it may fill. */
export const KINDS: Readonly<Record<FileKind, Kind>> = {
  partners: {
    as: 'partners',
    table: 'partner',
    noun: 'partners',
    fields: describeFields(modelFields('partner'), PARTNER_HEADERS),
    required: [['partner_id', 'partner_name']],
    telling: [
      'type',
      'level',
      'parent',
      'city',
      'region',
      'country',
      'aliases',
      'agreement_start',
      'onboarded_on',
      'status',
      'owner',
    ],
  },
  deals: {
    as: 'deals',
    table: 'deal',
    noun: 'deals',
    fields: describeFields(
      [
        ...modelFields('deal'),
        ...modelFields('deal_line'),
        ...modelFields('product'),
        ...modelFields('deal_party'),
        partyName,
        ...EXTRA_FIELDS.map((field): readonly [TableName, Field] => ['deal_party', field]),
      ],
      DEAL_HEADERS,
    ),
    required: [['deal_id']],
    telling: [
      'deal_id',
      'stage',
      'probability',
      'closed_on',
      'created_on',
      'amount',
      'quantity',
      'registered_on',
      'deal_name',
      'customer',
      'outcome',
      'line_id',
    ],
  },
  payouts: {
    as: 'payouts',
    table: 'payout',
    noun: 'payouts',
    fields: describeFields([...modelFields('payout'), partyName], PAYOUT_HEADERS),
    required: [['payout_id']],
    telling: ['payout_id', 'rate', 'base', 'amount', 'paid_on', 'earned_on', 'program', 'claimed_on', 'proof_ref'],
  },
  products: {
    as: 'products',
    table: 'product',
    noun: 'products',
    fields: describeFields(modelFields('product'), PRODUCT_HEADERS),
    required: [['product_id', 'product_name']],
    telling: ['product_id', 'family', 'category', 'product_name'],
  },
  enrollments: {
    as: 'enrollments',
    table: 'enrollment',
    noun: 'enrollments',
    fields: describeFields([...modelFields('enrollment'), partyName], ENROLLMENT_HEADERS),
    required: [['partner_id', 'partner_name'], ['from_on'], ['level']],
    telling: ['program', 'from_on', 'to_on', 'level'],
  },
  certifications: {
    as: 'certifications',
    table: 'certification',
    noun: 'certifications',
    fields: describeFields([...modelFields('certification'), partyName], CERTIFICATION_HEADERS),
    required: [['partner_id', 'partner_name'], ['person'], ['certification'], ['earned_on']],
    telling: ['certification', 'person', 'expires_on', 'earned_on'],
  },
  targets: {
    as: 'targets',
    table: 'target',
    noun: 'targets',
    fields: describeFields(modelFields('target'), TARGET_HEADERS),
    required: [['period_start'], ['metric'], ['value']],
    telling: ['metric', 'value', 'period_start', 'period_end', 'scope'],
  },
  activities: {
    as: 'activities',
    table: 'activity',
    noun: 'activities',
    fields: describeFields([...modelFields('activity'), partyName], ACTIVITY_HEADERS),
    required: [['activity_id']],
    telling: ['activity_id', 'kind', 'on_date'],
  },
  funds: {
    as: 'funds',
    table: 'fund',
    noun: 'funds',
    fields: describeFields([...modelFields('fund'), partyName], FUND_HEADERS),
    required: [['fund_id']],
    telling: ['fund_id', 'allotted', 'expires_on', 'starts_on'],
  },
  costs: {
    as: 'costs',
    table: 'program_cost',
    noun: 'program costs',
    fields: describeFields(modelFields('program_cost'), COST_HEADERS),
    required: [['period_start'], ['category'], ['amount']],
    telling: ['category', 'period_start', 'amount'],
  },
  rates: {
    as: 'rates',
    table: 'fx_rate',
    noun: 'exchange rates',
    fields: describeFields(modelFields('fx_rate'), RATE_HEADERS),
    required: [['from_currency'], ['to_currency'], ['rate']],
    telling: ['from_currency', 'to_currency', 'rate', 'on_date'],
  },
};

/** The order in which the files of one call are loaded, so that what refers comes after what it refers to. */
export const LOAD_ORDER: readonly FileKind[] = [
  'rates',
  'products',
  'partners',
  'enrollments',
  'deals',
  'payouts',
  ...FILE_KINDS.filter((kind) => !['rates', 'products', 'partners', 'enrollments', 'deals', 'payouts'].includes(kind)),
];

/** The fields of a kind, for the mapping screen and the glossary. */
export function kindFields(as: FileKind): KindField[] {
  const kind = KINDS[as];
  return kind.fields.map(({ field, label, meaning, type }) => ({
    field,
    label,
    meaning,
    required: kind.required.some((group) => group.includes(field)),
    type,
  }));
}

export function fieldOf(kind: Kind, name: string): IngestField | undefined {
  return kind.fields.find((field) => field.field === name);
}
