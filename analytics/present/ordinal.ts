/** Positions as people count them. */

const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIX: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** `1st`, `2nd`, `13th` of a position that counts from 0. */
export function ordinal(index: number): string {
  const number = index + 1;
  return `${number}${SUFFIX[ORDINAL.select(number)]}`;
}
