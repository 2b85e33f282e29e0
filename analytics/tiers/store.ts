/** What a workspace keeps of tiers: saved programs and scenarios, exceptions, attestations. */
import { type Attestation, type TierException, type TierProgram, tierProgram } from '../api/documents/tierProgram.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { RegisteredException, SavedProgram } from '../api/tiers.ts';
import type { Executor } from '../engine/engine.ts';
import { dayNumber } from '../network/dates.ts';
import { countDifferences } from './changes.ts';
import { type KeptRow, type RowTable, readRow, readRows } from './store/rows.ts';

/** The last four are set together, when the program is promoted. */
export interface ProgramRow extends KeptRow {
  readonly name: string;
  readonly version: number;
  readonly baseline: number | null;
  /** The program as JSON, defaults filled in. */
  readonly document: string;
  readonly savedAt: string;
  readonly approver: string | null;
  readonly promotedOn: string | null;
  readonly reason: string | null;
  readonly effectiveFrom: string | null;
}

export const PROGRAMS: RowTable<ProgramRow> = {
  table: 'app.tier_program',
  command: 'tier.setProgram',
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

export interface ExceptionRow extends KeptRow {
  readonly partner: string;
  readonly effect: TierException['effect'];
  readonly level: string | null;
  readonly requirement: string | null;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly approver: string;
  readonly enabled: boolean;
}

export const EXCEPTIONS: RowTable<ExceptionRow> = {
  table: 'app.tier_exception',
  command: 'tier.setException',
  columns: {
    id: { name: 'id', type: 'INTEGER' },
    partner: { name: 'partner', type: 'VARCHAR' },
    effect: { name: 'effect', type: 'VARCHAR' },
    level: { name: 'level', type: 'VARCHAR' },
    requirement: { name: 'requirement', type: 'VARCHAR' },
    from: { name: 'from_on', type: 'DATE' },
    to: { name: 'to_on', type: 'DATE' },
    reason: { name: 'reason', type: 'VARCHAR' },
    approver: { name: 'approver', type: 'VARCHAR' },
    enabled: { name: 'enabled', type: 'BOOLEAN' },
  },
};

export interface AttestationRow extends KeptRow {
  readonly partner: string;
  readonly flag: string;
  readonly from: string;
  readonly to: string | null;
  readonly by: string;
}

export const ATTESTATIONS: RowTable<AttestationRow> = {
  table: 'app.attestation',
  command: 'tier.setAttestation',
  columns: {
    id: { name: 'id', type: 'INTEGER' },
    partner: { name: 'partner', type: 'VARCHAR' },
    flag: { name: 'flag', type: 'VARCHAR' },
    from: { name: 'from_on', type: 'DATE' },
    to: { name: 'to_on', type: 'DATE' },
    by: { name: 'confirmed_by', type: 'VARCHAR' },
  },
};

/** Saved programs and scenarios, the one saved last first. `today` decides which promoted version is in force. */
export async function savedPrograms(executor: Executor, today: string): Promise<SavedProgram[]> {
  const rows = await readRows(executor, PROGRAMS);
  const programs = new Map(rows.map((row) => [row.id, programOf(row)]));
  const inForce = inForceOn(rows, programs, today);
  return rows
    .map((row): SavedProgram => {
      const program = programs.get(row.id)!;
      const baseline = row.baseline === null ? undefined : programs.get(row.baseline);
      return {
        id: row.id,
        name: row.name,
        kind: row.baseline !== null && row.promotedOn === null ? 'scenario' : 'program',
        state: row.promotedOn === null ? 'draft' : inForce.has(row.id) ? 'in force' : 'frozen',
        version: row.version,
        baseline: baseline ? row.baseline : null,
        savedAt: row.savedAt,
        promoted: promotionOf(row),
        changes: baseline ? countDifferences(baseline, program) : 0,
      };
    })
    .sort((a, b) => b.savedAt.localeCompare(a.savedAt) || b.id - a.id);
}

/** One saved program with its document, or a `not-found` error. */
export async function savedProgram(
  executor: Executor,
  id: number,
  today: string,
): Promise<{ saved: SavedProgram; program: TierProgram }> {
  const row = await needProgramRow(executor, id);
  const saved = (await savedPrograms(executor, today)).find((one) => one.id === id)!;
  return { saved, program: programOf(row) };
}

/** Exceptions with the partner's name and the days until each ends, below zero once it has. */
export async function registeredExceptions(executor: Executor, today: string): Promise<RegisteredException[]> {
  const rows = await readRows(executor, EXCEPTIONS);
  const names = rows.length > 0 ? await partnerNames(executor) : new Map<string, string>();
  return rows.map((row) => ({
    ...exceptionOf(row),
    id: row.id,
    name: names.get(row.partner) ?? null,
    daysLeft: dayNumber(row.to) - dayNumber(today),
  }));
}

export async function attestations(executor: Executor): Promise<(Attestation & { id: number })[]> {
  return (await readRows(executor, ATTESTATIONS)).map(({ to, ...row }) => ({ ...row, ...(to !== null && { to }) }));
}

export function exceptionOf({ level, requirement, id: _, ...rest }: ExceptionRow): TierException {
  return { ...rest, ...(level !== null && { level }), ...(requirement !== null && { requirement }) };
}

export function programOf({ document }: ProgramRow): TierProgram {
  return tierProgram.parse(JSON.parse(document));
}

export async function needProgramRow(executor: Executor, id: number): Promise<ProgramRow> {
  const row = await readRow(executor, PROGRAMS, id);
  if (!row)
    throw new QuarterdeckError('not-found', `There is no saved program ${id}. It may have been removed; see the list.`);
  return row;
}

/** Of each program the version that came into force last, unless its own end has passed. */
function inForceOn(
  rows: readonly ProgramRow[],
  programs: ReadonlyMap<number, TierProgram>,
  today: string,
): ReadonlySet<number> {
  const latest = new Map<string, ProgramRow>();
  for (const row of rows) {
    if (row.effectiveFrom === null || row.effectiveFrom > today) continue;
    const { id } = programs.get(row.id)!;
    const known = latest.get(id);
    if (!known || `${known.effectiveFrom} ${known.promotedOn}` <= `${row.effectiveFrom} ${row.promotedOn}`)
      latest.set(id, row);
  }
  const standing = [...latest.values()].filter(({ id }) => (programs.get(id)!.effectiveTo ?? today) >= today);
  return new Set(standing.map(({ id }) => id));
}

function promotionOf({ approver, promotedOn, reason, effectiveFrom }: ProgramRow): SavedProgram['promoted'] {
  if (approver === null || promotedOn === null || reason === null || effectiveFrom === null) return null;
  return { approver, on: promotedOn, reason, effectiveFrom };
}

/** Of the partners that have exceptions. */
async function partnerNames(executor: Executor): Promise<ReadonlyMap<string, string>> {
  const rows = await executor.rows<{ id: string; name: string }>(
    `SELECT partner_id AS id, coalesce(partner_name, partner_id) AS name FROM net.partner
     WHERE partner_id IN (SELECT partner FROM ${EXCEPTIONS.table})`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
