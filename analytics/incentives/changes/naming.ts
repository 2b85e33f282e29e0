/** How the parts of an incentive plan are told from each other when two versions of it are compared. */
import { type Fields, isFields, type Naming, same } from '../../rules/documents/differences.ts';

/** Each is another way to pay: with another one it is another rate. */
const RATES = [
  'flat',
  'perUnit',
  'lump',
  'apportion',
  'growth',
  'bands',
  'every',
  'linear',
  'points',
  'byLevel',
  'byRegion',
] as const;

/** Values that are said in one breath. */
const WHOLE: ReadonlySet<string> = new Set(['measure', 'window', 'expiry', 'source']);
/** Lists whose items have an identity; others are one value. */
const LISTS: ReadonlySet<string> = new Set(['lines', 'bands', 'linear', 'surcharges', 'multipliers']);

export const PLAN_NAMING: Naming = {
  nameOf(item, list) {
    if (!isFields(item)) return null;
    const key = list.at(-1);
    if (key === 'linear') return null;
    return text(key === 'bands' ? item.from : item.id);
  },
  differ(before, after, path) {
    const key = path.at(-1) ?? '';
    if (WHOLE.has(key) || isMeasured(path)) return true;
    return key === 'rate' && !same(paysBy(before), paysBy(after));
  },
  // The lines of a pool are names, and one value.
  isValue: (list, path) => !LISTS.has(path.at(-1) ?? '') || list.some((item) => !isFields(item)),
  replaces: (path) => (path.at(-1) === 'bands' ? 'values' : null),
  isOrdered: (path) => path.length === 1 && path[0] === 'lines',
};

/** What bands are looked up in. */
function isMeasured(path: readonly string[]): boolean {
  return path.at(-1) === 'on' && path.at(-2) === 'rate';
}

/** Growth with one rate and growth by bands pay differently, as do shares and sums by band. */
function paysBy(rate: Fields): unknown[] {
  return [...RATES.filter((key) => rate[key] !== undefined), rate.pays];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
