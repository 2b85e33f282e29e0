/** What tiers know of a partner beside measures: groups, tracks, attestations, waivers, peers. */

import type { Filter } from '../../api/documents/query.ts';
import type { Attestation, RankTest, TierException } from '../../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { RunOptions } from '../../engine/engine.ts';
import { quoteName } from '../../engine/sql.ts';
import type { QueryContext } from '../../metrics/context.ts';
import type { RosterPartner } from '../../metrics/roster.ts';
import { Binder } from '../../metrics/sql.ts';
import { changesOverTime, partnerAttributes } from '../../network/roster.ts';
import type { CompiledProgram, FlagSource } from '../compiled.ts';

/** What is known of a partner before any condition is evaluated. */
type PartnerFlag = Exclude<FlagSource, { kind: 'held' }>;

/** Rows lie day by day: row = index of the day × number of partners + index of the partner. */
export interface PartnerTraits {
  readonly partners: readonly RosterPartner[];
  flag(name: string, days: readonly string[]): Uint8Array;
  /** The group of peers on each row; −1 for who has none. */
  peers(scope: RankTest['scope'], days: readonly string[]): Int32Array;
}

export interface TraitsRequest {
  /** Days of the evaluation, ascending: attributes are read as they were on each. */
  readonly asOfs: readonly string[];
  /** Everybody the program is for: peers are among them. */
  readonly partners: readonly RosterPartner[];
  /** Levels in force by day of `asOfs`, where a rank is among partners of a level. */
  readonly levels?: readonly (readonly (string | null)[])[];
  readonly attestations: readonly Attestation[];
  /** Those that apply; only `waive` is looked at. */
  readonly exceptions: readonly TierException[];
}

/** What exceptions waive, for `compileProgram`. */
export function waivedNames(exceptions: readonly TierException[]): string[] {
  return exceptions.flatMap(({ effect, requirement, enabled }) =>
    effect === 'waive' && enabled && requirement !== undefined ? [requirement] : [],
  );
}

/** Reads the attributes that groups and tracks ask for; the rest is in the request. */
export async function readPartnerTraits(
  context: QueryContext,
  { flags }: Pick<CompiledProgram, 'flags'>,
  request: TraitsRequest,
  options: RunOptions = {},
): Promise<PartnerTraits> {
  const filters = flags.flatMap(({ name, source }) =>
    source.kind === 'filter' ? [{ name, where: source.where }] : [],
  );
  const byDay = await Promise.all(
    // Only level and segment change from day to day: without them, one reading stands for all.
    (filters.some(({ where }) => where.some(changesOverTime)) ? request.asOfs : request.asOfs.slice(-1)).map(
      async (asOf) => ({ asOf, matches: await readFilters(context, filters, asOf, request.partners, options) }),
    ),
  );
  return partnerTraits(flags, request, (name, day) => {
    const { matches } = byDay.find(({ asOf }) => asOf >= day) ?? byDay.at(-1)!;
    return matches.get(name)!;
  });
}

/** The traits of a request, given who matches each filter on a day. */
export function partnerTraits(
  flags: CompiledProgram['flags'],
  request: TraitsRequest,
  matching: (name: string, day: string) => Uint8Array,
): PartnerTraits {
  const { partners } = request;
  const indices = new Map(partners.map(({ id }, index) => [id, index]));
  const sources = new Map(flags.map(({ name, source }) => [name, source]));
  const known = new Map<string, Uint8Array>();

  const onDay = (name: string, source: PartnerFlag, day: string, into: Uint8Array): void => {
    if (source.kind === 'filter') into.set(matching(name, day));
    else for (const partner of named(source, request, day)) mark(into, indices.get(partner));
  };
  return {
    partners,
    flag(name, days) {
      const key = `${name}\n${days.join()}`;
      const made = known.get(key);
      if (made) return made;
      const source = sources.get(name);
      if (!source || source.kind === 'held') throw new Error(`No trait of a partner is called ${name}`);
      const rows = new Uint8Array(days.length * partners.length);
      days.forEach((day, index) => {
        onDay(name, source, day, rows.subarray(index * partners.length, (index + 1) * partners.length));
      });
      known.set(key, rows);
      return rows;
    },
    peers(scope, days) {
      const rows = new Int32Array(days.length * partners.length);
      if (scope === 'network') return rows;
      days.forEach((day, index) => {
        rows.set(groupsOf(peerNames(request, scope, day)), index * partners.length);
      });
      return rows;
    },
  };
}

/** Partners that the registers name for a flag on a day. */
function named(
  source: Exclude<PartnerFlag, { kind: 'filter' }>,
  { attestations, exceptions }: TraitsRequest,
  day: string,
): string[] {
  if (source.kind === 'attested') {
    return attestations
      .filter(({ flag, from, to }) => flag === source.attested && from <= day && (to === undefined || day <= to))
      .map(({ partner }) => partner);
  }
  return exceptions
    .filter(
      ({ effect, requirement, level, from, to, enabled }) =>
        effect === 'waive' &&
        enabled &&
        source.names.includes(requirement?.toLowerCase() ?? '') &&
        (level === undefined || level === source.level) &&
        from <= day &&
        day <= to,
    )
    .map(({ partner }) => partner);
}

function mark(rows: Uint8Array, index: number | undefined): void {
  if (index !== undefined) rows[index] = 1;
}

function peerNames(
  { asOfs, partners, levels }: TraitsRequest,
  scope: Exclude<RankTest['scope'], 'network'>,
  day: string,
): readonly (string | null)[] {
  if (scope !== 'level') return partners.map((partner) => partner[scope]);
  const index = asOfs.findIndex((asOf) => asOf >= day);
  const found = levels?.[index === -1 ? asOfs.length - 1 : index];
  if (found) return found;
  throw new QuarterdeckError(
    'program-invalid',
    'The program ranks partners among those of their level, but no levels are known here. Load enrollments, or choose another “scope”.',
  );
}

function groupsOf(names: readonly (string | null)[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(names, (name) => {
    if (name === null) return -1;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}

async function readFilters(
  { reader, network }: QueryContext,
  filters: readonly { readonly name: string; readonly where: readonly Filter[] }[],
  asOf: string,
  partners: readonly RosterPartner[],
  options: RunOptions,
): Promise<Map<string, Uint8Array>> {
  const matches = new Map(filters.map(({ name }) => [name, new Uint8Array(partners.length)]));
  if (filters.length === 0) return matches;
  const binder = new Binder();
  const columns = filters.map(
    ({ where }, index) =>
      `CAST(${where.map((filter) => partnerCondition(filter, (value) => binder.bind(value))).join(' AND ') || 'TRUE'} AS INTEGER) AS f${index}`,
  );
  const rows = await reader.rows<Record<string, string | number>>(
    `SELECT a.partner_id, ${columns.join(', ')} FROM ${partnerAttributes(network, asOf)} a`,
    binder.bindings,
    options,
  );
  const indices = new Map(partners.map(({ id }, index) => [id, index]));
  for (const row of rows) {
    const index = indices.get(String(row.partner_id));
    if (index === undefined) continue;
    filters.forEach(({ name }, number) => {
      if (row[`f${number}`] === 1) matches.get(name)![index] = 1;
    });
  }
  return matches;
}

/** A filter over the attributes `a` of a partner; `null` stands for partners without a value. */
function partnerCondition({ dim, values, not }: Filter, bind: (value: string) => string): string {
  const column = `a.${quoteName(dim === 'partner' ? 'partner_id' : dim)}`;
  const listed = values.filter((value) => value !== null).map(bind);
  const parts = [
    ...(listed.length > 0 ? [`coalesce(${column} IN (${listed.join(', ')}), FALSE)`] : []),
    ...(values.includes(null) ? [`${column} IS NULL`] : []),
  ].join(' OR ');
  return not ? `(NOT (${parts}))` : `(${parts})`;
}
