import type { FileKind } from '../../../analytics/api/documents/columnMap.ts';

export const KIND_WORDS: Readonly<Record<FileKind, string>> = {
  partners: 'Partners',
  deals: 'Deals',
  payouts: 'Payouts',
  products: 'Products',
  enrollments: 'Levels over time',
  certifications: 'Certificates',
  targets: 'Targets',
  activities: 'Activities',
  funds: 'Development funds',
  costs: 'Program costs',
  rates: 'Exchange rates',
};

export const KIND_CHOICES = Object.entries(KIND_WORDS).map(([value, label]) => ({ value: value as FileKind, label }));

/** Tables of the network as people say them, in the order they matter. */
export const TABLE_WORDS: readonly (readonly [string, string])[] = [
  ['partner', 'Partners'],
  ['deal', 'Deals'],
  ['deal_line', 'Deal lines'],
  ['deal_party', 'Partners in deals'],
  ['payout', 'Payouts'],
  ['product', 'Products'],
  ['enrollment', 'Levels over time'],
  ['certification', 'Certificates'],
  ['target', 'Targets'],
  ['activity', 'Activities'],
  ['fund', 'Development funds'],
  ['program_cost', 'Program costs'],
  ['fx_rate', 'Exchange rates'],
];

export const CONFIDENCE_WORDS = ['not recognised', 'a guess', 'likely', 'sure'] as const;
