/** One row of a requirements table: what each level is asked for, or given, and what of it was not understood. */
import type { Window } from '../../api/documents/measure.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { shift } from '../../present/numbers.ts';
import type { Amount } from '../../rules/pasted/amount.ts';
import { type CellReading, type Figure, readCell } from './cell.ts';
import { type Criterion, type Measured, merged, narrowedBy, readCriterion } from './criterion.ts';
import { heading } from './heading.ts';
import { type LevelReading, NONE, type RowGroup, type RowReading, type RowSetting } from './reading.ts';
import type { TableRow } from './table.ts';
import { findWindow, windowWords } from './window.ts';
import type { WordsFilter } from './wordings.ts';
import { figureWords, filterWords, flagOf, multiplied, SIGN } from './words.ts';

const USUAL: Window = { kind: 'trailing', count: 12, unit: 'month' };

export function readRow(row: TableRow, index: number, group: RowGroup | null, setting: RowSetting): RowReading {
  const name = row.criterion || row.context || `Row ${index + 1}`;
  if (row.cells.every((cell) => cell === '')) return heading(name, row, group);
  return new RowReader(name, row, group, setting).read();
}

class RowReader {
  readonly #name: string;
  readonly #row: TableRow;
  readonly #group: RowGroup | null;
  readonly #setting: RowSetting;
  readonly #criterion: Criterion;
  readonly #questions: { cell: string; text: string; why: string }[] = [];
  #window: Window | null;

  constructor(name: string, row: TableRow, group: RowGroup | null, setting: RowSetting) {
    this.#name = name;
    this.#row = row;
    this.#group = group;
    this.#setting = setting;
    this.#criterion = readCriterion(row.criterion);
    const context = findWindow(row.context)?.window;
    this.#window = this.#criterion.window ?? context ?? setting.window;
  }

  read(): RowReading {
    const cells = this.#row.cells.map((text) => this.#cellOf(text));
    this.#askOnce(cells);
    const levels = cells.map((cell, index) => this.#level(cell, index));
    const said = levels.flatMap(({ words }, index) => (words ? [`${this.#setting.levels[index]} ${words}`] : []));
    const head = this.#head();
    const asked = said.length > 0 ? `${head}: ${said.join('; ')}` : `${head}: asked of no level`;
    const lost = this.#criterion.kind === 'unknown' && said.length === 0 && this.#questions.length > 0;
    const as = lost ? 'not understood, left out' : asked;
    const rising = !levels.some(({ requirement }) => isUpperLimit(requirement));
    return { criterion: this.#name, as, levels, rising, group: this.#group, questions: this.#questions };
  }

  /** A window may stand in the cell itself; it then holds for the row. */
  #cellOf(text: string): CellReading {
    const named = findWindow(text);
    if (named && this.#criterion.kind === 'measure') this.#window ??= named.window;
    return readCell(named ? named.rest.replace(/\(\s*\)/g, ' ') : text, this.#setting.mark);
  }

  #ask(cell: string, text: string, why: string): void {
    this.#questions.push({ cell: cell === '' ? this.#name : `${this.#name}, ${cell}`, text, why });
  }

  /** What concerns the criterion as such, and not one of its cells. */
  #askOnce(cells: readonly CellReading[]): void {
    const criterion = this.#criterion;
    const measured = cells.some(({ kind }) => kind === 'figures' || kind === 'rank');
    if (criterion.kind !== 'measure' || !measured) return;
    for (const doubt of criterion.doubts) this.#ask('', this.#name, doubt);
    if (criterion.leftover.length > 0) {
      const words = criterion.leftover.map((word) => `“${word}”`).join(', ');
      this.#ask('', this.#name, `${words} was not understood: the measure counts without it`);
    }
    if (!criterion.state && this.#window === null) {
      this.#ask('', this.#name, 'no window is named: it is taken as the trailing 12 months');
    }
    if (criterion.state && this.#window !== null && this.#criterion.window?.kind !== 'on-the-day' && criterion.window) {
      this.#ask('', windowWords(this.#window), 'this is a state on the day: its window was left out');
    }
  }

  #head(): string {
    const criterion = this.#criterion;
    if (criterion.kind === 'benefit')
      return criterion.fee ? 'a fee, not a requirement' : 'a benefit, not a requirement';
    if (criterion.kind === 'invitation') return 'by invitation';
    if (criterion.kind === 'unknown') return 'confirmed by people (until it is recorded, nobody meets it)';
    const filters = filterWords(criterion.filter);
    return [`${findMetric(criterion.metric).label}${filters}`, this.#windowWords(criterion)].filter(Boolean).join(', ');
  }

  #windowWords(criterion: Measured): string {
    return criterion.state ? 'on the day' : windowWords(this.#window ?? USUAL);
  }

  #level(cell: CellReading, index: number): LevelReading {
    const level = this.#setting.levels[index]!;
    const text = this.#row.cells[index]!;
    const criterion = this.#criterion;
    if (cell.kind === 'nothing') return NONE;
    if (cell.kind === 'optional') {
      this.#ask(level, text, 'what is optional is not asked for');
      return NONE;
    }
    if (cell.kind === 'invitation' || (criterion.kind === 'invitation' && cell.kind === 'yes')) {
      return { ...NONE, invitation: 'invitation', words: 'by invitation' };
    }
    if (criterion.kind === 'benefit') return this.#benefit(criterion, cell, level, text);
    switch (cell.kind) {
      case 'yes':
        return this.#attested(this.#name, 'confirmed');
      case 'of':
        return this.#someOf(cell, level, text);
      case 'rank':
        return this.#rank(cell, level, text);
      case 'unread':
        return this.#unread(cell.why, level, text);
      case 'figures':
        return this.#figures(cell, level, text);
    }
  }

  #unread(why: string, level: string, text: string): LevelReading {
    if (this.#criterion.kind === 'unknown' && !/\d/.test(text)) return this.#attested(`${this.#name} ${text}`, text);
    this.#ask(level, text, `${why}: it is left out`);
    return NONE;
  }

  #attested(label: string, words: string): LevelReading {
    return { ...NONE, requirement: { attested: flagOf(label), label: label.slice(0, 120) }, words };
  }

  #someOf({ count, of }: { count: number; of: number }, level: string, text: string): LevelReading {
    const listed = /[(:]\s*([^()]+?)\s*\)?$/.exec(this.#name)?.[1]?.split(/\s*[,/;|]\s*|\s+(?:or|and)\s+/i) ?? [];
    const named = listed.length === of ? listed : null;
    if (!named) this.#ask(level, text, `which ${of} these are is not said: each is confirmed by people`);
    const names = named ?? [...Array(of).keys()].map((i) => `${this.#name.replace(/[(:].*$/, '').trim()} ${i + 1}`);
    const options = names.map((name) => ({ attested: flagOf(name), label: name.slice(0, 120) }));
    return {
      ...NONE,
      requirement: { atLeast: count, of: options, label: this.#name.slice(0, 120) },
      words: `${count} of ${of}`,
    };
  }

  #rank(cell: CellReading & { kind: 'rank' }, level: string, text: string): LevelReading {
    const criterion = this.#criterion;
    if (criterion.kind !== 'measure') return this.#unread('no metric goes by these words', level, text);
    const { kind: _, ...place } = cell;
    const label = `${this.#name}: ${text}`.slice(0, 120);
    return { ...NONE, requirement: { rank: this.#measure(criterion, criterion.filter), ...place, label }, words: text };
  }

  #measure(criterion: Measured, filter: readonly WordsFilter[]): object {
    const window = criterion.state ? {} : { window: this.#window ?? USUAL };
    return { metric: criterion.metric, ...(filter.length > 0 ? { filter } : {}), ...window };
  }

  #figures(cell: CellReading & { kind: 'figures' }, level: string, text: string): LevelReading {
    const several = cell.figures.length > 1;
    const parts = cell.figures.flatMap((figure) => this.#tests(figure, several, level, text) ?? []);
    if (parts.length === 0) return NONE;
    const tests = parts.map(({ test }) => test);
    const words = parts.map((part) => part.words).join(several && cell.joined === 'any' ? ' or ' : ' and ');
    const figure = Number(cell.figures[0]!.amount.value);
    const requirement =
      tests.length === 1 ? tests[0] : several && cell.joined === 'any' ? { any: tests } : { all: tests };
    return { ...NONE, requirement, figure, words };
  }

  /** The test of a figure, and those of the minima in its brackets. */
  #tests(figure: Figure, several: boolean, level: string, text: string): { test: object; words: string }[] | null {
    const own = figure.words === '' ? null : readCriterion(figure.words);
    const foreign = own?.kind === 'measure' && (several || this.#criterion.kind !== 'measure') ? own : null;
    const criterion = foreign ?? this.#criterion;
    if (criterion.kind !== 'measure') {
      const why = criterion.kind === 'unknown' ? criterion.why : 'no metric goes by these words';
      this.#ask(level, text, `${why}: it is left out`);
      return null;
    }
    const beside = foreign ? { filter: [], leftover: foreign.leftover } : narrowedBy(criterion.metric, figure.words);
    if (beside.leftover.length > 0) {
      this.#ask(level, text, `“${beside.leftover.join(' ')}” was not understood: the figure counts without it`);
    }
    const filter = merged(criterion.filter, beside.filter);
    const main = this.#test(criterion, filter, figure.sign, figure.amount, level, text);
    if (!main) return null;
    if (figure.upTo)
      this.#ask(level, text, 'of this range the lower end is asked for; the upper end begins the next level');
    const minima = figure.minima.flatMap(({ amount, words }) => {
      const narrow = narrowedBy(criterion.metric, words);
      if (narrow.leftover.length > 0 || narrow.filter.length === 0) {
        this.#ask(level, text, `“${words || amount.value}” in the brackets was not understood: it is left out`);
        return [];
      }
      const within = [...filter.filter(({ dim }) => !narrow.filter.some((one) => one.dim === dim)), ...narrow.filter];
      const test = this.#test(criterion, within, '>=', amount, level, text);
      return test ? [{ ...test, words: `of these${filterWords(narrow.filter)} ${test.words}` }] : [];
    });
    return [main, ...minima];
  }

  #test(
    criterion: Measured,
    filter: readonly WordsFilter[],
    sign: Figure['sign'],
    amount: Amount,
    level: string,
    text: string,
  ): { test: object; words: string } | null {
    const value = this.#value(criterion, amount, level, text);
    if (value === null) return null;
    if (amount.doubtful) this.#ask(level, text, `it was read as ${figureWords(value)}: check the decimal mark`);
    const label = `${this.#name}${filter.length > criterion.filter.length ? filterWords(filter) : ''}`.slice(0, 120);
    const shown = figureWords(value, criterion.unit);
    return { test: { ...this.#measure(criterion, filter), op: sign, value, label }, words: `${SIGN[sign]} ${shown}` };
  }

  #value(criterion: Measured, amount: Amount, level: string, text: string): string | null {
    if (criterion.unit === 'ratio') {
      if (amount.percent) return amount.value;
      if (!criterion.percent && Number(amount.value) <= 2) return amount.value;
      if (!criterion.percent) this.#ask(level, text, 'it was taken for percent');
      return shift(amount.value, -2);
    }
    if (amount.percent) {
      this.#ask(level, text, `${findMetric(criterion.metric).label} is no share: the percent is left out`);
      return null;
    }
    if (criterion.unit !== 'money') {
      if (amount.currency === null) return amount.value;
      this.#ask(level, text, `${findMetric(criterion.metric).label} is no sum of money: it is left out`);
      return null;
    }
    const plain = this.#sum(amount);
    return criterion.times === 1 ? plain : multiplied(plain, criterion.times);
  }

  /** A sum of money in whole units: `k€` may stand at the figure, in the criterion, beside it or above the table. */
  #sum({ value, shortened }: Amount): string {
    if (shortened) return value;
    return shift(value, this.#criterion.power || readCriterion(`${this.#setting.titles} ${this.#row.context}`).power);
  }

  #benefit(criterion: Criterion & { kind: 'benefit' }, cell: CellReading, level: string, text: string): LevelReading {
    const common = { id: criterion.id, label: this.#name.slice(0, 120) };
    const figure = cell.kind === 'figures' && cell.figures.length === 1 ? cell.figures[0]! : null;
    if (!figure) {
      if (cell.kind !== 'yes') this.#ask(level, text, 'no figure was found in it: the benefit costs nothing here');
      return { ...NONE, benefit: { ...common, label: `${this.#name}: ${text}`.slice(0, 120) }, words: text };
    }
    const percent = figure.amount.percent || (criterion.percent && figure.amount.currency === null);
    if (!percent) {
      const sum = this.#sum(figure.amount);
      const amount = criterion.fee ? `-${sum}` : sum;
      return { ...NONE, benefit: { ...common, amount }, words: figureWords(amount) };
    }
    const rate = figure.amount.percent ? figure.amount.value : shift(figure.amount.value, -2);
    const of = { metric: 'won_amount', window: this.#window ?? USUAL };
    return { ...NONE, benefit: { ...common, rate, of }, words: `${figureWords(rate, 'ratio')} of bookings` };
  }
}

function isUpperLimit(requirement: unknown): boolean {
  return (
    typeof requirement === 'object' && requirement !== null && 'op' in requirement && /^</.test(String(requirement.op))
  );
}
