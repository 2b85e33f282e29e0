/** The sentence of a line of a plan as one text: what it pays, then its clauses with commas between them. */
import type { LineSentence, SentencePart } from '../api/incentivePlans.ts';

/** All of it, part after part. */
export function sentenceParts({ lead, clauses }: Pick<LineSentence, 'lead' | 'clauses'>): SentencePart[] {
  return [...lead, ...clauses.flatMap(({ parts }) => [{ kind: 'words', text: ', ' } as const, ...parts])];
}

/** For lists, comparisons and the terminal. */
export function sentenceText(sentence: Pick<LineSentence, 'lead' | 'clauses'>): string {
  return sentenceParts(sentence)
    .map(({ text }) => text)
    .join('');
}
