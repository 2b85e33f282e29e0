/** Lines of a plan from the rows and columns of a rate card. */
import type { IncentivePlanInput, PlanLine } from '../../api/documents/incentivePlan.ts';
import { ladderOf } from '../../present/ladder.ts';
import type { DecimalMark } from '../../rules/pasted/amount.ts';
import { amountText, compareFigures, isBelow, shareText } from '../planFigures.ts';
import type { CardRow, RateCard } from './card.ts';
import { limitOf } from './limit.ts';
import { type RateReading, readRate } from './rateCell.ts';
import { type CardSetting, nameIn } from './setting.ts';

export type LineInput = IncentivePlanInput['lines'][number];
type Paid = Extract<RateReading, { value: string }>;

export interface CardReading {
  readonly lines: LineInput[];
  readonly read: { readonly text: string; readonly as: string }[];
  readonly questions: { readonly cell: string; readonly text: string; readonly why: string }[];
}

const EN = 'en';

interface Column {
  readonly name: string;
  readonly head: string;
  readonly at: number;
}

export function linesOf(card: RateCard, setting: CardSetting, mark: DecimalMark): CardReading {
  const reading: CardReading = { lines: [], read: [], questions: [] };
  const columns = card.columns
    .map((head, at): Column => ({ name: nameIn(head), head, at }))
    .filter(({ at }) => card.rows.some((row) => row.cells[at] !== ''));
  const cells = new Map<CardRow, ReadonlyMap<Column, RateReading>>();
  for (const row of card.rows) {
    const rates = columns.map((column) => [column, readRate(row.cells[column.at] ?? '', column.head, mark)] as const);
    cells.set(row, new Map(rates));
    reading.read.push({ text: row.text, as: rowWords(row, rates) });
    for (const [column, rate] of rates) reading.questions.push(...rateQuestions(row, column, rate));
  }
  const rateOf = (row: CardRow, column: Column): Paid | null => {
    const rate = cells.get(row)?.get(column);
    return rate && 'value' in rate ? rate : null;
  };
  const banded = card.rows.filter(({ range }) => range !== null);
  const named = card.rows.filter(({ range }) => range === null);
  for (const section of new Set(banded.map((row) => row.section))) {
    const rows = banded.filter((row) => row.section === section);
    edgeQuestions(rows, reading);
    for (const column of columns) bandLine(rows, column, section, rateOf, setting, reading);
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
  const limits: ReturnType<typeof limitOf> = Object.assign({}, ...card.limits.map((line) => limitOf(line, mark)));
  for (const text of card.limits) reading.read.push({ text, as: limitWords(limitOf(text, mark)) });
  for (const text of card.rest) {
    reading.questions.push({
      cell: 'Beside the table',
      text,
      why: 'it is no rate: say it in the sentences of the plan',
    });
  }
  return { ...reading, lines: reading.lines.map((line) => ({ ...line, limits })) };
}

function limitWords({ capDeal, capYear, capPartner }: ReturnType<typeof limitOf>): string {
  if (capDeal !== undefined) return `at most ${amountText(capDeal, EN)} a deal`;
  if (capYear !== undefined) return `at most ${amountText(capYear, EN)} a partner and year`;
  return `at most ${amountText(capPartner ?? '0', EN)} a partner and period`;
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
  if (growth && kind !== 'share') {
    const why = 'bands on growth pay a share, and this is money: it was left out';
    questions.push({ cell: column.head || 'Rates', text: rows[0]!.text, why });
    return;
  }
  if (growth) questions.push(GROWTH_QUESTION);
  else if (setting.how === null && kind !== 'lump' && bands.length > 1) questions.push(HOW_QUESTION);
  const how = kind === 'lump' ? 'retroactive' : (setting.how ?? 'retroactive');
  lines.push({
    ...lineHead([nameIn(section), column.name], setting, kind, lines, questions),
    rate: growth ? { growth: 'year-ago', bands, atLeast: '0', payOnlyGrowth: true } : { bands, how, pays: kind },
  });
}

const HOW_QUESTION = {
  cell: 'Bands',
  text: 'how bands pay',
  why: 'the text does not say whether the rate reached pays on all or each part at its own rate: it was taken from the first euro on',
};
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
      lines.push({ ...lineHead(names, setting, 'share', lines, questions), rate: { byLevel } });
      continue;
    }
    for (const { row, rate } of paid) {
      const names = [row.section, row.name, column.name].map(nameIn);
      const head = lineHead(names, setting, rate.kind, lines, questions);
      if (rate.kind === 'share') lines.push({ ...head, rate: { flat: rate.value } });
      else if (rate.kind === 'perUnit') lines.push({ ...head, rate: { perUnit: rate.value } });
      else lines.push({ ...head, rate: { lump: rate.value, atLeast: '0' } });
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
  const filter = used.map((name) => {
    if (isLevel(name)) return { dim: 'level' as const, values: [name] };
    const why = 'it is the name of no level that is known: it was taken for a product family';
    if (!questions.some((question) => question.cell === name && question.why === why)) {
      questions.push({ cell: name, text: name, why });
    }
    return { dim: 'family' as const, values: [name] };
  });
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
    on: { base: counted, filter, ...(registered ? { registered } : {}) },
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

function isLevel(name: string): boolean {
  return ladderOf([name]).known || /\b(?:tier|level|stufe)\s*\d/i.test(name);
}

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

/** Bands that leave a gap, overlap, or give their lower edge away. */
function edgeQuestions(rows: readonly CardRow[], { questions }: CardReading): void {
  const sorted = [...rows].sort((a, b) => compareFigures(a.range!.from, b.range!.from));
  for (const [at, row] of sorted.entries()) {
    const range = row.range!;
    const ask = (why: string) => questions.push({ cell: row.name, text: row.text, why });
    if (range.doubtful) ask(`it reads differently with the other decimal mark: it was taken for ${range.from}`);
    if (range.above) ask('a band holds its lower edge: exactly this amount is paid at this rate, not at the one below');
    const next = sorted[at + 1]?.range;
    if (!next || range.to === null || compareFigures(range.to, next.from) === 0) continue;
    ask(
      isBelow(range.to, next.from)
        ? `nothing is said of what is between ${range.to} and ${next.from}: it belongs to the band below`
        : `the next band begins at ${next.from}, before this one ends: this one was ended there`,
    );
  }
}

function cellName(row: CardRow, { head }: Column): string {
  return [row.name, head].filter((text) => text !== '').join(', ');
}

function rowWords(row: CardRow, rates: readonly (readonly [Column, RateReading])[]): string {
  const { range, name } = row;
  const edge = range && (range.percent ? shareText(range.from, EN) : amountText(range.from, EN));
  const paid = rates.map(([{ name }, rate]) => `${name === '' ? '' : `${name} `}${rateWords(rate)}`).join('; ');
  return `${edge === null ? name : `from ${edge}`}: ${paid || 'nothing'}`;
}

function rateWords(rate: RateReading): string {
  switch (rate.kind) {
    case 'nothing':
      return 'nothing';
    case 'unread':
      return 'not read';
    case 'share':
      return shareText(rate.value, EN);
    case 'perUnit':
      return `${amountText(rate.value, EN)} per unit`;
    case 'lump':
      return `a sum of ${amountText(rate.value, EN)}`;
  }
}
