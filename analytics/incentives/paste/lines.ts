/** Lines of a plan from the rows and columns of a rate card. */
import type { IncentivePlanInput, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { DecimalMark } from '../../rules/pasted/amount.ts';
import { compareFigures } from '../planFigures.ts';
import type { CardRow, RateCard } from './card.ts';
import { type Column, columnsOf } from './columns.ts';
import { chained, edgeQuestions, misfitOf } from './edges.ts';
import { type CardLimits, limitOf } from './limit.ts';
import { isLevel, namedOf } from './names.ts';
import type { Question } from './question.ts';
import { type RateReading, readRate } from './rateCell.ts';
import { type CardSetting, nameIn, settingOf } from './setting.ts';
import { limitWords, rowWords } from './words.ts';

export type LineInput = IncentivePlanInput['lines'][number];
type Paid = Extract<RateReading, { value: string }>;

export interface CardReading {
  readonly lines: LineInput[];
  readonly read: { readonly text: string; readonly as: string }[];
  readonly questions: Question[];
}

export function linesOf(card: RateCard, setting: CardSetting, mark: DecimalMark): CardReading {
  const reading: CardReading = { lines: [], read: [], questions: [] };
  const columns = columnsOf(card, reading.questions);
  const rows = chained(card.rows);
  const cells = new Map<CardRow, ReadonlyMap<Column, RateReading>>();
  for (const row of rows) {
    const rates = columns.map((column) => [column, readRate(row.cells[column.at] ?? '', column.head, mark)] as const);
    cells.set(row, new Map(rates));
    reading.read.push({ text: row.text, as: rowWords(row, rates) });
    for (const [column, rate] of rates) reading.questions.push(...rateQuestions(row, column, rate));
  }
  const rateOf = (row: CardRow, column: Column): Paid | null => {
    const rate = cells.get(row)?.get(column);
    return rate && 'value' in rate ? rate : null;
  };
  const banded = rows.filter(({ range }) => range !== null);
  const named = rows.filter(({ range }) => range === null);
  for (const section of new Set(banded.map((row) => row.section))) {
    const bands = banded.filter((row) => row.section === section);
    reading.questions.push(...edgeQuestions(bands));
    for (const column of columns) bandLine(bands, column, section, rateOf, setting, reading);
  }
  for (const section of new Set(named.map((row) => row.section))) {
    nameLines(
      named.filter((row) => row.section === section),
      columns,
      rateOf,
      setting,
      reading,
    );
  }
  const limits: CardLimits = Object.assign({}, ...card.limits.map((line) => limitOf(line, mark)));
  for (const text of card.limits) reading.read.push({ text, as: limitWords(limitOf(text, mark)) });
  for (const text of card.rest) {
    reading.questions.push({
      cell: 'Beside the table',
      text,
      why: 'it is no rate: say it in the sentences of the plan',
    });
  }
  for (const { text, why } of card.unread) {
    reading.questions.push({ cell: 'Not read', text, why: `${why}. It was left out` });
  }
  return { ...reading, lines: reading.lines.map((line) => ({ ...line, limits })) };
}

/** A column may have a kind of its own: `Rebate | SPIFF`. */
function ofColumn(setting: CardSetting, { head }: Column): CardSetting {
  return { ...setting, kind: settingOf(head).kind ?? setting.kind };
}

type RateOf = (row: CardRow, column: Column) => Paid | null;

function bandLine(
  all: readonly CardRow[],
  column: Column,
  section: string,
  rateOf: RateOf,
  setting: CardSetting,
  { lines, questions }: CardReading,
): void {
  const rows = [...all].sort((a, b) => compareFigures(a.range!.from, b.range!.from));
  const first = rows.map((row) => rateOf(row, column)).find((rate) => rate !== null);
  if (!first) return;
  const bands: { from: string; rate: string }[] = [];
  for (const row of rows) {
    const rate = rateOf(row, column);
    if (rate && rate.kind !== first.kind) {
      const why = 'the other bands pay in another way, and a line pays in one: it was left out';
      questions.push({ cell: cellName(row, column), text: row.text, why });
    } else if (bands.some(({ from }) => from === row.range!.from)) {
      questions.push({
        cell: cellName(row, column),
        text: row.text,
        why: 'another band begins there: this one was left out',
      });
    } else bands.push({ from: row.range!.from, rate: rate?.value ?? '0' });
  }
  const growth = rows.every(({ range }) => range!.percent);
  const { kind } = first;
  const misfit = misfitOf(rows, kind, setting);
  if (misfit !== null) {
    questions.push({ cell: column.head || 'Bands', text: rows.map(({ text }) => text).join('; '), why: misfit });
    return;
  }
  if (growth) questions.push(GROWTH_QUESTION);
  else if (setting.how === null && kind !== 'lump' && bands.length > 1) questions.push(HOW_QUESTION);
  const how = kind === 'lump' ? 'retroactive' : (setting.how ?? 'retroactive');
  lines.push({
    ...lineHead([nameIn(section), column.name], ofColumn(setting, column), kind, lines, questions),
    rate: growth ? { growth: 'year-ago', bands, atLeast: '0', payOnlyGrowth: true } : { bands, how, pays: kind },
  });
}

const HOW_QUESTION = {
  cell: 'Bands',
  text: 'how bands pay',
  why: 'the text does not say whether the rate reached pays on all or each part at its own rate: it was taken from the first euro on',
};
const LUMP_DOUBT =
  'it does not say for what: it was taken for one sum a period. Write “per unit” beside it if it is paid for each';
const GROWTH_QUESTION = {
  cell: 'Bands',
  text: 'growth',
  why: 'bands in percent were taken for growth over the same period a year before, paid on the growth alone',
};

function nameLines(
  rows: readonly CardRow[],
  columns: readonly Column[],
  rateOf: RateOf,
  setting: CardSetting,
  reading: CardReading,
): void {
  const { lines, questions } = reading;
  for (const column of columns) {
    const paid = rows.flatMap((row) => {
      const rate = rateOf(row, column);
      return rate ? [{ row, rate }] : [];
    });
    const levels = paid.length > 1 && paid.every(({ row, rate }) => isLevel(nameIn(row.name)) && rate.kind === 'share');
    if (levels) {
      const byLevel = Object.fromEntries(paid.map(({ row, rate }) => [idOf(nameIn(row.name)), rate.value]));
      const names = [nameIn(paid[0]!.row.section), column.name];
      lines.push({ ...lineHead(names, ofColumn(setting, column), 'share', lines, questions), rate: { byLevel } });
      continue;
    }
    for (const { row, rate } of paid) {
      const names = [row.section, row.name, column.name].map(nameIn);
      const head = lineHead(names, ofColumn(setting, column), rate.kind, lines, questions);
      if (rate.kind === 'share') lines.push({ ...head, rate: { flat: rate.value } });
      else if (rate.kind === 'perUnit') lines.push({ ...head, rate: { perUnit: rate.value } });
      else {
        questions.push({ cell: cellName(row, column), text: row.cells[column.at]!, why: LUMP_DOUBT });
        lines.push({ ...head, rate: { lump: rate.value, atLeast: '0' } });
      }
    }
  }
}

/** Everything of a line but its rate. Names are levels or product families that it is for. */
function lineHead(
  names: readonly string[],
  { kind, period, base, dealSize, registered }: CardSetting,
  pays: Paid['kind'],
  lines: readonly LineInput[],
  questions: CardReading['questions'],
): Omit<LineInput, 'rate'> {
  const used = names.filter((name) => name !== '');
  const named = used.map((name) => ({ name, ...namedOf(name) }));
  for (const { name, doubt } of named) {
    if (doubt === null || questions.some((question) => question.cell === name && question.why === doubt)) continue;
    questions.push({ cell: name, text: name, why: doubt });
  }
  const filter = named.flatMap((one) => one.filter);
  const byName = named.find((one) => one.registered !== undefined)?.registered;
  const only = byName ?? (registered ? true : undefined);
  const sure = kind ?? (pays === 'perUnit' ? 'spiff' : 'rebate');
  const own = idOf(used.join(' ')) || sure;
  let id = own;
  for (let n = 2; lines.some((line) => line.id.toLowerCase() === id.toLowerCase()); n++) id = `${own} ${n}`;
  const counted = pays === 'perUnit' ? 'quantity' : base === 'quantity' ? 'amount' : (base ?? 'amount');
  return {
    id,
    label: `${KIND_LABELS[sure]}${used.length > 0 ? ` ${used.join(', ')}` : ''}`.slice(0, 120),
    kind: sure,
    ...(dealSize ? { scope: 'deal' as const } : {}),
    period: period ?? 'quarter',
    on: { base: counted, filter, ...(only === undefined ? {} : { registered: only }) },
  };
}

const KIND_LABELS: Readonly<Record<PlanLine['kind'], string>> = {
  rebate: 'Rebate',
  mdf: 'MDF',
  spiff: 'SPIFF',
  commission: 'Commission',
  'co-op': 'Co-op',
  discount: 'Discount',
  other: 'Incentive',
};

/** A name that documents allow for ids. */
function idOf(name: string): string {
  return name
    .replace(/[^\p{L}\p{N} _+-]/gu, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 50)
    .trim();
}

function rateQuestions(row: CardRow, column: Column, rate: RateReading): CardReading['questions'] {
  const text = row.cells[column.at] ?? '';
  if (rate.kind === 'unread') return [{ cell: cellName(row, column), text, why: `${rate.why}: it was left out` }];
  return 'doubt' in rate && rate.doubt !== null ? [{ cell: cellName(row, column), text, why: rate.doubt }] : [];
}

function cellName(row: CardRow, { head }: Column): string {
  return [row.name, head].filter((text) => text !== '').join(', ');
}
