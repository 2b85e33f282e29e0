/** An incentive plan from a rate card, as a spreadsheet puts it on the clipboard. */

import { faultSentence } from '../api/documents/faultSentence.ts';
import { incentivePlan } from '../api/documents/incentivePlan.ts';
import type { PastedPlan } from '../api/incentivePlans.ts';
import { placeOf } from '../rules/documents/places.ts';
import { currencyOf, decimalMark } from '../rules/pasted/amount.ts';
import { hasCells, readGrid } from '../rules/pasted/grid.ts';
import { whereOf } from './check/places.ts';
import { readCard } from './paste/card.ts';
import { linesOf } from './paste/lines.ts';
import { readProse } from './paste/prose.ts';
import { settingOf } from './paste/setting.ts';

type Question = PastedPlan['questions'][number];

/**
 * Reads bands, levels or product families × rates. Every row becomes part of a line that `read` tells in words, or a
 * question: nothing is left out in silence. The plan is null, with the faults, when no document can be made of it.
 * What is said of lines where the text says nothing: a rebate, by quarter, on bookings.
 */
export function pastePlan(pasted: string): PastedPlan {
  const text = pasted.replace(/(?<=\d)\s?(?:per ?cent|prozent|pct\.?)(?!\p{L})/giu, ' %');
  const grid = readGrid(text).map((row) => row.map(withoutMarker));
  const cells = grid.flat();
  const mark = decimalMark(cells);
  const told = hasCells(text) ? null : readProse(linesIn(text), mark ?? '.');
  const card = told ?? readCard(grid, mark ?? '.');
  if (!card) return refused(NO_CARD);
  const alone = card.rows.length === 1 ? [card.rows[0]!.name] : [];
  const words = [...card.titles, ...card.columns, ...card.rows.map(({ section }) => section), ...card.rest, ...alone];
  const setting = settingOf(words.join(' '));
  const { lines, read, questions } = linesOf(card, setting, mark ?? '.');
  if (lines.length === 0) return { ...refused(questions.length > 0 ? NOTHING_READ : NO_CARD), read, questions };
  const currencies = [...new Set(cells.map(currencyOf).filter((code) => code !== null))];
  const raw = {
    id: 'pasted',
    name: card.titles.find((title) => title.length <= 120 && settingOf(title).kind !== null) ?? 'Pasted rate card',
    source: { text: 'Pasted rate card' },
    ...(currencies[0] ? { currency: currencies[0] } : {}),
    lines,
  };
  const parsed = incentivePlan.safeParse(raw, { error: faultSentence });
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => {
    const place = path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    return { place: placeOf(place), where: whereOf(raw, place), sentence: message };
  });
  const general = [...markQuestion(mark, cells), ...currencyQuestion(currencies), ...settingQuestions(setting)];
  return { plan: parsed.data ?? null, read, questions: unique([...general, ...questions]), faults };
}

function linesIn(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** `5 %*` and `Rebate¹` without the mark of their footnote. */
function withoutMarker(cell: string): string {
  return cell.replace(/(?<=[\p{L}\d%)])\s?(?:[*†‡¹²³⁴-⁹]+|\(\d\))$/u, '');
}

const NOTHING_READ =
  'No plan can be made of this: what stands against each part of it is said below. Change the text and read it again.';
const NO_CARD =
  'This is no rate card: copy a grid with a band, a level or a product family in each row and its rates beside it, such as “≥ 2 M | 3 %”, or write a rate in words, such as “5 % on all bookings”.';

function refused(sentence: string): PastedPlan {
  return { plan: null, read: [], questions: [], faults: [{ place: '', where: 'Pasted text', sentence }] };
}

function markQuestion(mark: '.' | ',' | null, cells: readonly string[]): Question[] {
  if (mark !== null) return [];
  const some = cells.filter((cell) => /\d[.,]\d/.test(cell)).slice(0, 4);
  const why = 'some have a decimal comma and some a decimal point: a point was taken for the decimal mark';
  return [{ cell: 'All figures', text: some.join('; '), why }];
}

function currencyQuestion(currencies: readonly string[]): Question[] {
  if (currencies.length < 2) return [];
  const why = `a plan has one currency: all sums are taken as ${currencies[0]}`;
  return [{ cell: 'All figures', text: currencies.join(', '), why }];
}

function settingQuestions({ period, periods }: ReturnType<typeof settingOf>): Question[] {
  if (periods.length > 1) {
    const why = `the text names several times over which sales add up: a ${periods[0]} was taken for every line`;
    return [{ cell: 'All lines', text: periods.join(', '), why }];
  }
  if (period !== null) return [];
  const why = 'the text does not say over what time sales add up: a quarter was taken';
  return [{ cell: 'All lines', text: 'period', why }];
}

function unique(questions: readonly Question[]): Question[] {
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
}
