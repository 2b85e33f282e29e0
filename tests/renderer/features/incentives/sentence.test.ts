import { describe, expect, it } from 'vitest';
import type { SentencePart } from '../../../../analytics/api/incentivePlans.ts';
import { arranged } from '../../../../renderer/features/incentives/plan/sentence.ts';

const words = (text: string): SentencePart => ({ kind: 'words', text });
const value = (place: string, text: string): SentencePart => ({
  kind: 'value',
  place,
  value: text,
  text,
  unit: 'ratio',
});

describe('the sentence of a line', () => {
  // Twelve levels in one sentence can be neither read nor compared with what they were.
  it('puts rates by level into a table and says the rest once', () => {
    const { pieces, table } = arranged('Base rebate', [
      value('lines.0.rate.byLevel.Gold', '4 %'),
      words(' of bookings for Gold, '),
      value('lines.0.rate.byLevel.Sol.Plus', '3 %'),
      words(' for Sol.Plus, '),
      value('lines.0.period', 'a quarter'),
    ]);
    expect(table).toMatchObject({ by: 'level', rows: [{ key: 'Gold' }, { key: 'Sol.Plus' }] });
    expect(pieces.map((piece) => (piece.kind === 'words' ? piece.text : piece.part.text)).join('')).toBe(
      'A rate of bookings by level, a quarter',
    );
  });

  it('keeps the rate of everywhere else in the table', () => {
    const { pieces, table } = arranged('Base', [
      value('lines.2.rate.byRegion.DACH', '4 %'),
      words(' of bookings for DACH, '),
      value('lines.2.rate.byRegion.else', '3 %'),
      words(' elsewhere, '),
      value('lines.2.period', 'a year'),
    ]);
    expect(table?.rows.map(({ key }) => key)).toEqual(['DACH', 'else']);
    expect(pieces[0]).toEqual({ kind: 'words', text: 'A rate of bookings by region, ' });
  });

  it('leaves a single rate where it stands', () => {
    const { table, pieces } = arranged('Base', [
      value('lines.0.rate.byLevel.Gold', '4 %'),
      words(' of bookings for Gold, '),
    ]);
    expect(table).toBeNull();
    expect(pieces).toHaveLength(2);
  });

  // Inputs without a name of their own cannot be told apart by a screen reader.
  it('names each value by the words around it', () => {
    const { pieces } = arranged('Cap', [
      value('lines.0.rate.flat', '3 %'),
      words(' of bookings, at most '),
      value('lines.0.limits.capPartner', '25 k'),
      words(' per partner, '),
      value('lines.0.period', 'a quarter'),
    ]);
    expect(pieces.flatMap((piece) => (piece.kind === 'value' ? [piece.name] : []))).toEqual([
      'Cap: of bookings',
      'Cap: at most … per partner',
      'Cap: period',
    ]);
  });
});

describe('a choice in a sentence', () => {
  // “of” alone names nothing; what was chosen after it does.
  it('reads as what was chosen in the name of the figure beside it', () => {
    const base: SentencePart = {
      kind: 'value',
      place: 'lines.0.on.base',
      value: 'amount',
      text: 'bookings',
      unit: 'text',
      choices: [{ value: 'amount', text: 'bookings' }],
    };
    const { pieces } = arranged('Cap', [value('lines.0.rate.flat', '3 %'), words(' of '), base, words(', ')]);
    expect(pieces.flatMap((piece) => (piece.kind === 'value' ? [piece.name] : []))).toEqual([
      'Cap: of bookings',
      'Cap: what counts',
    ]);
  });
});
