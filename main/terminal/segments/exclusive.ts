/** Which options of the segments command go together: one question or change at a time, each with its own terms. */
import type { Command } from 'commander';

/** What may be asked or done, one at a time. */
const QUESTIONS = [
  ...['compare', 'movement', 'returns', 'fit', 'prospects', 'whitespace', 'capacity', 'coverage'],
  ...['prune', 'grow', 'shift', 'save', 'assign', 'move', 'moves', 'takeBack', 'export', 'list'],
];
const TOGETHER: readonly (readonly [string, string])[] = [
  ['fit', 'prospects'],
  ['save', 'assign'],
];
/** What says which segmentation is meant. */
const SEGMENTATION = ['method', 'document', 'saved', 'k', 'seed'];
const CLUSTERS = ['k', 'seed'];
const SCOPE = ['asOf', 'where'];

/** What a question has no use for, beside the other questions. */
const NO_USE: Readonly<Record<string, readonly string[]>> = {
  compare: ['members'],
  movement: ['members'],
  fit: ['members'],
  prospects: ['members', ...SCOPE],
  whitespace: ['members', ...SEGMENTATION],
  capacity: ['members', ...SEGMENTATION],
  coverage: ['members', ...SEGMENTATION],
  save: ['members', ...SCOPE],
  assign: ['members', ...SCOPE],
  move: ['members', 'method', 'document', 'where', ...CLUSTERS],
  moves: ['members', 'method', 'document', ...SCOPE, ...CLUSTERS],
  takeBack: ['members', ...SEGMENTATION, ...SCOPE],
  export: ['members', 'format'],
  list: ['members', ...SEGMENTATION],
};

/** The options, by attribute, that one cannot stand beside. */
export function apartFrom(question: string): string[] {
  const together = TOGETHER.flatMap((pair) => (pair.includes(question) ? pair : []));
  const others = QUESTIONS.filter((other) => other !== question && !together.includes(other));
  return [...others, ...(NO_USE[question] ?? [])];
}

/** Terms that mean something beside certain questions only. */
const TERMS: Readonly<Record<string, readonly string[]>> = {
  quarters: ['movement'],
  quarter: ['movement'],
  plan: ['capacity'],
  ramp: ['capacity'],
  peers: ['whitespace'],
  reach: ['whitespace'],
  in: ['prune', 'grow'],
  weakestBy: ['prune'],
  kept: ['prune'],
  response: ['shift'],
  spare: ['prune', 'shift'],
  assumeMargin: ['returns', 'prune', 'grow', 'shift'],
  to: ['move'],
  reason: ['move'],
  decidedBy: ['move'],
  from: ['move'],
  until: ['move'],
};
/** What a question cannot do without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = { shift: ['response'], move: ['to', 'reason'] };

/** Ends with a usage error where a term has no question, or a question lacks a term. */
export function checkTerms(command: Command): void {
  const given = (attribute: string) => command.getOptionValueSource(attribute) === 'cli';
  const flags = (attribute: string) =>
    `'${command.options.find((option) => option.attributeName() === attribute)!.flags}'`;
  for (const [term, questions] of Object.entries(TERMS)) {
    if (given(term) && !questions.some(given)) {
      command.error(`error: option ${flags(term)} needs ${questions.map(flags).join(' or ')}`);
    }
  }
  for (const [question, terms] of Object.entries(REQUIRED)) {
    const missing = terms.find((term) => !given(term));
    if (given(question) && missing) command.error(`error: option ${flags(question)} needs ${flags(missing)}`);
  }
}
