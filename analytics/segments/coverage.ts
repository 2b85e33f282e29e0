/** Where the network can sell what: partners by country beside product families or categories. */
import type { Checked, Result } from '../api/methods.ts';
import type { Cell } from '../api/results.ts';
import type { Coverage } from '../api/segments.ts';
import { quoteName } from '../engine/sql.ts';
import { compilePieces } from '../metrics/compile.ts';
import { findMetric } from '../metrics/dictionary.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { dimension } from '../network/dimensions.ts';
import { DIRECT, UNASSIGNED } from '../network/model.ts';
import { lastQuarterEnd } from '../network/period.ts';
import { NO_VALUE } from '../present/labels.ts';
import { certifiedFor, validCertificates } from './coverage/certificates.ts';
import type { SegmentDesk } from './desk.ts';
import { moneyText, unitsOf } from './exact.ts';
import { readPopulation } from './features.ts';
import { networkBasis } from './networkBasis.ts';
import { windowOver, yearTo } from './year.ts';

type Asked = Checked<'segment.coverage'>;

/**
 * Partners enrolled and certified on the day, transacting partners and bookings of the year to the day, as the dictionary
 * counts them. Countries with the most partners first, categories with the most bookings first.
 * @throws QuarterdeckError `dimension-unknown` for filters that are not about partners, `cancelled` when the signal fires.
 */
export async function coverage(
  desk: SegmentDesk,
  asked: Asked,
  options: LabOptions = {},
): Promise<Result<'segment.coverage'>> {
  const { context } = desk;
  const { asOf = lastQuarterEnd(context.network), where, by } = asked;
  const [population, sold, certificates, products] = await Promise.all([
    readPopulation(desk, { asOf, where }, options),
    readSold(desk, asked, asOf, options),
    validCertificates(context, asOf, options),
    productCategories(desk, by, options),
  ]);
  const members = new Map<string, string[]>();
  for (const { id, country } of population.partners) {
    const own = members.get(country ?? NO_VALUE) ?? [];
    if (own.length === 0) members.set(country ?? NO_VALUE, own);
    own.push(id);
  }
  const countries = [...new Set([...members.keys(), ...sold.map(({ country }) => country)])].sort(
    (a, b) => (members.get(b)?.length ?? 0) - (members.get(a)?.length ?? 0) || (a < b ? -1 : 1),
  );
  const categories = byBookings(sold, products);
  const { byName, counts } = certifiedFor(certificates.names, categories);
  const { certifications } = context.network.profile.has;
  const cellOf = new Map(sold.map((one) => [keyOf(one.country, one.category), one]));
  const cells = countries.map((country) => {
    const own = members.get(country) ?? [];
    return categories.map((category) => {
      const cell = cellOf.get(keyOf(country, category));
      const certified = own.filter((id) => certificates.of.get(id)?.some((name) => counts(name, category)));
      return {
        partners: own.length,
        certified: certifications ? certified.length : null,
        transacting: cell?.transacting ?? 0,
        amount: moneyText(cell?.amount ?? 0n),
      };
    });
  });
  const notes = certifications
    ? notesOf(certificates.names.length, byName, by)
    : ['No certificates are loaded, so how many partners are certified is not known.'];
  return {
    basis: networkBasis(desk, { asOf, population: population.ids.length, notes }),
    countries,
    categories,
    cells,
  } satisfies Coverage;
}

interface Sold {
  readonly country: string;
  readonly category: string;
  readonly amount: bigint;
  readonly transacting: number;
}

async function readSold(
  { context: { reader, network } }: SegmentDesk,
  { by, where }: Asked,
  asOf: string,
  { signal }: LabOptions,
): Promise<Sold[]> {
  const { sql, bindings } = compilePieces({
    network,
    by: ['country', by],
    where,
    window: windowOver(network, yearTo(asOf)),
    pieces: {
      amount: findMetric('won_amount').pieces.value!,
      transacting: findMetric('transacting_partners').pieces.value!,
    },
  });
  const rows = await reader.rows<Record<string, Cell>>(sql, bindings, { signal });
  return rows
    .filter(({ country }) => country !== DIRECT && country !== UNASSIGNED)
    .map((row) => ({
      country: named(row.country),
      category: named(row[by]),
      amount: unitsOf(row.amount),
      transacting: Number(row.transacting ?? 0),
    }));
}

/** What the product list has, sold or not. */
async function productCategories(
  { context: { reader, network } }: SegmentDesk,
  by: Asked['by'],
  { signal }: LabOptions,
): Promise<string[]> {
  const rows = await reader.rows<{ value: string }>(
    `SELECT DISTINCT ${quoteName(by)} AS value FROM ${network.table('product')} AS products WHERE ${quoteName(by)} IS NOT NULL`,
    {},
    { signal },
  );
  return rows.map(({ value }) => value);
}

function byBookings(sold: readonly Sold[], products: readonly string[]): string[] {
  const amounts = new Map(products.map((name) => [name, 0n]));
  for (const { category, amount } of sold) amounts.set(category, (amounts.get(category) ?? 0n) + amount);
  return [...amounts]
    .sort(([a, one], [b, other]) => (one === other ? (a < b ? -1 : 1) : one > other ? -1 : 1))
    .map(([name]) => name);
}

function notesOf(certifications: number, byName: boolean, by: Asked['by']): string[] {
  if (certifications === 0) return ['Nobody holds a valid certificate on the day.'];
  const label = dimension(by).label.toLowerCase();
  return byName
    ? [`Certified counts partners with a valid certificate whose name has the ${label} in it.`]
    : [`No certificate names a ${label}, so certified counts partners with any valid one.`];
}

function named(value: Cell | undefined): string {
  return value === null || value === undefined ? NO_VALUE : String(value);
}

function keyOf(country: string, category: string): string {
  return JSON.stringify([country, category]);
}
