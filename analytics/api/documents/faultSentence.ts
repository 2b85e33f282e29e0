/** What is wrong with a part of a document and how to mend it, where its schema does not say so itself. */
import { z } from 'zod';
import { nearest } from './nearest.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** For `schema.safeParse(value, { error: faultSentence })`. */
export function faultSentence(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `It is missing. Give ${thing(issue.expected)}.`
        : `Write ${thing(issue.expected)} here, not ${given(issue.input)}.`;
    case 'invalid_value': {
      const listed = issue.values.map((value) => `“${String(value)}”`);
      const hint = typeof issue.input === 'string' ? nearest(issue.input, issue.values.map(String)) : null;
      const mend = hint ? `Did you mean “${hint}”? ` : '';
      return listed.length === 1 ? `Write ${listed[0]} here.` : `${mend}Write one of ${listed.join(', ')}.`;
    }
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : []);
    case 'too_small':
      if (issue.origin === 'string') return 'It is empty. Write something.';
      if (issue.origin === 'array') return `List at least ${issue.minimum} of them.`;
      return `Write ${issue.inclusive ? `${issue.minimum} or more` : `more than ${issue.minimum}`}.`;
    case 'too_big':
      if (issue.origin === 'string') return `It is too long. Use at most ${issue.maximum} characters.`;
      if (issue.origin === 'array') return `It lists too many. Keep at most ${issue.maximum} of them.`;
      return `Write ${issue.inclusive ? `${issue.maximum} or less` : `less than ${issue.maximum}`}.`;
    case 'invalid_key':
      return `This name cannot be used. ${issue.issues[0]?.message ?? 'Write another one.'}`;
    case 'invalid_union':
      return 'This is none of the things that can stand here. See the neighbours for how it is written.';
    default:
      return undefined;
  }
}

/** The place of a fault: an unknown key is the fault itself and not its object. */
export function faultPath(issue: z.core.$ZodIssue): (string | number)[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  return issue.code === 'unrecognized_keys' && issue.keys.length === 1 ? [...path, issue.keys[0]!] : path;
}

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  const named = keys.map((key) => `“${key}”`).join(' and no ');
  const hints = keys.flatMap((key) => nearest(key, known) ?? []).map((key) => `“${key}”`);
  if (hints.length > 0) return `There is no ${named} here. Did you mean ${hints.join(' and ')}?`;
  const list = known.length > 0 ? ` What can stand here: ${known.join(', ')}.` : '';
  return `There is no ${named} here. Remove it.${list}`;
}

const THINGS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function thing(expected: string): string {
  return THINGS[expected] ?? `a value of the kind “${expected}”`;
}

function given(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'string') return `the text “${input.length > 40 ? `${input.slice(0, 40)}…` : input}”`;
  if (typeof input === 'object') return 'an object';
  return `“${String(input)}”`;
}
