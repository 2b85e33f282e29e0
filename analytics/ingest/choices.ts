import { PAYOUT_KINDS } from '../network/model.ts';

/**
 * What exports write for the closed lists of the model. Compared in lower case, letters and digits only; the list's own
 * words stand for themselves.
 */
const SYNONYMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  route: {
    'one-tier': 'onetier 1tier reseller resale indirect partner channel partnerled',
    'two-tier': 'twotier 2tier distribution distributor disti',
    marketplace: 'awsmarketplace azuremarketplace gcpmarketplace cloudmarketplace',
    referral: 'referred refer agent',
    direct: 'directsales inhouse',
  },
  basis: {
    bookings: 'booking booked order orders',
    billings: 'billing billed invoiced invoice invoices',
    'sell-in': 'sellin',
    'sell-through': 'sellthrough sellout pos pointofsale',
  },
  motion: {
    new: 'newbusiness netnewbusiness newlogo newcustomer netnew acquisition hunting',
    expansion:
      'existingbusiness upsell crosssell addon upgrade expand growth existingcustomer existingcustomerupgrade existingcustomerreplacement',
    renewal: 'renew renewals flatrenewal existingcustomerrenewal contractrenewal',
  },
  role: {
    sourced: 'source sourcing sourcedby originated originator partnersourced',
    influenced: 'influence influencer assist assisted partnerinfluenced',
    'co-sell': 'cosell cosold cosale joint jointsale',
    referral: 'referred referrer refer',
    fulfilment: 'fulfillment fulfil fulfill fulfilled resell reseller resale transact transacting',
    distributor: 'distribution disti',
  },
  payout_kind: {
    rebate: 'rebates',
    mdf: 'marketdevelopmentfund marketdevelopmentfunds marketingdevelopmentfund',
    spiff: 'spiffs spif spifs',
    commission: 'commissions',
    'co-op': 'coop coopfund cooperative',
    discount: 'discounts',
    other: 'misc miscellaneous',
  },
  activity_kind: {
    training: 'course elearning certificationtraining',
    login: 'logins portallogin signin',
    campaign: 'campaigns',
    event: 'events webinar',
    lead: 'leads',
    asset: 'download assetdownload',
    'plan review': 'businessplan qbr review',
    support: 'ticket case',
  },
  scope: { network: 'all total company', partner: 'partners account', level: 'tier', region: 'territory geo' },
  fx_kind: { dated: 'spot daily average actual', plan: 'budget planned', constant: 'fixed' },
};

/** Word key: what two spellings of one choice have in common. */
export function choiceKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The closed list behind a field, as word key → choice; null for a field without one. */
export function choiceWords(
  table: string,
  field: string,
  choices: readonly string[] | undefined,
): Map<string, string> | null {
  const list = `${table}.${field}` === 'payout.kind' ? PAYOUT_KINDS : choices;
  if (!list) return null;
  const synonyms = SYNONYMS[synonymsOf(table, field)] ?? {};
  const words = new Map<string, string>();
  for (const choice of list) {
    words.set(choiceKey(choice), choice);
    for (const word of synonyms[choice]?.split(' ') ?? []) if (!words.has(word)) words.set(word, choice);
  }
  return words;
}

function synonymsOf(table: string, field: string): string {
  if (field !== 'kind') return field;
  if (table === 'payout') return 'payout_kind';
  return table === 'fx_rate' ? 'fx_kind' : 'activity_kind';
}

/** Words of a stage that mean the deal is over. RE2 and JavaScript read them alike. */
export const WON_PATTERN = '(^|[^a-z])(won|closedwon|booked|invoiced|fulfilled)([^a-z]|$)|^(true|yes|y|1)$';
export const LOST_PATTERN =
  '(^|[^a-z])(lost|closedlost|cancell?ed|disqualified|abandoned|rejected|dead|omitted)([^a-z]|$)';

/** Open, won or lost from a stage, a status or a won flag. */
export function outcomeOf(text: string): 'open' | 'won' | 'lost' {
  const word = text.trim().toLowerCase();
  if (new RegExp(LOST_PATTERN).test(word)) return 'lost';
  return new RegExp(WON_PATTERN).test(word) ? 'won' : 'open';
}
