/** A tier program from a requirements table, as a spreadsheet puts it on the clipboard. */
import { tierProgram } from '../api/documents/tierProgram.ts';
import type { Fault, PastedProgram } from '../api/tiers.ts';
import { ladderOf } from '../present/ladder.ts';
import { currencyOf, type DecimalMark, decimalMark } from '../rules/pasted/amount.ts';
import { readGrid } from '../rules/pasted/grid.ts';
import { levelIds } from './levelIds.ts';
import type { LevelDraft, RowReading, RowSetting } from './paste/reading.ts';
import { readRow } from './paste/row.ts';
import { type RequirementTable, readTable } from './paste/table.ts';
import { findWindow } from './paste/window.ts';

type Question = PastedProgram['questions'][number];

/**
 * Reads criteria × levels, whichever way the table lies and whichever way the levels go. Everything in it becomes a
 * requirement or a benefit that `read` tells in words, or a question: nothing is left out in silence. The program is
 * null, with the faults, when no document can be made of it.
 */
export function pasteProgram(text: string): PastedProgram {
  const table = readTable(readGrid(text));
  if (!table || table.levels.length === 0 || table.rows.length === 0) return refused();
  const questions: Question[] = [];
  const setting = settingOf(table, questions);
  const rows = readRows(table, setting);
  for (const row of rows) questions.push(...row.questions);
  const order = levelOrder(table, rows, questions);
  const drafts = order.map((index) => draftLevel(table.levels[index]!, index, rows, questions));
  const parsed = tierProgram.safeParse({
    id: 'pasted',
    name: table.titles.find((title) => title.length <= 120 && /program|tier|level/i.test(title)) ?? 'Pasted program',
    source: { text: 'Pasted requirements table' },
    ...(setting.currency ? { currency: setting.currency } : {}),
    levels: withIds(drafts),
  });
  const read = [
    ...rows.map(({ criterion, as }) => ({ criterion, as })),
    ...table.beside.map((head) => ({ criterion: head, as: 'a column of remarks: read for windows and units only' })),
  ];
  return { program: parsed.data ?? null, read, questions, faults: parsed.success ? [] : faultsOf(parsed.error.issues) };
}

function refused(): PastedProgram {
  const sentence =
    'This is no requirements table: copy a grid with the levels in one row (or column) and one criterion in each row (or column), heads included.';
  return { program: null, read: [], questions: [], faults: [{ place: '', where: 'Pasted text', sentence }] };
}

function faultsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Fault[] {
  return issues.map(({ path, message }) => ({
    place: path.map(String).join('.'),
    where: path.map(String).join(', '),
    sentence: message,
  }));
}

/** What holds for the whole table: decimal mark, currency, a window named above it. */
function settingOf(table: RequirementTable, questions: Question[]): RowSetting {
  const cells = table.rows.flatMap((row) => row.cells);
  const mark: DecimalMark | null = decimalMark(cells);
  if (mark === null) {
    questions.push({
      cell: 'All figures',
      text: cells
        .filter((cell) => /\d[.,]\d/.test(cell))
        .slice(0, 4)
        .join('; '),
      why: 'some have a decimal comma and some a decimal point: a point was taken for the decimal mark',
    });
  }
  const texts = [...table.titles, ...table.rows.flatMap((row) => [row.criterion, row.context, ...row.cells])];
  const currencies = [...new Set(texts.map(currencyOf).filter((code) => code !== null))];
  if (currencies.length > 1) {
    questions.push({
      cell: 'All figures',
      text: currencies.join(', '),
      why: `a program has one currency: all sums are taken as ${currencies[0]}`,
    });
  }
  return {
    levels: table.levels,
    mark: mark ?? '.',
    currency: currencies[0] ?? null,
    window: table.titles.map((title) => findWindow(title)?.window).find((window) => window !== undefined) ?? null,
    titles: table.titles.join(' '),
  };
}

function readRows(table: RequirementTable, setting: RowSetting): RowReading[] {
  let group: RowReading['group'] = null;
  return table.rows.map((row, index) => {
    const reading = readRow(row, index, group, setting);
    group = reading.group;
    return reading;
  });
}

/** Indices of the levels from the lowest to the highest: by figures that rise, else by the names, else as given. */
function levelOrder(table: RequirementTable, rows: readonly RowReading[], questions: Question[]): number[] {
  const given = table.levels.map((_, index) => index);
  let [rises, falls] = [0, 0];
  for (const { levels, rising } of rows) {
    const figures = levels.map(({ figure }) => figure).filter((figure) => figure !== null);
    for (let i = 1; i < figures.length; i++) {
      const step = (figures[i]! - figures[i - 1]!) * (rising ? 1 : -1);
      if (step > 0) rises++;
      if (step < 0) falls++;
    }
  }
  if (rises !== falls) return rises > falls ? given : given.reverse();
  const ladder = ladderOf(table.levels);
  if (ladder.known) return ladder.levels.map((level) => table.levels.indexOf(level));
  if (given.length > 1) {
    questions.push({
      cell: 'Levels',
      text: table.levels.join(', '),
      why: 'neither figures nor names say which level is the highest: the last one was taken for it',
    });
  }
  return given;
}

/** Everything the rows say of one level. */
function draftLevel(name: string, index: number, rows: readonly RowReading[], questions: Question[]): LevelDraft {
  const level = rows.map((row) => ({ group: row.group, ...row.levels[index]! }));
  const requirements: unknown[] = level.flatMap(({ group, requirement }) =>
    requirement && group === null ? conjuncts(requirement) : [],
  );
  for (const group of new Set(rows.map((row) => row.group).filter((one) => one !== null))) {
    const of = level.flatMap((row) => (row.group === group && row.requirement ? [row.requirement] : []));
    if (of.length === 0) continue;
    if (group.count > of.length) {
      questions.push({
        cell: `${group.text}, ${name}`,
        text: `${group.count} of ${of.length}`,
        why: 'it asks for more than the level has: all of them are asked for',
      });
    }
    const count = Math.min(group.count, of.length);
    requirements.push(count === 1 ? { any: of, label: group.text } : { atLeast: count, of, label: group.text });
  }
  const invitation = level.map((row) => row.invitation).find((flag) => flag !== null);
  const benefits = level.flatMap((row) => (row.benefit ? [row.benefit] : []));
  const [only, ...others] = requirements;
  return {
    name,
    ...(only === undefined ? {} : { requirement: others.length > 0 ? { all: requirements } : only }),
    ...(invitation ? { invitation } : {}),
    benefits,
  };
}

/** The parts of “and” stand beside the other requirements of the level. */
function conjuncts(requirement: unknown): unknown[] {
  return typeof requirement === 'object' &&
    requirement !== null &&
    'all' in requirement &&
    Array.isArray(requirement.all)
    ? requirement.all
    : [requirement];
}

function withIds(drafts: readonly LevelDraft[]): (Omit<LevelDraft, 'name'> & { id: string; label?: string })[] {
  const ids = levelIds(drafts.map(({ name }) => name));
  return drafts.map(({ name, ...draft }, index) => {
    const id = ids[index]!;
    return { id, ...(id === name ? {} : { label: name.slice(0, 120) }), ...draft };
  });
}
