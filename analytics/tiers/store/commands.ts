/** Every change of what a workspace keeps of tiers, as commands of the bus. */
import {
  type Attestation,
  type TierException,
  type TierProgram,
  tierProgram,
} from '../../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { issueSentence } from '../../api/issues.ts';
import type { Executor } from '../../engine/engine.ts';
import { type Command, type CommandBus, timestamp } from '../../workspace/bus.ts';
import {
  ATTESTATIONS,
  type AttestationRow,
  EXCEPTIONS,
  type ExceptionRow,
  needProgramRow,
  PROGRAMS,
  type ProgramRow,
  programOf,
} from '../store.ts';
import {
  type KeptRow,
  nextId,
  type RowTable,
  readRow,
  readRows,
  setRow,
  setRowCommand,
  setRows,
  setRowsCommand,
} from './rows.ts';

/** What undo and redo need: a journal names no other command of tiers as its inverse. */
export function registerTierCommands(bus: CommandBus): void {
  bus.register(setRowCommand(PROGRAMS));
  bus.register(setRowCommand(EXCEPTIONS));
  bus.register(setRowsCommand(EXCEPTIONS));
  bus.register(setRowCommand(ATTESTATIONS));
}

export interface ProgramToSave {
  /** The draft to write over; a new one is made without it. */
  readonly id?: number | undefined;
  readonly name: string;
  /** The saved program that this one started from. Left out, a draft keeps what it had. */
  readonly baseline?: number | null | undefined;
  readonly program: TierProgram;
}

/**
 * Saves a program and answers its id. A promoted version is a record of what was in force: saving it makes a copy that
 * starts from it.
 */
export function saveProgramCommand(now: () => Date): Command<ProgramToSave, number> {
  return {
    name: 'tier.save',
    label: ({ name }) => `Save program ${name}`,
    async apply(transaction, { id, name, baseline, program }) {
      const known = id === undefined ? null : await needProgramRow(transaction, id);
      const draft = known?.promotedOn === null ? known : null;
      if (baseline != null) await needProgramRow(transaction, baseline);
      const version = draft?.version ?? (await nextVersion(transaction, program));
      const row: ProgramRow = {
        id: draft?.id ?? (await nextId(transaction)),
        name,
        version,
        baseline: baselineOf(baseline, draft, known),
        document: JSON.stringify({ ...program, version }),
        savedAt: timestamp(now()),
        approver: null,
        promotedOn: null,
        reason: null,
        effectiveFrom: null,
      };
      return { result: row.id, inverse: await setRow(transaction, PROGRAMS, row.id, row) };
    },
  };
}

/** Removes a draft. What was promoted stays: it says what was in force, and why. */
export const removeProgramCommand: Command<{ readonly id: number }, void> = {
  name: 'tier.remove',
  label: () => 'Remove program',
  async apply(transaction, { id }) {
    const row = await needProgramRow(transaction, id);
    if (row.promotedOn !== null) {
      throw new QuarterdeckError(
        'bad-request',
        `“${row.name}” was promoted by ${row.approver} on ${row.promotedOn} and is kept as the record of it. Only drafts can be removed; undo the promotion first.`,
      );
    }
    return { result: undefined, inverse: await setRow(transaction, PROGRAMS, id, null) };
  },
};

export interface Promotion {
  readonly id: number;
  readonly approver: string;
  readonly reason: string;
  readonly effectiveFrom: string;
}

/** Freezes a draft as the version in force from a day on. Levels of partners are facts and stay as they are. */
export function promoteProgramCommand(now: () => Date): Command<Promotion, void> {
  return {
    name: 'tier.promote',
    label: ({ effectiveFrom }) => `Promote program from ${effectiveFrom}`,
    async apply(transaction, { id, approver, reason, effectiveFrom }) {
      const row = await needProgramRow(transaction, id);
      if (row.promotedOn !== null) {
        throw new QuarterdeckError(
          'bad-request',
          `“${row.name}” was promoted by ${row.approver} on ${row.promotedOn} already. Save a copy of it and promote that.`,
        );
      }
      const dated = tierProgram.safeParse({ ...programOf(row), effectiveFrom });
      if (!dated.success) {
        throw new QuarterdeckError(
          'program-invalid',
          `“${row.name}” cannot be in force from ${effectiveFrom}: ${issueSentence(dated.error)}`,
        );
      }
      const promoted: ProgramRow = {
        ...row,
        document: JSON.stringify(dated.data),
        approver,
        promotedOn: timestamp(now()).slice(0, 10),
        reason,
        effectiveFrom,
      };
      return { result: undefined, inverse: await setRow(transaction, PROGRAMS, id, promoted) };
    },
  };
}

/** Registers an exception, or changes one; answers its id. */
export const saveExceptionCommand: Command<
  { readonly id?: number | undefined; readonly exception: TierException },
  number
> = {
  name: 'tier.saveException',
  label: ({ exception }) => `Save exception for ${exception.partner}`,
  async apply(transaction, { id, exception }) {
    const row = await exceptionRow(transaction, exception, id);
    return { result: row.id, inverse: await setRow(transaction, EXCEPTIONS, row.id, row) };
  },
};

/** Registers several exceptions as one step: holding fifty partners is one decision, and is undone as one. */
export const addExceptionsCommand: Command<{ readonly exceptions: readonly TierException[] }, number> = {
  name: 'tier.addExceptions',
  label: ({ exceptions }) => `Add ${exceptions.length} exceptions`,
  async apply(transaction, { exceptions }) {
    const rows: { id: number; row: ExceptionRow }[] = [];
    for (const exception of exceptions) {
      const row = await exceptionRow(transaction, exception);
      rows.push({ id: row.id, row });
    }
    return { result: rows.length, inverse: await setRows(transaction, EXCEPTIONS, rows) };
  },
};

async function exceptionRow(transaction: Executor, exception: TierException, id?: number): Promise<ExceptionRow> {
  await needPartner(transaction, exception.partner);
  const { level = null, requirement = null, ...rest } = exception;
  return { ...rest, level, requirement, id: await idFor(transaction, EXCEPTIONS, id) };
}

export const removeExceptionCommand = removeCommand('tier.removeException', 'Remove exception', EXCEPTIONS);

/** Records that somebody confirmed an attested requirement, or changes the record. */
export const saveAttestationCommand: Command<
  { readonly id?: number | undefined; readonly attestation: Attestation },
  void
> = {
  name: 'tier.saveAttestation',
  label: ({ attestation }) => `Save attestation ${attestation.flag} of ${attestation.partner}`,
  async apply(transaction, { id, attestation }) {
    await needPartner(transaction, attestation.partner);
    const { to = null, ...rest } = attestation;
    const row: AttestationRow = { ...rest, to, id: await idFor(transaction, ATTESTATIONS, id) };
    return { result: undefined, inverse: await setRow(transaction, ATTESTATIONS, row.id, row) };
  },
};

export const removeAttestationCommand = removeCommand('tier.removeAttestation', 'Remove attestation', ATTESTATIONS);

function removeCommand<R extends KeptRow>(
  name: string,
  label: string,
  table: RowTable<R>,
): Command<{ readonly id: number }, void> {
  return {
    name,
    label: () => label,
    async apply(transaction, { id }) {
      await idFor(transaction, table, id);
      return { result: undefined, inverse: await setRow(transaction, table, id, null) };
    },
  };
}

/** The id of a row that must be there, or a new one. */
async function idFor<R extends KeptRow>(
  transaction: Executor,
  table: RowTable<R>,
  id: number | undefined,
): Promise<number> {
  if (id === undefined) return nextId(transaction);
  if (!(await readRow(transaction, table, id)))
    throw new QuarterdeckError(
      'not-found',
      `There is no entry ${id}. It may have been removed; look at the list again.`,
    );
  return id;
}

async function needPartner(transaction: Executor, partner: string): Promise<void> {
  const [found] = await transaction.rows('SELECT 1 AS found FROM net.partner WHERE partner_id = $partner LIMIT 1', {
    partner,
  });
  if (!found)
    throw new QuarterdeckError(
      'not-found',
      `There is no partner with the id “${partner}”. Choose one from the roster.`,
    );
}

/** A copy of a promoted version starts from it, whatever that one started from. */
function baselineOf(
  asked: number | null | undefined,
  draft: ProgramRow | null,
  known: ProgramRow | null,
): number | null {
  if (asked !== undefined) return asked;
  return draft ? draft.baseline : (known?.id ?? null);
}

/** Versions of one program are counted up, whoever saved them. */
async function nextVersion(transaction: Executor, program: TierProgram): Promise<number> {
  const rows = await readRows(transaction, PROGRAMS);
  const taken = rows.filter((row) => programOf(row).id === program.id).map(({ version }) => version);
  return taken.length === 0 ? program.version : Math.max(program.version, ...taken.map((version) => version + 1));
}
