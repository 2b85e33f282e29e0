/** Sentences that the pages of the workbook share. */
import { currencyWords, windowWords } from '../present/labels.ts';
import type { PackModel } from './model.ts';

/** `FY26-Q3 (1 Jul – 30 Sep 2026) against FY25-Q3 · EUR, plan rates · Region: DACH · data version 41`. */
export function basisWords(model: PackModel): string {
  const { basis, policy, scope } = model;
  const against = basis.comparison ? ` against ${basis.comparison.label}` : '';
  return [
    `${basis.period.label} (${windowWords(basis.period, policy.locale)})${against}`,
    currencyWords(basis),
    ...scope,
    `data version ${basis.dataVersion}`,
  ].join(' · ');
}

export function scopeWords(model: PackModel): string {
  return model.scope.length === 0 ? 'The whole network' : model.scope.join('; ');
}

export const TITLE = 'Partner programme review';

/** `PY` for the year before, `PP` for the period before. */
export function priorCode({ spec }: PackModel): 'PY' | 'PP' {
  return spec.compare === 'year' ? 'PY' : 'PP';
}
