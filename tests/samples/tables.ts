import { csvText } from '../../samples/csv.ts';
import { exportsOf } from '../../samples/exports.ts';
import { generate } from '../../samples/generate.ts';

/** A record of a CSV file: header → text, empty when the cell is. */
export type Record = { readonly [header: string]: string };

/** Reads the sample back from its CSV text, so that tests see what a user's tool would see and not the generator's objects. */
export function sampleTables() {
  const network = generate();
  const exports = exportsOf(network);
  const files = new Map(exports.map((one) => [one.name, parse(csvText(one))]));
  return { stories: network.stories, exports, table: (name: string): readonly Record[] => files.get(name)! };
}

/** RFC 4180, written apart from the writer. */
export function parse(text: string): Record[] {
  const records: string[][] = [];
  let record: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g;
  for (const [, raw, end] of text.matchAll(cell)) {
    record.push(raw!.startsWith('"') ? raw!.slice(1, -1).replaceAll('""', '"') : raw!);
    if (end === '\n') {
      records.push(record);
      record = [];
    }
  }
  const [headers, ...rows] = records;
  return rows.map((row) => Object.fromEntries(headers!.map((header, i) => [header, row[i]!])));
}

/** Records by the value of a column. */
export function groupBy<R extends Record>(records: readonly R[], header: string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const record of records) {
    const group = groups.get(record[header]!);
    if (group === undefined) groups.set(record[header]!, [record]);
    else group.push(record);
  }
  return groups;
}

export const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Deals once each (the file has a record per line), with their EUR at the plan rate and everyone who had a part. */
export function dealsInEuro(table: (kind: string) => readonly Record[]): DealRecord[] {
  const plan = table('rates').filter((rate) => rate['Rate Type'] === 'plan');
  const rateOn = (currency: string, on: string): number => {
    if (currency === 'EUR') return 1;
    const known = plan.filter((rate) => rate['From Currency'] === currency && rate['Rate Date']! <= on);
    return Number(known[known.length - 1]!['Exchange Rate']);
  };
  return [...groupBy(table('deals'), 'Opportunity ID').values()].map(
    ([deal]): DealRecord =>
      Object.assign(deal!, {
        euro: Number(deal!['Opportunity Total']) * rateOn(deal!.Currency!, deal!['Close Date']!),
        parties: new Set(PARTY_HEADERS.map((header) => deal![header]!).filter((id) => id !== '')),
      }),
  );
}
export type DealRecord = Record & { readonly euro: number; readonly parties: ReadonlySet<string> };

const PARTY_HEADERS = [
  'Partner ID',
  'Sourcing Partner ID',
  'Influencing Partner ID',
  'Co-sell Partner ID',
  'Referral Partner ID',
  'Distributor ID',
];

/** Won EUR by partner, any role, closed from `from` to `to`. */
export function bookingsByPartner(deals: readonly DealRecord[], from: string, to: string): Map<string, number> {
  const totals = new Map<string, number>();
  for (const deal of deals) {
    if (deal.Outcome !== 'won' || deal['Close Date']! < from || deal['Close Date']! > to) continue;
    for (const partner of deal.parties) totals.set(partner, (totals.get(partner) ?? 0) + deal.euro);
  }
  return totals;
}
