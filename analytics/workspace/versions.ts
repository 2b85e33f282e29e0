/**
 * Rule documents that are kept in versions: drafts, which may change, and what was promoted, which is the record of what
 * was in force. One table holds the versions of all documents of a kind.
 */
import type { z } from 'zod';
import { type ErrorCode, QuarterdeckError } from '../api/errors.ts';
import type { SavedVersion } from '../api/versions.ts';
import type { Executor } from '../engine/engine.ts';
import { addDays } from '../network/dates.ts';
import { type KeptRow, type RowTable, readRow, readRows } from './keptRows.ts';

/** The last four are set together, when the version is promoted. */
export interface VersionRow extends KeptRow {
  readonly name: string;
  readonly version: number;
  readonly baseline: number | null;
  /** The document as JSON, defaults filled in. */
  readonly document: string;
  readonly savedAt: string;
  readonly approver: string | null;
  readonly promotedOn: string | null;
  readonly reason: string | null;
  readonly effectiveFrom: string | null;
}

/** What names rules, and says when they hold. */
export interface DatedRules {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom?: string | undefined;
  readonly effectiveTo?: string | undefined;
}

/** One kind of documents that are kept in versions. */
export interface VersionedKind<D> {
  readonly table: RowTable<VersionRow>;
  /** Its commands are `area.save`, `area.remove` and `area.promote`. */
  readonly area: string;
  /** What users call such a document: `program`. */
  readonly noun: string;
  readonly schema: z.ZodType<D>;
  /** The code of the error that such a document does not stand. */
  readonly invalid: ErrorCode;
  rulesOf(document: D): DatedRules;
  /** The document with what names and dates its rules changed; not checked. */
  withRules(document: D, changed: Partial<Pick<DatedRules, 'version' | 'effectiveFrom'>>): unknown;
  countDifferences(before: D, after: D): number;
}

export interface Version<D> {
  readonly row: VersionRow;
  readonly document: D;
  readonly saved: SavedVersion;
}

/** A promoted version with the days, both included, on which it is in force; without an end until another comes. */
export interface StandingVersion<D> {
  readonly row: VersionRow;
  readonly document: D;
  readonly from: string;
  readonly to: string | null;
}

/** The table of a kind: the columns that the schema gives to each of them. */
export function versionTable(table: string, ids: string, command: string): RowTable<VersionRow> {
  return {
    table,
    ids,
    command,
    columns: {
      id: { name: 'id', type: 'INTEGER' },
      name: { name: 'name', type: 'VARCHAR' },
      version: { name: 'version', type: 'INTEGER' },
      baseline: { name: 'baseline', type: 'INTEGER' },
      document: { name: 'document', type: 'VARCHAR' },
      savedAt: { name: 'saved_at', type: 'TIMESTAMP' },
      approver: { name: 'approver', type: 'VARCHAR' },
      promotedOn: { name: 'promoted_on', type: 'DATE' },
      reason: { name: 'reason', type: 'VARCHAR' },
      effectiveFrom: { name: 'effective_from', type: 'DATE' },
    },
  };
}

/** Every version, the one saved last first. `today` decides which promoted ones are in force. */
export async function savedVersions<D>(
  executor: Executor,
  kind: VersionedKind<D>,
  today: string,
): Promise<Version<D>[]> {
  const read = await readDocuments(executor, kind);
  const documents = new Map(read.map(({ row, document }) => [row.id, document]));
  const inForce = new Set(
    standing(kind, read)
      .filter(({ from, to }) => from <= today && (to === null || to >= today))
      .map(({ row }) => row.id),
  );
  return read
    .map(({ row, document }): Version<D> => {
      const { id, name, version, savedAt } = row;
      const baseline = row.baseline === null ? undefined : documents.get(row.baseline);
      const saved: SavedVersion = {
        id,
        name,
        state: row.promotedOn === null ? 'draft' : inForce.has(id) ? 'in force' : 'frozen',
        version,
        baseline: baseline ? row.baseline : null,
        savedAt,
        promoted: promotionOf(row),
        changes: baseline ? kind.countDifferences(baseline, document) : 0,
      };
      return { row, document, saved };
    })
    .sort((a, b) => b.saved.savedAt.localeCompare(a.saved.savedAt) || b.saved.id - a.saved.id);
}

/**
 * One version.
 * @throws QuarterdeckError `not-found`
 */
export async function savedVersion<D>(
  executor: Executor,
  kind: VersionedKind<D>,
  id: number,
  today: string,
): Promise<Version<D>> {
  await needVersionRow(executor, kind, id);
  return (await savedVersions(executor, kind, today)).find(({ row }) => row.id === id)!;
}

/** What was promoted and has had, has or will have its days, by the first of them. */
export async function standingVersions<D>(executor: Executor, kind: VersionedKind<D>): Promise<StandingVersion<D>[]> {
  return standing(kind, await readDocuments(executor, kind));
}

/** @throws QuarterdeckError `not-found` */
export async function needVersionRow<D>(
  executor: Executor,
  { table, noun }: VersionedKind<D>,
  id: number,
): Promise<VersionRow> {
  const row = await readRow(executor, table, id);
  if (!row)
    throw new QuarterdeckError('not-found', `There is no saved ${noun} ${id}. It may have been removed; see the list.`);
  return row;
}

export function documentOf<D>({ schema }: VersionedKind<D>, { document }: VersionRow): D {
  return schema.parse(JSON.parse(document));
}

interface Read<D> {
  readonly row: VersionRow;
  readonly document: D;
}

async function readDocuments<D>(executor: Executor, kind: VersionedKind<D>): Promise<Read<D>[]> {
  const rows = await readRows(executor, kind.table);
  return rows.map((row) => ({ row, document: documentOf(kind, row) }));
}

/**
 * A version is in force from its day until the day before another version of the same rules comes, or until its own end.
 * Of several from the same day the one that was promoted last holds.
 */
function standing<D>(kind: VersionedKind<D>, read: readonly Read<D>[]): StandingVersion<D>[] {
  const promoted = read
    .flatMap(({ row, document }) => {
      const { effectiveFrom: from, promotedOn } = row;
      return from === null ? [] : [{ row, document, from, order: `${from} ${promotedOn}` }];
    })
    .sort((a, b) => (a.order === b.order ? a.row.id - b.row.id : a.order < b.order ? -1 : 1));
  return promoted.flatMap(({ row, document, from }, index) => {
    const { id, effectiveTo: end = null } = kind.rulesOf(document);
    const next = promoted.slice(index + 1).find((later) => kind.rulesOf(later.document).id === id);
    const before = next ? addDays(next.from, -1) : null;
    const to = before !== null && (end === null || before < end) ? before : end;
    return to !== null && to < from ? [] : [{ row, document, from, to }];
  });
}

function promotionOf({ approver, promotedOn, reason, effectiveFrom }: VersionRow): SavedVersion['promoted'] {
  if (approver === null || promotedOn === null || reason === null || effectiveFrom === null) return null;
  return { approver, on: promotedOn, reason, effectiveFrom };
}
