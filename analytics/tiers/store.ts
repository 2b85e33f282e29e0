/** What a workspace keeps of tiers: saved programs and scenarios, exceptions, attestations. */
import { type Attestation, type TierException, type TierProgram, tierProgram } from '../api/documents/tierProgram.ts';
import type { RegisteredException, SavedProgram } from '../api/tiers.ts';
import type { Executor } from '../engine/engine.ts';
import { dayNumber } from '../network/dates.ts';
import { type KeptRow, type RowTable, readRows } from '../workspace/keptRows.ts';
import { savedVersion, savedVersions, type Version, type VersionedKind, versionTable } from '../workspace/versions.ts';
import { countDifferences } from './changes.ts';

/** Programs and registers share one sequence. */
const IDS = 'app.tier_id';

export const PROGRAMS: VersionedKind<TierProgram> = {
  table: versionTable('app.tier_program', IDS, 'tier.setProgram'),
  area: 'tier',
  noun: 'program',
  schema: tierProgram,
  invalid: 'program-invalid',
  rulesOf: (program) => program,
  withRules: (program, changed) => ({ ...program, ...changed }),
  countDifferences,
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
  ids: IDS,
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
  ids: IDS,
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
  return (await savedVersions(executor, PROGRAMS, today)).map(entryOf);
}

/** One saved program with its document, or a `not-found` error. */
export async function savedProgram(
  executor: Executor,
  id: number,
  today: string,
): Promise<{ saved: SavedProgram; program: TierProgram }> {
  const version = await savedVersion(executor, PROGRAMS, id, today);
  return { saved: entryOf(version), program: version.document };
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

function entryOf({ saved, row }: Version<TierProgram>): SavedProgram {
  return { ...saved, kind: row.baseline !== null && row.promotedOn === null ? 'scenario' : 'program' };
}

/** Of the partners that have exceptions. */
async function partnerNames(executor: Executor): Promise<ReadonlyMap<string, string>> {
  const rows = await executor.rows<{ id: string; name: string }>(
    `SELECT partner_id AS id, coalesce(partner_name, partner_id) AS name FROM net.partner
     WHERE partner_id IN (SELECT partner FROM ${EXCEPTIONS.table})`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
