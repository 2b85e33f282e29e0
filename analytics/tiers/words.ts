/** How requirements, windows and results are said: `3 certified people, needs 4`, `bookings 631 k under 650 k`. */
import type { AllOf, AnyOf, AtLeast, InAny, Not } from '../api/documents/tierProgram.ts';

const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** Numbers up to twelve in letters, as in “all three tests met”. */
export function inLetters(count: number): string {
  return SMALL[count] ?? String(count);
}

/** Metrics whose label does not read well after a figure. */
const NOUNS: Readonly<Record<string, string>> = {
  certified_people: 'certified people',
  quantity: 'units sold',
};

/** A label inside of a sentence: `Bookings (closed-won)` is “bookings”, `MDF claimed` stays as it is. */
export function nounOf(label: string, metric?: string): string {
  const known = metric === undefined ? undefined : NOUNS[metric];
  if (known) return known;
  const plain = label.replace(/\s*\([^)]*\)\s*$/, '');
  return /^\p{Lu}\p{Ll}/u.test(plain) ? plain[0]!.toLowerCase() + plain.slice(1) : plain;
}

const SLICES: Readonly<Record<InAny['inAny'], string>> = {
  deal_country: 'country of customers',
  family: 'product family',
  category: 'product category',
  motion: 'motion',
  route: 'route',
};

export function sliceWords(dim: InAny['inAny']): string {
  return SLICES[dim];
}

/** `All of`, `At least 2 of`: the heading over the parts of a requirement. */
export function groupWords(requirement: AllOf | AnyOf | AtLeast | Not): string {
  if (requirement.label !== undefined) return requirement.label;
  if ('all' in requirement) return 'All of';
  if ('any' in requirement) return 'Any of';
  if ('atLeast' in requirement) return `At least ${requirement.atLeast} of`;
  return 'Not';
}
