/** Saving, removing and promoting versions of rule documents, as commands of the bus. */
import { QuarterdeckError } from '../api/errors.ts';
import { issueSentence } from '../api/issues.ts';
import type { Executor } from '../engine/engine.ts';
import { type Command, timestamp } from './bus.ts';
import { nextId, readRows, setRow } from './keptRows.ts';
import { documentOf, needVersionRow, type VersionedKind, type VersionRow } from './versions.ts';

export interface VersionToSave<D> {
  /** The draft to write over; a new one is made without it. */
  readonly id?: number | undefined;
  readonly name: string;
  /** The saved version that this one started from. Left out, a draft keeps what it had. */
  readonly baseline?: number | null | undefined;
  readonly document: D;
}

/**
 * Saves a version and answers its id. What was promoted is a record of what was in force: saving it makes a copy that
 * starts from it.
 */
export function saveVersionCommand<D>(kind: VersionedKind<D>, now: () => Date): Command<VersionToSave<D>, number> {
  return {
    name: `${kind.area}.save`,
    label: ({ name }) => `Save ${kind.noun} ${name}`,
    async apply(transaction, { id, name, baseline, document }) {
      const known = id === undefined ? null : await needVersionRow(transaction, kind, id);
      const draft = known?.promotedOn === null ? known : null;
      if (baseline != null) await needVersionRow(transaction, kind, baseline);
      const version = draft?.version ?? (await nextVersion(transaction, kind, document));
      const row: VersionRow = {
        id: draft?.id ?? (await nextId(transaction, kind.table)),
        name,
        version,
        baseline: baselineOf(baseline, draft, known),
        document: JSON.stringify(kind.withRules(document, { version })),
        savedAt: timestamp(now()),
        approver: null,
        promotedOn: null,
        reason: null,
        effectiveFrom: null,
      };
      return { result: row.id, inverse: await setRow(transaction, kind.table, row.id, row) };
    },
  };
}

/** Removes a draft. What was promoted stays: it says what was in force, and why. */
export function removeVersionCommand<D>(kind: VersionedKind<D>): Command<{ readonly id: number }, void> {
  return {
    name: `${kind.area}.remove`,
    label: () => `Remove ${kind.noun}`,
    async apply(transaction, { id }) {
      const row = await needVersionRow(transaction, kind, id);
      if (row.promotedOn !== null) {
        throw new QuarterdeckError(
          'bad-request',
          `“${row.name}” was promoted by ${row.approver} on ${row.promotedOn} and is kept as the record of it. Only drafts can be removed; undo the promotion first.`,
        );
      }
      return { result: undefined, inverse: await setRow(transaction, kind.table, id, null) };
    },
  };
}

export interface Promotion {
  readonly id: number;
  readonly approver: string;
  readonly reason: string;
  readonly effectiveFrom: string;
}

/** Freezes a draft as the version in force from a day on. Facts, such as levels and payouts, stay as they are. */
export function promoteVersionCommand<D>(kind: VersionedKind<D>, now: () => Date): Command<Promotion, void> {
  return {
    name: `${kind.area}.promote`,
    label: ({ effectiveFrom }) => `Promote ${kind.noun} from ${effectiveFrom}`,
    async apply(transaction, { id, approver, reason, effectiveFrom }) {
      const row = await needVersionRow(transaction, kind, id);
      if (row.promotedOn !== null) {
        throw new QuarterdeckError(
          'bad-request',
          `“${row.name}” was promoted by ${row.approver} on ${row.promotedOn} already. Save a copy of it and promote that.`,
        );
      }
      const dated = kind.schema.safeParse(kind.withRules(documentOf(kind, row), { effectiveFrom }));
      if (!dated.success) {
        throw new QuarterdeckError(
          kind.invalid,
          `“${row.name}” cannot be in force from ${effectiveFrom}: ${issueSentence(dated.error)}`,
        );
      }
      const promoted: VersionRow = {
        ...row,
        document: JSON.stringify(dated.data),
        approver,
        promotedOn: timestamp(now()).slice(0, 10),
        reason,
        effectiveFrom,
      };
      return { result: undefined, inverse: await setRow(transaction, kind.table, id, promoted) };
    },
  };
}

/** A copy of a promoted version starts from it, whatever that one started from. */
function baselineOf(
  asked: number | null | undefined,
  draft: VersionRow | null,
  known: VersionRow | null,
): number | null {
  if (asked !== undefined) return asked;
  return draft ? draft.baseline : (known?.id ?? null);
}

/** Versions of the same rules are counted up, whoever saved them. */
async function nextVersion<D>(transaction: Executor, kind: VersionedKind<D>, document: D): Promise<number> {
  const rules = kind.rulesOf(document);
  const rows = await readRows(transaction, kind.table);
  const taken = rows
    .filter((row) => kind.rulesOf(documentOf(kind, row)).id === rules.id)
    .map(({ version }) => version + 1);
  return Math.max(rules.version, ...taken);
}
