/**
 * A second way to the same figures: deals, parties and lines in plain loops, for the property tests. It knows nothing of
 * scans, arms or credit joins; amounts are integers of 1/10,000.
 */
import { DIRECT, UNASSIGNED } from '../../../analytics/network/model.ts';
import type { Rows, Value } from './network.ts';

export interface NaivePartner {
  readonly partner_id: string;
  readonly country: string | null;
  readonly level: string | null;
}
export interface NaiveLine {
  readonly product_id: string | null;
  readonly amount: number;
  readonly cost: number | null;
}
export interface NaiveDeal {
  readonly deal_id: string;
  readonly route: 'direct' | 'one-tier' | null;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly closed_on: string | null;
  /** The first one is inline, the rest are rows of deal_party. */
  readonly parties: readonly { readonly partner_id: string; readonly role: string }[];
  readonly inline: boolean;
  readonly lines: readonly NaiveLine[];
}
export interface NaiveNetwork {
  readonly partners: readonly NaivePartner[];
  readonly products: readonly { readonly product_id: string; readonly category: string | null }[];
  readonly deals: readonly NaiveDeal[];
  readonly payouts: readonly {
    readonly partner_id: string | null;
    readonly amount: number;
    readonly earned_on: string;
  }[];
}

export type Attribute = 'partner' | 'country' | 'level' | 'role' | 'category' | 'product' | 'year' | 'route';

/** The distinct values a deal has for the dimensions together; with none, the deal once. */
export function cells(
  network: NaiveNetwork,
  deal: NaiveDeal,
  dims: readonly Attribute[],
): { key: (string | null)[]; amount: number; margin: number | null }[] {
  const parties = deal.parties.length > 0 ? deal.parties : [null];
  const found = new Map<string, { key: (string | null)[]; lines: Set<number> }>();
  for (const party of parties) {
    deal.lines.forEach((line, index) => {
      const key = dims.map((dim) => valueFor(network, deal, party, line, dim));
      const cell = found.get(JSON.stringify(key)) ?? { key, lines: new Set<number>() };
      cell.lines.add(index);
      found.set(JSON.stringify(key), cell);
    });
  }
  return [...found.values()].map(({ key, lines }) => {
    const own = [...lines].map((index) => deal.lines[index]!);
    const costed = own.filter((line) => line.cost !== null);
    return {
      key,
      amount: own.reduce((sum, line) => sum + line.amount, 0),
      margin: costed.length > 0 ? costed.reduce((sum, line) => sum + line.amount - line.cost!, 0) : null,
    };
  });
}

function valueFor(
  network: NaiveNetwork,
  deal: NaiveDeal,
  party: NaiveDeal['parties'][number] | null,
  line: NaiveLine,
  dim: Attribute,
): string | null {
  const missing = party === null && deal.route === 'direct' ? DIRECT : UNASSIGNED;
  const partner = network.partners.find(({ partner_id }) => partner_id === party?.partner_id);
  switch (dim) {
    case 'partner':
      return partner?.partner_id ?? missing;
    case 'country':
    case 'level':
      return partner ? partner[dim] : missing;
    case 'role':
      return party?.role ?? missing;
    case 'product':
      return line.product_id;
    case 'category':
      return network.products.find(({ product_id }) => product_id === line.product_id)?.category ?? null;
    case 'route':
      return deal.route;
    case 'year':
      return deal.closed_on?.slice(0, 4) ?? null;
  }
}

/** The store's rows of the network. */
export function storeRows(network: NaiveNetwork): Rows {
  const decimal = (units: number | null): Value => (units === null ? null : (units / 10_000).toFixed(4));
  return {
    partner: network.partners.map((partner) => ({ ...partner })),
    product: network.products.map((product) => ({ ...product })),
    deal: network.deals.map((deal) => {
      const party = deal.inline ? deal.parties[0] : undefined;
      const single = deal.lines.length === 1 ? deal.lines[0]! : null;
      return {
        deal_id: deal.deal_id,
        route: deal.route,
        outcome: deal.outcome,
        closed_on: deal.closed_on,
        amount: decimal(deal.lines.reduce((sum, line) => sum + line.amount, 0)),
        partner_id: party?.partner_id ?? null,
        role: party?.role ?? null,
        product_id: single?.product_id ?? null,
        cost: decimal(single?.cost ?? null),
        has_lines: single === null,
      };
    }),
    deal_party: network.deals.flatMap((deal) =>
      deal.parties.slice(deal.inline ? 1 : 0).map((party) => ({ deal_id: deal.deal_id, ...party })),
    ),
    deal_line: network.deals.flatMap((deal) =>
      deal.lines.length === 1
        ? []
        : deal.lines.map((line, index) => ({
            deal_id: deal.deal_id,
            line_id: String(index + 1),
            product_id: line.product_id,
            amount: decimal(line.amount),
            cost: decimal(line.cost),
          })),
    ),
    payout: network.payouts.map((payout, index) => ({
      payout_id: `X${index}`,
      partner_id: payout.partner_id,
      amount: decimal(payout.amount),
      earned_on: payout.earned_on,
    })),
  };
}
