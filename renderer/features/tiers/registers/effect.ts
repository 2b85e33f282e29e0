/** Exceptions in words. */
import type { TierException } from '../../../../analytics/api/documents/tierProgram.ts';

/** Days before its end from which an exception asks for a decision. */
export const SOON = 60;

export function effectWords({
  effect,
  level,
  requirement,
}: Pick<TierException, 'effect' | 'level' | 'requirement'>): string {
  switch (effect) {
    case 'hold':
      return `does not fall under ${level}`;
    case 'place':
      return `has ${level}`;
    case 'waive':
      return `${requirement} counts as met`;
  }
}
