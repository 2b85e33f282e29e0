/** The sentence of a line, arranged for reading: rates by level or region stand in a table, the rest in the sentence. */
import type { SentencePart } from '../../../../analytics/api/incentivePlans.ts';

export type ValuePart = Extract<SentencePart, { readonly kind: 'value' }>;

export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'value';
      readonly part: ValuePart;
      /** What the value is, for assistive technology: `Volume rebate: of bookings up to …`. */
      readonly name: string;
    };

interface KeyedRate {
  /** A level, a region group, or `else`. */
  readonly key: string;
  readonly part: ValuePart;
}

export interface ArrangedSentence {
  readonly pieces: readonly Piece[];
  /** Rates by level or region, when there are at least two. */
  readonly table: { readonly by: 'level' | 'region'; readonly rows: readonly KeyedRate[] } | null;
}

const KEYED = /\.rate\.by(Level|Region)\.(.+)$/;

/** @param parts what a line pays and how often */
export function arranged(label: string, parts: readonly SentencePart[]): ArrangedSentence {
  const keyed = parts.flatMap((part, index) => {
    const match = part.kind === 'value' ? KEYED.exec(part.place) : null;
    return match && part.kind === 'value' ? [{ index, by: match[1] as 'Level' | 'Region', key: match[2]!, part }] : [];
  });
  const [first, second] = keyed;
  const last = keyed.at(-1);
  if (!first || !second || !last) return { pieces: piecesOf(label, parts), table: null };
  const by = first.by === 'Level' ? 'level' : 'region';
  const sentence: SentencePart[] = [
    ...parts.slice(0, first.index),
    { kind: 'words', text: 'A rate' },
    ...untilKey(parts.slice(first.index + 1, second.index), first.key),
    { kind: 'words', text: ` by ${by}` },
    ...parts.slice(last.index + 1).map((part, index) => (index === 0 ? withoutKey(part, last.key) : part)),
  ];
  return {
    pieces: piecesOf(label, joined(sentence)),
    table: { by, rows: keyed.map(({ key, part }) => ({ key, part })) },
  };
}

/** ` of bookings` out of ` of bookings for Gold, `. */
function untilKey(parts: readonly SentencePart[], key: string): SentencePart[] {
  return parts.map((part) => {
    if (part.kind !== 'words') return part;
    const end = part.text.indexOf(suffixOf(key));
    return end < 0 ? part : { kind: 'words', text: part.text.slice(0, end) };
  });
}

/** What follows the last rate, without the name of its level. */
function withoutKey(part: SentencePart, key: string): SentencePart {
  if (part.kind !== 'words') return part;
  const suffix = suffixOf(key);
  return { kind: 'words', text: part.text.startsWith(suffix) ? part.text.slice(suffix.length) : part.text };
}

const suffixOf = (key: string): string => (key === 'else' ? ' elsewhere' : ` for ${key}`);

/** Words that follow words are one stretch. */
function joined(parts: readonly SentencePart[]): SentencePart[] {
  const made: SentencePart[] = [];
  for (const part of parts) {
    const before = made.at(-1);
    if (part.kind === 'words' && before?.kind === 'words')
      made.splice(-1, 1, { ...part, text: before.text + part.text });
    else if (part.text !== '') made.push(part);
  }
  return made;
}

/** Choices that the words around them do not name, by their place in the line. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  period: 'period',
  scope: 'what is added up',
  payee: 'who is paid',
  combine: 'how multipliers work together',
  'rate.how': 'how bands pay',
  'rate.growth': 'what growth is measured against',
  'rate.payOnlyGrowth': 'what is paid on',
  'rate.marginal': 'how parts of growth pay',
  'on.base': 'what counts',
  'on.date': 'the day that counts',
  'on.levelDate': 'the level that counts',
  'on.registered': 'registration',
  'on.registrant': 'registrant',
};

/** A stretch of a sentence with a name for each of its values. */
export function piecesOf(label: string, parts: readonly SentencePart[]): Piece[] {
  return parts.map((part, index): Piece => {
    if (part.kind === 'words') return part;
    const own = OWN_NAMES[part.place.replace(/^lines\.\d+\./, '')];
    if (own !== undefined) return { kind: 'value', part, name: `${label}: ${own}` };
    const before =
      wordsAround(parts.slice(0, index).reverse())
        .reverse()
        .join('')
        .split(/[,;]\s/)
        .at(-1)
        ?.trim() ?? '';
    const after =
      wordsAround(parts.slice(index + 1))
        .join('')
        .split(/[,;](\s|$)/)[0]
        ?.trim() ?? '';
    const around = [before, after].filter((words) => words !== '').join(' … ');
    return { kind: 'value', part, name: around === '' ? label : `${label}: ${around}` };
  });
}

/** Words up to the next figure; a choice reads as what was chosen. */
function wordsAround(parts: readonly SentencePart[]): string[] {
  const end = parts.findIndex((part) => part.kind === 'value' && part.choices === undefined);
  return (end < 0 ? parts : parts.slice(0, end)).map(({ text }) => text);
}
