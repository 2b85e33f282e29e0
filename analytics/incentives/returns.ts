/**
 * Returns: won deals below zero. A return that names its sale is judged as the sale was, so that it takes back what was paid:
 * the same level, the same eligibility. It names the sale by the deal that it renews, or by a word of its own name (“Credit
 * note for D-100123”). One that names none is judged by its own day.
 */
import type { PlanLine } from '../api/documents/incentivePlan.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Network } from '../network/network.ts';

export interface ReturnCount {
  readonly all: number;
  /** That name their sale. */
  readonly linked: number;
}

const counted = new WeakMap<Network, Promise<ReturnCount>>();

/** Counted once for as long as the network is kept; no asker cancels it, because others wait for the same count. */
export function countReturns({ reader, network }: Pick<QueryContext, 'reader' | 'network'>): Promise<ReturnCount> {
  const kept = counted.get(network);
  if (kept) return kept;
  const count = async (relation: string): Promise<number> => {
    const [row] = await reader.rows<{ rows: number | bigint }>(`SELECT count(*) AS rows FROM ${relation}`);
    return Number(row!.rows);
  };
  const read = async (): Promise<ReturnCount> => {
    const all = await count(`${network.table('deal')} AS deals WHERE ${RETURNED}`);
    return { all, linked: all === 0 ? 0 : await count(`${linkedReturns(network, 'closed_on')} AS linked`) };
  };
  const reading = read();
  counted.set(network, reading);
  reading.catch(() => counted.delete(network));
  return reading;
}

const RETURNED = `outcome = 'won' AND amount < 0`;

/** What a return takes from its sale. Its stage is its own, so that credit notes can be left out by it. */
const OF_THE_SALE = ['registered_on', 'approved', 'expires_on', 'motion', 'route'];

/**
 * Deals with row_on (the day whose period the row counts in), sale_on (the day whose terms it has), home_on (the day of the
 * sale), sale_id, sale_closed_on, sale_size (the amount of the deal that was sold) and back_days (days from sale to return;
 * NULL for what is no return, or of an unknown sale).
 */
export function saleRelation(network: Network, { on }: PlanLine, { linked }: ReturnCount): string {
  const deals = network.table('deal');
  const lock = on.lockTerms ? `LEFT JOIN ${firstSales(network, on.date)} kept ON kept.deal_id = deal.deal_id` : '';
  const locked = on.lockTerms ? 'kept.sale_on' : 'NULL';
  const own = `deal.${on.date} AS row_on, coalesce(${locked}, deal.${on.date}) AS sale_on, deal.${on.date} AS home_on,
      deal.deal_id AS sale_id, deal.closed_on AS sale_closed_on, deal.amount AS sale_size, CAST(NULL AS INTEGER) AS back_days`;
  if (linked === 0) return `(SELECT deal.*, ${own} FROM ${deals} deal ${lock})`;
  const of = (name: string, sale: string) => `CASE WHEN sold.deal_id IS NULL THEN ${name} ELSE ${sale} END`;
  const replaced = OF_THE_SALE.map((name) => `${of(`deal.${name}`, `sold.${name}`)} AS ${name}`);
  // Returns are few: joined by themselves, they cost the other deals nothing.
  return `(SELECT deal.*, ${own} FROM ${deals} deal ${lock} WHERE NOT coalesce(deal.amount < 0, FALSE)
    UNION ALL
    SELECT deal.* REPLACE (${replaced.join(', ')}),
      ${of(`deal.${on.date}`, 'deal.closed_on')}, ${of(`deal.${on.date}`, 'sold.sale_on')}, ${of(`deal.${on.date}`, 'sold.sale_on')},
      ${of('deal.deal_id', 'sold.sale_id')}, ${of('deal.closed_on', 'sold.closed_on')}, ${of('deal.amount', 'sold.amount')},
      ${of('NULL', 'deal.closed_on - sold.sale_on')}
    FROM ${deals} deal LEFT JOIN ${linkedReturns(network, on.date)} sold ON sold.deal_id = deal.deal_id WHERE deal.amount < 0)`;
}

/**
 * Returns with the sale that they name: the deal that they renew before the first word of their name that is one. Names are
 * gathered into one list first, so that the planner takes them for few and looks for them among the sales; it took words cut
 * out of texts for many, and made a hash table of all sales.
 */
export function linkedReturns(network: Network, date: string): string {
  const deals = network.table('deal');
  const names = `SELECT deal_id, renews_deal_id AS word, 0 AS place FROM ${deals} AS deals WHERE ${RETURNED} AND renews_deal_id IS NOT NULL
    UNION ALL SELECT deal_id, unnest(words), unnest(range(1, len(words) + 1)) FROM (
      SELECT deal_id, regexp_split_to_array(deal_name, '[\\s,;:()#]+') AS words FROM ${deals} AS deals
      WHERE ${RETURNED} AND deal_name IS NOT NULL) AS split`;
  return `(SELECT * EXCLUDE (place, best) FROM (
      SELECT named.deal_id, sale.deal_id AS sale_id, sale.${date} AS sale_on, sale.closed_on, sale.amount,
        ${OF_THE_SALE.map((name) => `sale.${name}`).join(', ')}, named.place,
        row_number() OVER (PARTITION BY named.deal_id ORDER BY named.place) AS best
      FROM (SELECT unnest(gathered, recursive := true) FROM (
        SELECT list({deal_id: deal_id, word: word, place: place}) AS gathered FROM (${names}) AS names) AS list_of_names) named
      JOIN ${deals} sale ON sale.deal_id = named.word
      WHERE sale.outcome = 'won' AND sale.amount >= 0 AND sale.${date} IS NOT NULL) AS candidates WHERE best = 1)`;
}

/** Each step doubles how many renewals lie between a deal and the first one that is found: 32. */
const DOUBLINGS = 5;

/**
 * Deals that renew or extend another, with the day of the first one of which anything is known. By doubling: a recursive
 * query within a larger statement was seen to come back empty.
 */
function firstSales(network: Network, date: string): string {
  const deals = network.table('deal');
  const steps = Array.from(
    { length: DOUBLINGS },
    (_, step) => `, renewal_${step + 1} AS (SELECT own.deal_id, coalesce(further.earlier, own.earlier) AS earlier
      FROM renewal_${step} own LEFT JOIN renewal_${step} further ON further.deal_id = own.earlier)`,
  );
  return `(WITH renewal_0 AS (SELECT own.deal_id, earlier.deal_id AS earlier FROM ${deals} own
      JOIN ${deals} earlier ON earlier.deal_id = own.renews_deal_id WHERE earlier.${date} IS NOT NULL)${steps.join('')}
    SELECT renewal.deal_id, first.${date} AS sale_on FROM renewal_${DOUBLINGS} renewal
    JOIN ${deals} first ON first.deal_id = renewal.earlier)`;
}

/** Deals of a partner that registered a customer while the registration of another partner was still protected. */
export function laterRegistrants(network: Network): string {
  const deals = network.table('deal');
  return `(SELECT DISTINCT own.deal_id FROM ${deals} own JOIN ${deals} earlier ON earlier.customer = own.customer
    WHERE own.registered_on IS NOT NULL AND earlier.registered_on IS NOT NULL AND coalesce(earlier.approved, TRUE)
      AND earlier.partner_id IS DISTINCT FROM own.partner_id
      AND (earlier.registered_on < own.registered_on OR (earlier.registered_on = own.registered_on AND earlier.deal_id < own.deal_id))
      AND coalesce(earlier.expires_on, earlier.registered_on + ${network.policy.protectionDays}) >= own.registered_on)`;
}

/**
 * Partners that brought the same deal after another one did, by deal_id and partner_id. The partner of the deal's own row brought
 * it on the day of its registration, a further party in the role of sourcing on the day on which it acted; of one day the
 * deal's own is the first. Parties of other roles registered nothing. Null where deals have no further parties.
 */
export function secondRegistrants(network: Network): string | null {
  if (!network.profile.parties) return null;
  const acts = `SELECT deal_id, partner_id, registered_on AS on_day, 0 AS further FROM ${network.table('deal')} AS own
      WHERE partner_id IS NOT NULL AND registered_on IS NOT NULL
    UNION ALL SELECT deal_id, partner_id, event_on, 1 FROM ${network.table('deal_party')} AS party
      WHERE role = 'sourced' AND event_on IS NOT NULL`;
  return `(SELECT deal_id, partner_id FROM (
      SELECT deal_id, partner_id, row_number() OVER (PARTITION BY deal_id ORDER BY on_day, further, partner_id) AS place
      FROM (SELECT deal_id, partner_id, min(on_day) AS on_day, min(further) AS further FROM (${acts}) AS acts GROUP BY ALL) AS first_acts
    ) AS ordered WHERE place > 1)`;
}
