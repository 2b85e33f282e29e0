/** Every change of what a workspace keeps of tiers beside its programs, as commands of the bus. */
import type { Attestation, TierException } from '../../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { Executor } from '../../engine/engine.ts';
import type { Command, CommandBus } from '../../workspace/bus.ts';
import {
  type KeptRow,
  nextId,
  type RowTable,
  readRow,
  setRow,
  setRowCommand,
  setRows,
  setRowsCommand,
} from '../../workspace/keptRows.ts';
import { ATTESTATIONS, type AttestationRow, EXCEPTIONS, type ExceptionRow, PROGRAMS } from '../store.ts';

/** What undo and redo need: a journal names no other command of tiers as its inverse. */
export function registerTierCommands(bus: CommandBus): void {
  bus.register(setRowCommand(PROGRAMS.table));
  bus.register(setRowCommand(EXCEPTIONS));
  bus.register(setRowsCommand(EXCEPTIONS));
  bus.register(setRowCommand(ATTESTATIONS));
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
  if (id === undefined) return nextId(transaction, table);
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
