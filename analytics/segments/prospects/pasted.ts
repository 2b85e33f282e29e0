/** Prospects from a table, as a spreadsheet puts it on the clipboard: one a row, criteria and attributes in columns. */
import type { Fault } from '../../api/tiers.ts';
import { dimension } from '../../network/dimensions.ts';
import { countWords } from '../../present/labels.ts';
import { amountsIn, type DecimalMark, decimalMark } from '../../rules/pasted/amount.ts';
import { readGrid } from '../../rules/pasted/grid.ts';
import type { Criterion, MeasuredCriterion } from '../profile/criteria.ts';
import type { Column } from '../profile/scores.ts';

export interface PastedProspects {
  readonly names: readonly string[];
  /** In the order of the criteria. */
  readonly columns: readonly Column[];
  readonly faults: readonly Fault[];
}

const NAMES = new Set(['name', 'partner', 'partner name', 'company', 'account', 'account name', 'prospect']);
const UNKNOWN = /^(?:[-–—−?]*|n\/?a\.?|unknown|tbd|null)$/i;
const NOBODY: Omit<PastedProspects, 'faults'> = { names: [], columns: [] };
/** Rows named in a sentence about many. */
const NAMED = 3;

/**
 * A column belongs to the criterion whose id or label it has, or to the attribute that a criterion looks at. What is not
 * known stays so; what cannot be read is not known either, and told.
 */
export function readProspectList(
  text: string,
  criteria: readonly Criterion[],
  { currency }: { readonly currency: string },
): PastedProspects {
  const [header = [], ...rows] = readGrid(text);
  const heads = header.map((head) => head.toLowerCase());
  const nameAt = heads.findIndex((head) => NAMES.has(head));
  const taken = criteria.map((criterion) => {
    const accepted = headsOf(criterion);
    return heads.findIndex((head) => accepted.has(head));
  });
  if (nameAt === -1) return { ...NOBODY, faults: [fault('', 'First row', noNames(header, criteria))] };
  if (rows.length === 0) {
    return {
      ...NOBODY,
      faults: [fault('', 'Pasted text', 'There is no row below the heads: copy the prospects too.')],
    };
  }
  const faults: Fault[] = [];
  const cells = rows.map((row) => row.map((cell) => (UNKNOWN.test(cell) ? '' : cell)));
  const figures = criteria.flatMap((criterion, at) =>
    'measure' in criterion && taken[at] !== -1 ? cells.map((row) => row[taken[at]!]!) : [],
  );
  const mark = decimalMark(figures);
  if (mark === null) {
    faults.push(
      fault(
        '',
        'All figures',
        'Some have a decimal comma and some a decimal point: a point was taken. Write them alike.',
      ),
    );
  }
  const named = cells.flatMap((row, index) => (row[nameAt] === '' ? [] : [index]));
  if (named.length < rows.length) {
    const sentence = `${countWords(rows.length - named.length, 'row')} without a name left out.`;
    faults.push(fault('', header[nameAt]!, sentence));
  }
  const names = named.map((row) => cells[row]![nameAt]!);
  const columns = criteria.map((criterion, at): Column => {
    const texts = named.map((row) => (taken[at] === -1 ? '' : cells[row]![taken[at]!]!));
    if (!('measure' in criterion)) {
      const values = texts.map((cell) => (cell === '' ? null : spelled(cell, criterion.values)));
      return { worth: (index) => criterion.worth(values[index]!), text: (index) => values[index] ?? '' };
    }
    const read = texts.map((cell) => readFigure(cell, criterion, mark ?? '.', currency));
    faults.push(...figureFaults(read, header[taken[at]!] ?? '', names));
    return { worth: (index) => criterion.worth(read[index]!.value), text: (index) => texts[index]! };
  });
  const used = new Set([nameAt, ...taken]);
  header.forEach((head, at) => {
    if (!used.has(at) && head !== '') faults.push(fault(head, head, unused(head, criteria, taken)));
  });
  return { names, columns, faults };
}

function headsOf(criterion: Criterion): Set<string> {
  const attribute = 'dim' in criterion ? [criterion.dim, dimension(criterion.dim).label] : [];
  return new Set([criterion.id, criterion.label, ...attribute].map((head) => head.toLowerCase()));
}

/** As the profile spells the value, where it has it. */
function spelled(cell: string, values: readonly string[]): string {
  return values.find((value) => value.toLowerCase() === cell.toLowerCase()) ?? cell;
}

interface ReadFigure {
  /** NaN where it is not known or could not be read. */
  readonly value: number;
  readonly fault: string | null;
}

function readFigure(cell: string, { unit }: MeasuredCriterion, mark: DecimalMark, currency: string): ReadFigure {
  const value = Number.NaN;
  if (cell === '') return { value, fault: null };
  const negative = /^(?:[-−]\s*|\()/.exec(cell)?.[0] ?? '';
  const rest = cell
    .slice(negative.length)
    .replace(negative.startsWith('(') ? /\)$/ : /$/, '')
    .trim();
  const [amount, second] = amountsIn(rest, mark);
  if (!amount || second || amount.start > 0 || amount.end < rest.length) {
    return { value, fault: `“${cell}” is no single figure` };
  }
  if (amount.currency !== null && unit === 'money' && amount.currency !== currency) {
    return { value, fault: `“${cell}” is not in ${currency}` };
  }
  return { value: (negative === '' ? 1 : -1) * Number(amount.value), fault: null };
}

/** One for all cells of a column that could not be read. */
function figureFaults(read: readonly ReadFigure[], head: string, names: readonly string[]): Fault[] {
  const unread = read.flatMap(({ fault }, index) => (fault === null ? [] : [`${fault} (${names[index]})`]));
  if (unread.length === 0) return [];
  const some = unread.slice(0, NAMED);
  const more = unread.length > NAMED ? ` and ${countWords(unread.length - NAMED, 'more cell')}` : '';
  return [
    fault(head, head, `${some.join('; ')}${more}: taken as not known. Write a number, for instance 250000 or 25 %.`),
  ];
}

function noNames(header: readonly string[], criteria: readonly Criterion[]): string {
  if (header.length === 1 && header[0]!.includes(',')) {
    return 'The first row is one cell. Part the columns by tabs or semicolons, as cells copied from a spreadsheet are.';
  }
  const heads = criteria.map(({ id }) => `“${id}”`).join(', ');
  return `The first row has no column “name”. Begin with heads: name, and of the criteria ${heads} those that are known.`;
}

function unused(head: string, criteria: readonly Criterion[], taken: readonly number[]): string {
  const missing = criteria.filter((_, at) => taken[at] === -1).map(({ id }) => `“${id}”`);
  const mend = missing.length > 0 ? ` Criteria without a column: ${missing.join(', ')}.` : '';
  return `The profile has no criterion “${head}”: the column is not used.${mend}`;
}

function fault(place: string, where: string, sentence: string): Fault {
  return { place, where, sentence };
}
