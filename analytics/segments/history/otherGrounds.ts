/** What the scores of a quarter rest on, where it is not what those of the newest one do: a move may then be one of knowledge. */
import { inSentence } from '../place/axisFigures.ts';
import type { PlacedAxis } from '../place/placement.ts';
import type { PlacedQuarter } from './quarters.ts';

/** `potential without Growth of bookings`; null where scores rest on the same criteria, or there are none. */
export function otherGrounds(quarter: PlacedQuarter, newest: PlacedQuarter): string | null {
  const [own, last] = [quarter.placed.placement, newest.placed.placement];
  const parts = [apart(own.x, last.x), apart(own.y, last.y)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join('; ') : null;
}

function apart(own: PlacedAxis, last: PlacedAxis): string | null {
  if (!own.grounds || !last.grounds) return null;
  const without = lacking(last.grounds.criteria, own.grounds.criteria);
  const beside = lacking(own.grounds.criteria, last.grounds.criteria);
  if (without.length + beside.length === 0) return null;
  const parts = [
    ...(without.length > 0 ? [`without ${without.join(', ')}`] : []),
    ...(beside.length > 0 ? [`with ${beside.join(', ')}`] : []),
  ];
  return `${inSentence(own.feature.label)} ${parts.join(' and ')}`;
}

/** What became known of a partner between two days and what is no longer, in words; empty where it is the same. */
export function knownSince(before: PlacedAxis, after: PlacedAxis, was: number, is: number): string {
  if (!before.grounds || !after.grounds) return '';
  const [earlier, now] = [before.grounds.knownOf(was), after.grounds.knownOf(is)];
  const [gained, lost] = [lacking(now, earlier), lacking(earlier, now)];
  const parts = [
    ...(gained.length > 0 ? [`${gained.join(', ')} not known before`] : []),
    ...(lost.length > 0 ? [`${lost.join(', ')} no longer known`] : []),
  ];
  return parts.length > 0 ? ` (${parts.join('; ')})` : '';
}

/** A sentence about the quarters of a history; none where all scores rest on the same. */
export function groundsNote(
  quarters: readonly { readonly label: string; readonly grounds: string | null }[],
): string[] {
  const labels = new Map<string, string[]>();
  for (const { label, grounds } of quarters) {
    if (grounds !== null) labels.set(grounds, [...(labels.get(grounds) ?? []), label]);
  }
  if (labels.size === 0) return [];
  const told = [...labels].map(([grounds, own]) => `${spanOf(own)}: ${grounds}`);
  return [
    `Each quarter is placed by what was known then, and some rest on other criteria than ${quarters.at(-1)!.label} (${told.join('. ')}). Who moved from there may have moved because other things are known.`,
  ];
}

function spanOf(labels: readonly string[]): string {
  return labels.length > 2 ? `${labels[0]} to ${labels.at(-1)}` : labels.join(', ');
}

function lacking(of: readonly string[], than: readonly string[]): string[] {
  return of.filter((one) => !than.includes(one));
}
