/** How the parts of a tier program are told from each other when two versions of it are compared. */
import { type Fields, isFields, type Naming, same } from '../../rules/documents/differences.ts';

/** Of each set a thing has one, and another one makes it another thing. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ['all', 'any', 'atLeast', 'not', 'anyDay', 'inAny', 'use', 'metric', 'score', 'rank', 'attested'],
  ['value', 'valueByRegion'],
  ['exitValue', 'exitValueByRegion'],
  ['top', 'topShare', 'notBottomShare'],
  ['full', 'steps', 'each'],
  ['amount', 'amountByRegion'],
];

/** What a requirement is about: with another one it is another requirement. */
const SUBJECTS = ['metric', 'score', 'attested', 'use', 'inAny'] as const;

const GROUPS: ReadonlySet<string> = new Set(['all', 'any', 'of']);
/** Values that are said in one breath. */
const WHOLE: ReadonlySet<string> = new Set(['window', 'within', 'source', 'proRateJoiners']);
/** Lists whose items have an identity; others are one value. */
const LISTS: ReadonlySet<string> = new Set([
  ...GROUPS,
  'levels',
  'scores',
  'terms',
  'steps',
  'tracks',
  'benefits',
  'grandfather',
  'floors',
]);

export const PROGRAM_NAMING: Naming = {
  nameOf(item, list) {
    if (!isFields(item)) return null;
    const key = list.at(-1);
    if (key === 'steps') return text(item.from);
    if (key === 'floors') return text(item.level);
    return GROUPS.has(key ?? '') ? requirementName(item) : text(item.id);
  },
  differ(before, after, path) {
    if (WHOLE.has(path.at(-1) ?? '')) return true;
    if (ALTERNATIVES.some((keys) => isOther(keys, before, after))) return true;
    return SUBJECTS.some((key) => key in before && key in after && before[key] !== after[key]);
  },
  // The levels of a grandfather rule are names, and one value.
  isValue: (list, path) => !LISTS.has(path.at(-1) ?? '') || list.some((item) => !isFields(item)),
  replaces: (path) => (GROUPS.has(path.at(-1) ?? '') ? 'whole' : null),
  isOrdered: (path) => path.length === 1 && path[0] === 'levels',
};

/** What a test measures apart from its window: the same test over another window has changed, not gone. */
function requirementName(item: Fields): string {
  const group = ALTERNATIVES[0]!.find((key) => key in item);
  switch (group) {
    case 'metric':
      return `metric ${measureName(item)}`;
    case 'rank':
      return `rank ${text(item.scope)} ${isFields(item.rank) ? measureName(item.rank) : ''}`;
    case 'score':
    case 'attested':
    case 'use':
    case 'inAny':
      return `${group} ${text(item[group])}`;
    default:
      return group ?? '';
  }
}

function measureName({ metric, agg, filter, dealFrom, dealBelow, per }: Fields): string {
  const by = isFields(per) ? per.metric : undefined;
  return JSON.stringify({ metric, agg, filter, dealFrom, dealBelow, per: by });
}

function isOther(keys: readonly string[], before: Fields, after: Fields): boolean {
  const [was, is] = [before, after].map((fields) => keys.filter((key) => fields[key] !== undefined));
  return was!.length > 0 && is!.length > 0 && !same(was, is);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
