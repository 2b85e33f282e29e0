/** The edges of bands: what a card leaves open between them, and in which measure they are. */
import { differenceText } from '../../present/decimal.ts';
import { compareFigures, isBelow } from '../planFigures.ts';
import type { CardRow } from './card.ts';
import type { Question } from './question.ts';
import type { RateReading } from './rateCell.ts';
import type { CardSetting } from './setting.ts';

/** `up to 50k`, `up to 100k`: each begins where the one before it ends. */
export function chained(rows: readonly CardRow[]): CardRow[] {
  return rows.map((row) => {
    const { range, section } = row;
    if (range?.from !== '0' || range.to === null) return row;
    const before = rows
      .filter((other) => other.section === section && other.range?.from === '0')
      .flatMap((other) => (other.range!.to !== null && isBelow(other.range!.to, range.to!) ? [other.range!] : []))
      .sort((a, b) => compareFigures(a.to!, b.to!))
      .at(-1);
    return before ? { ...row, range: { ...range, from: before.to!, above: range.above || before.closed } } : row;
  });
}

/** Bands that leave a gap, overlap, or give their lower edge away. */
export function edgeQuestions(rows: readonly CardRow[]): Question[] {
  const questions: Question[] = [];
  const sorted = [...rows].sort((a, b) => compareFigures(a.range!.from, b.range!.from));
  for (const [at, row] of sorted.entries()) {
    const range = row.range!;
    const ask = (why: string) => questions.push({ cell: row.name, text: row.text, why });
    if (range.doubtful) {
      const figures = [range.from, range.to].filter((figure) => figure !== null && figure !== '0');
      ask(`it reads differently with the other decimal mark: it was taken for ${figures.join(' to ')}`);
    }
    if (range.above) ask('a band holds its lower edge: exactly this amount is paid at this rate, not at the one below');
    const next = sorted[at + 1]?.range;
    if (!next && range.to !== null) ask(`nothing is said of what is above ${range.to}: it belongs to this band`);
    if (!next || range.to === null || compareFigures(range.to, next.from) === 0) continue;
    if (range.units && differenceText(next.from, range.to) === '1') continue;
    ask(
      isBelow(range.to, next.from)
        ? `nothing is said of what is between ${range.to} and ${next.from}: it belongs to the band below`
        : `the next band begins at ${next.from}, before this one ends: this one was ended there`,
    );
  }
  return questions;
}

/** Why bands in one measure cannot pay in another. */
export function misfitOf(
  rows: readonly CardRow[],
  kind: RateReading['kind'],
  { attainment, base }: CardSetting,
): string | null {
  const percent = rows.filter(({ range }) => range!.percent).length;
  if (percent > 0 && percent < rows.length) {
    return 'some edges are in percent and some are not: write all of them in one unit. They were left out';
  }
  if (percent > 0 && attainment) {
    return 'bands in percent of a target are no rate: give the plan its base rate, and these as an accelerator by how much of the target is reached. They were left out';
  }
  if (percent > 0 && kind !== 'share') return 'bands on growth pay a share, and this is money: it was left out';
  const units = base === 'quantity' || rows.some(({ range }) => range!.units);
  if (units && kind === 'share') {
    return 'the edges count units and the rates are shares of money: write the edges in money, or look the bands up in “Units” in the sentences of the plan. They were left out';
  }
  return null;
}
