import { storeStatements } from '../network/store.ts';

/** Raised by one with every migration. */
export const SCHEMA_VERSION = 4;

/** What an empty workspace file starts with: the product's own records (`app`) and the network (`store`, `net`). */
export function schemaStatements(): string[] {
  return [
    'CREATE SCHEMA app',
    'CREATE TABLE app.meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL)',
    `CREATE TABLE app.policy (version INTEGER NOT NULL, effective_from DATE NOT NULL, set_at TIMESTAMP NOT NULL, document VARCHAR NOT NULL)`,
    // `sequence` orders commands within a journal; `forward` and `inverse` are invocations as JSON.
    `CREATE TABLE app.journal (sequence INTEGER NOT NULL, done_at TIMESTAMP NOT NULL, label VARCHAR NOT NULL,
       state VARCHAR NOT NULL, forward VARCHAR, inverse VARCHAR)`,
    `CREATE TABLE app.load (load_id INTEGER NOT NULL, file VARCHAR NOT NULL, as_kind VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
       bytes BIGINT NOT NULL, column_map VARCHAR NOT NULL, loaded_at TIMESTAMP NOT NULL, rows_read BIGINT NOT NULL, rows_new BIGINT NOT NULL,
       rows_changed BIGINT NOT NULL, rows_same BIGINT NOT NULL, rows_vanished BIGINT NOT NULL, rows_refused BIGINT NOT NULL,
       checks VARCHAR NOT NULL, undone BOOLEAN NOT NULL)`,
    `CREATE TABLE app.refused (load_id INTEGER NOT NULL, source_row INTEGER NOT NULL, column_name VARCHAR, value VARCHAR, reason VARCHAR NOT NULL)`,
    'CREATE TABLE app.snooze (finding_id VARCHAR NOT NULL, until DATE NOT NULL, reason VARCHAR NOT NULL)',
    ...storeStatements(),
    ...tierStatements(),
    ...incentiveStatements(),
    ...segmentStatements(),
  ];
}

/**
 * What version 2 added: saved tier programs, and the registers beside them. A promoted program has all four of its last
 * columns. Ids come from one sequence, so that a number which was removed never means something else later.
 */
export function tierStatements(): string[] {
  return [
    'CREATE SEQUENCE app.tier_id',
    `CREATE TABLE app.tier_program (id INTEGER NOT NULL, name VARCHAR NOT NULL, version INTEGER NOT NULL, baseline INTEGER,
       document VARCHAR NOT NULL, saved_at TIMESTAMP NOT NULL, approver VARCHAR, promoted_on DATE, reason VARCHAR, effective_from DATE)`,
    `CREATE TABLE app.tier_exception (id INTEGER NOT NULL, partner VARCHAR NOT NULL, effect VARCHAR NOT NULL, level VARCHAR,
       requirement VARCHAR, from_on DATE NOT NULL, to_on DATE NOT NULL, reason VARCHAR NOT NULL, approver VARCHAR NOT NULL,
       enabled BOOLEAN NOT NULL)`,
    `CREATE TABLE app.attestation (id INTEGER NOT NULL, partner VARCHAR NOT NULL, flag VARCHAR NOT NULL, from_on DATE NOT NULL,
       to_on DATE, confirmed_by VARCHAR NOT NULL)`,
  ];
}

/** What version 3 added: saved incentive plans, kept as tier programs are. */
export function incentiveStatements(): string[] {
  return [
    'CREATE SEQUENCE app.incentive_plan_id',
    `CREATE TABLE app.incentive_plan (id INTEGER NOT NULL, name VARCHAR NOT NULL, version INTEGER NOT NULL, baseline INTEGER,
       document VARCHAR NOT NULL, saved_at TIMESTAMP NOT NULL, approver VARCHAR, promoted_on DATE, reason VARCHAR, effective_from DATE)`,
  ];
}

/**
 * What version 4 added: saved segmentations, who was in which segment when, and who was moved by hand. A placement and its
 * members are written once and never changed, so that undoing an assignment is pointing back to the placement before. The
 * last member span of a partner that is still placed has no end.
 */
export function segmentStatements(): string[] {
  return [
    'CREATE SEQUENCE app.segment_id',
    `CREATE TABLE app.segmentation (id INTEGER NOT NULL, name VARCHAR NOT NULL, version INTEGER NOT NULL, document VARCHAR NOT NULL,
       saved_at TIMESTAMP NOT NULL, placement INTEGER, in_force BOOLEAN NOT NULL)`,
    `CREATE TABLE app.segment_placement (id INTEGER NOT NULL, segmentation INTEGER NOT NULL, version INTEGER NOT NULL,
       placed_at TIMESTAMP NOT NULL, from_on DATE NOT NULL, to_on DATE NOT NULL, quarters INTEGER NOT NULL, segments VARCHAR NOT NULL)`,
    `CREATE TABLE app.segment_member (placement INTEGER NOT NULL, partner VARCHAR NOT NULL, segment VARCHAR NOT NULL,
       from_on DATE NOT NULL, to_on DATE)`,
    `CREATE TABLE app.segment_move (id INTEGER NOT NULL, segmentation INTEGER NOT NULL, partner VARCHAR NOT NULL,
       segment VARCHAR NOT NULL, reason VARCHAR NOT NULL, moved_by VARCHAR, from_on DATE NOT NULL, until DATE)`,
  ];
}
