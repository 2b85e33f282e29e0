/** Which cells of a pasted grid are levels, which are criteria, and which only explain. */
import { ladderOf } from '../../present/ladder.ts';
import { transposed } from '../../rules/pasted/grid.ts';
import { readCriterion } from './criterion.ts';

export interface TableRow {
  readonly criterion: string;
  /** Texts beside the criterion: its window, its unit, remarks. */
  readonly context: string;
  /** One cell a level. */
  readonly cells: readonly string[];
}

export interface RequirementTable {
  /** Lines above the table, and its corner. */
  readonly titles: readonly string[];
  readonly levels: readonly string[];
  readonly rows: readonly TableRow[];
  /** Columns beside criteria and levels, by their heads. */
  readonly beside: readonly string[];
  /** Whether it is plain which way the table lies. */
  readonly sure: boolean;
}

const BESIDE =
  /^(?:window|period|time ?frame|time|measured.*|measurement.*|units?|notes?|comments?|remarks?|sources?|data source|description|details?|category|group|types?|area|pillar|zeitraum|einheit|bemerkung(?:en)?)$/i;
const CRITERIA =
  /^(?:criteri(?:on|a)|requirements?|metrics?|kpis?|measures?|condition|kriteri(?:um|en)|anforderung(?:en)?)\b/i;

/** Null for what is no table: less than two rows or columns. */
export function readTable(grid: readonly (readonly string[])[]): RequirementTable | null {
  const head = headOf(grid);
  if (head < 0 || grid.length - head < 2) return null;
  const titles = grid.slice(0, head).flatMap((row) => row.filter((cell) => cell !== ''));
  const across = grid.slice(head).map((row) => [...row]);
  const down = transposed(across);
  const [asIs, turned] = [likeness(across), likeness(down)];
  return { ...table(turned > asIs ? down : across, titles), sure: turned !== asIs };
}

/** The first row with several cells; one that only groups the columns of the next row is a title. */
function headOf(grid: readonly (readonly string[])[]): number {
  const filled = (row: readonly string[] | undefined) => row?.filter((cell) => cell !== '').length ?? 0;
  const head = grid.findIndex((row) => filled(row) > 1);
  const groups = head >= 0 && filled(grid[head]) < 0.7 * filled(grid[head + 1]) && !grid[head]!.some(isLevel);
  return groups ? head + 1 : head;
}

/** How much the first row looks like levels and the columns before them like criteria. */
function likeness(grid: readonly (readonly string[])[]): number {
  const heads = (grid[0] ?? []).slice(1).filter(isLevel).length;
  const criteria = grid.slice(1).filter((row) => row.slice(0, 2).some(isCriterion)).length;
  const columns = Math.max(1, (grid[0]?.length ?? 1) - 1);
  return (2 * heads) / columns + criteria / Math.max(1, grid.length - 1);
}

function isLevel(text: string): boolean {
  return (ladderOf([text]).known || /\b(?:tier|level|stufe|stage)\s*\d/i.test(text)) && !isCriterion(text);
}

function isCriterion(text: string): boolean {
  return text !== '' && readCriterion(text).kind !== 'unknown';
}

function table(grid: readonly (readonly string[])[], titles: readonly string[]): Omit<RequirementTable, 'sure'> {
  const [heads = [], ...body] = grid;
  const criterion = criterionColumn(heads, body);
  const levels = heads.flatMap((text, column) =>
    column > criterion && text !== '' && !BESIDE.test(text) && !CRITERIA.test(text) ? [column] : [],
  );
  const beside = heads.flatMap((_, column) => (column !== criterion && !levels.includes(column) ? [column] : []));
  return {
    titles: [...titles, ...(heads[criterion] ? [heads[criterion]] : [])],
    levels: levels.map((column) => heads[column]!),
    beside: beside.map((column) => heads[column]!).filter((text) => text !== ''),
    rows: body.map((row) => ({
      criterion: row[criterion] ?? '',
      context: beside
        .map((column) => row[column] ?? '')
        .join(' ')
        .trim(),
      cells: levels.map((column) => row[column] ?? ''),
    })),
  };
}

/** The first column, unless a later one before the levels says more of criteria: `Category | Requirement | Silver`. */
function criterionColumn(heads: readonly string[], body: readonly (readonly string[])[]): number {
  const firstLevel = heads.findIndex((text, column) => column > 0 && isLevel(text));
  const before = Math.max(firstLevel, 1);
  const named = heads.findIndex((text, column) => column < before && CRITERIA.test(text));
  if (named >= 0) return named;
  const score = (column: number) => body.filter((row) => isCriterion(row[column] ?? '')).length;
  return [...Array(before).keys()].reduce((best, column) => (score(column) > score(best) ? column : best), 0);
}
