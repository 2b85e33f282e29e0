/** Lists that leave the product: the new level of every partner, and whom to call with what to say. */
import type { TierCase } from '../api/documents/tierCase.ts';
import type { Cell, ColumnInfo } from '../api/results.ts';
import type { TierExport } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import { csvLine } from '../present/csv.ts';
import { fileWord } from '../present/fileWord.ts';
import { type Comparison, comparing } from './simulation/compare.ts';
import { atRiskOf, type Lists, listsOf, nearMissOf, partnerOf } from './simulation/lists.ts';
import { firstMarked } from './simulation/order.ts';
import type { Registers } from './simulation/outcome.ts';

export interface ExportRequest extends TierCase {
  readonly list: 'levels' | 'calls';
}

type Column = readonly [header: string, unit: ColumnInfo['unit']];
type Row = readonly Cell[];

/**
 * CSV text by SQL, the answer of record: `levels` has a line for each partner, `calls` one for each who moves, or else is
 * near the next level or could lose the present one, by owner and bookings.
 * @throws as `simulate` does
 */
export function tierExport(
  context: QueryContext,
  lab: Lab,
  request: ExportRequest,
  registers: Registers,
  options: LabOptions = {},
): Promise<TierExport> {
  return comparing(context, lab, { ...request, record: true }, registers, options, (comparison) => {
    const lists = listsOf(comparison, request.near);
    const { columns, rows } = request.list === 'levels' ? levelList(lists) : callList(lists);
    const lines = rows.map((row) => csvLine(row.map((cell, index) => [cell, columns[index]![1]])));
    const header = csvLine(columns.map(([name]) => [name, 'text']));
    return {
      fileName: `${fileWord(comparison.program.name, 'program')}-${request.list}-${comparison.asOf}.csv`,
      text: `${[header, ...lines].join('\r\n')}\r\n`,
      rows: rows.length,
    };
  });
}

function levelList(lists: Lists): { columns: Column[]; rows: Row[] } {
  const { comparison } = lists;
  const columns: Column[] = [
    ['Partner ID', 'text'],
    ['Partner', 'text'],
    ['Owner', 'text'],
    ['Region', 'text'],
    [`Level before (${comparison.basis.against})`, 'text'],
    ['New level', 'text'],
    ['Move', 'text'],
    [bookingsHeader(comparison), 'money'],
    ['Reason', 'text'],
  ];
  const rows = [...comparison.population.ids.keys()].map((partner): Row => {
    const { partner: id, name, owner, region, from, to, amount } = partnerOf(lists, partner);
    const move = MOVES[comparison.migration.moves[partner]! + 1]!;
    return [id, name, owner, region, from, to, from === to ? 'stays' : move, amount, lists.reasons.move(partner)];
  });
  return { columns, rows };
}

const MOVES = ['falls', 'renamed', 'rises'] as const;

function callList(lists: Lists): { columns: Column[]; rows: Row[] } {
  const { comparison, near } = lists;
  const columns: Column[] = [
    ['Owner', 'text'],
    ['Partner ID', 'text'],
    ['Partner', 'text'],
    ['Why to call', 'text'],
    ['Level before', 'text'],
    ['New level', 'text'],
    ['Level at stake', 'text'],
    [bookingsHeader(comparison), 'money'],
    ['Gap', 'text'],
    ['Next step', 'text'],
  ];
  // One call a partner: what happens before what nearly does.
  const moving = movers(lists);
  const called = new Set(moving.map(({ partner }) => partner));
  const uncalled = (marks: Uint8Array) =>
    firstMarked(comparison.byBookings, marks, marks.length).filter(
      (partner) => !called.has(partner) && called.add(partner),
    );
  const calls = [
    ...moving,
    ...uncalled(near.near).map((partner) => {
      const { other, reason } = nearMissOf(lists, partner);
      const step = lists.reasons.toEnter(partner, comparison.after[partner]! + 1);
      return { partner, why: 'near the next level', other, gap: reason, step: `To reach ${other}: ${step}` };
    }),
    ...uncalled(near.atRisk).map((partner) => {
      const { other, reason } = atRiskOf(lists, partner);
      return { partner, why: 'could lose the level', other, gap: reason, step: `To keep ${other}: hold or raise it` };
    }),
  ];
  const owner = (partner: number) => comparison.population.partners[partner]!.owner;
  const amount = (partner: number) => comparison.year.bookings[partner]! || 0;
  const rows = calls
    .sort(
      (a, b) =>
        byOwner(owner(a.partner), owner(b.partner)) || amount(b.partner) - amount(a.partner) || a.partner - b.partner,
    )
    .map(({ partner, why, other, gap, step }): Row => {
      const about = partnerOf(lists, partner);
      return [about.owner, about.partner, about.name, why, about.from, about.to, other, about.amount, gap, step];
    });
  return { columns, rows };
}

function movers(lists: Lists): { partner: number; why: string; other: string; gap: string; step: string }[] {
  const { migration } = lists.comparison;
  return [...migration.moves.keys()].flatMap((partner) => {
    const move = migration.moves[partner]!;
    if (move === 0) return [];
    const { from, to } = partnerOf(lists, partner);
    const gap = lists.reasons.move(partner);
    if (move > 0) return [{ partner, why: 'rises', other: to, gap, step: `Welcome to ${to}` }];
    const needs = lists.needs(partner);
    return [
      { partner, why: 'falls', other: from, gap, step: needs === '' ? `Explain ${to}` : `To keep ${from}: ${needs}` },
    ];
  });
}

/** Partners without an owner come last: somebody must be found to call them. */
function byOwner(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function bookingsHeader({ year, basis }: Comparison): string {
  return `Bookings ${year.from} to ${year.to} (${basis.currency})`;
}
