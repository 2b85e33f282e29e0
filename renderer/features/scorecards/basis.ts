import type { Basis } from '../../../analytics/api/results.ts';
import { currencyWords } from '../../../analytics/present/labels.ts';

/** What a screen of figures is about: `FY26-Q3 against FY25-Q3, EUR, plan rates`. */
export function basisWords(basis: Basis): string {
  const against = basis.comparison ? ` against ${basis.comparison.label}` : '';
  return `${basis.period.label}${against}, ${currencyWords(basis)}`;
}
