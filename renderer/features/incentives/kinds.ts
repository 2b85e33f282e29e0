/** Kinds of payouts and limits of plans in words. */
import type { LostTo } from '../../../analytics/api/incentives.ts';
import { PAYOUT_KIND_WORDS } from '../../../analytics/present/labels.ts';

export const kindWord = (kind: string): string => PAYOUT_KIND_WORDS[kind.toLowerCase()] ?? kind;

/** `the most per partner took 28.5 k`. */
export const LIMIT_WORDS: Readonly<Record<LostTo['limit'], string>> = {
  floor: 'the least to count from',
  'cap base': 'the most that counts',
  'cap rate': 'the highest rate',
  'cap deal': 'the most per deal',
  'cap partner': 'the most per partner',
  'cap year': 'the most per year',
  'cap all lines': 'the most over all lines',
  pool: 'the pool',
  'carried forward': 'the least to be paid',
  'held back': 'what is held back',
  claim: 'the days to claim',
};
