/** How figures and filters of a pasted table are said, and named in the document. */
import type { ComparisonSign } from '../../api/documents/tierProgram.ts';
import type { Unit } from '../../api/results.ts';
import { numbers, shift } from '../../present/numbers.ts';
import type { WordsFilter } from './wordings.ts';

const EXACT = numbers('en');

export const SIGN: Readonly<Record<ComparisonSign, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '=': '=' };

/** Every digit of a figure, so that a misread one is seen: `650,000`, `12.5 %`. */
export function figureWords(value: string, unit?: Unit): string {
  const digits = digitsOf(value);
  return unit === 'ratio' ? EXACT.percent(value, Math.max(0, digits - 2)) : EXACT.exact(value, digits);
}

/** ` (Professional)` behind what is counted. */
export function filterWords(filter: readonly WordsFilter[]): string {
  return filter.map(({ values }) => ` (${values.join(' or ')})`).join('');
}

/** A name that the register of attestations allows. */
export function flagOf(label: string): string {
  const bare = label
    .replace(/[^\p{L}\p{N} ._+-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()
    .slice(0, 60);
  return bare.trim() || 'confirmed';
}

function digitsOf(value: string): number {
  return value.split('.')[1]?.replace(/0+$/, '').length ?? 0;
}

/** Exact product of decimal text. */
export function multiplied(value: string, times: number): string {
  const digits = digitsOf(value);
  return shift(String(BigInt(shift(value, digits).split('.')[0]!) * BigInt(times)), -digits);
}
