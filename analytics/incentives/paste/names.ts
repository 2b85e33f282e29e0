/** Whom or what a name on a rate card is of. */
import type { IncentivePlanInput } from '../../api/documents/incentivePlan.ts';
import { ladderOf } from '../../present/ladder.ts';

type Eligible = NonNullable<IncentivePlanInput['lines'][number]['on']>;

export interface Named {
  readonly filter: NonNullable<Eligible['filter']>;
  /** Only deals whose registration was approved, or was not. */
  readonly registered?: boolean;
  /** What it was taken for, where the name alone does not say. */
  readonly doubt: string | null;
}

const MOTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:net[- ]?)?new(?: (?:business|logos?|customers?|deals?))?$|^neu(?:geschäft|kunden)$/i, 'new'],
  [/^renewals?$|^(?:vertrags)?verlängerung(?:en)?$/i, 'renewal'],
  [/^(?:expansions?|up-?sells?|cross-?sells?|add-?ons?)$/i, 'expansion'],
];
const UNREGISTERED = /^(?:non-?|un|not )registered(?: deals?)?$/i;
const REGISTERED = /^(?:registered (?:deals?|opportunit\w*)|deal[- ]reg(?:istrations?)?)$/i;
const TYPES = /^(?:resellers?|vars?|distributors?|msps?|isvs?|sis?|system integrators?|agents?|referral partners?)$/i;

export function namedOf(name: string): Named {
  const motion = MOTIONS.find(([words]) => words.test(name))?.[1];
  if (motion !== undefined) return { filter: [{ dim: 'motion', values: [motion] }], doubt: null };
  if (UNREGISTERED.test(name)) return { filter: [], registered: false, doubt: null };
  if (REGISTERED.test(name)) return { filter: [], registered: true, doubt: null };
  if (isLevel(name)) return { filter: [{ dim: 'level', values: [name] }], doubt: null };
  if (TYPES.test(name)) {
    const doubt = 'it was taken for a type of partner as your network spells it';
    return { filter: [{ dim: 'type', values: [name] }], doubt };
  }
  const doubt = 'it is the name of no level that is known: it was taken for a product family';
  return { filter: [{ dim: 'family', values: [name] }], doubt };
}

/** Words that may stand beside the name of a level: “Gold Partner”, “Platinum Plus”. */
const BESIDE_LEVEL = /^(?:partners?|tiers?|levels?|status|members?|plus|\+|stufe)$/i;

/** Every word has to be one of a level: “Business Applications” is none, though “Business” may be. */
export function isLevel(name: string): boolean {
  if (/\b(?:tier|level|stufe)\s*\d/i.test(name)) return true;
  const words = name.split(/[\s-]+/).filter((word) => !BESIDE_LEVEL.test(word));
  const other = [...MOTIONS.map(([motion]) => motion), UNREGISTERED].some((one) => one.test(name));
  return !other && words.length > 0 && words.every((word) => ladderOf([word]).known);
}
