import { COMPARISONS, type ComparisonSign } from '../../analytics/api/documents/tierProgram.ts';

/** Comparisons as a sentence says them: “at least 650 k”. */
export const SIGN_WORDS: Readonly<Record<ComparisonSign, string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'under',
  '=': 'exactly',
};

export const SIGN_CHOICES = COMPARISONS.map((sign) => ({ value: sign, label: SIGN_WORDS[sign] }));
