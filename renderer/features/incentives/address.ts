/** The fields of the address that belong to the incentives: the view, what pay is compared with, what is paid with it. */
import type { Address } from '../../../analytics/present/address.ts';
import { change, changeExtra } from '../../shell/location.ts';

/** The item of the address that stands for what was paid, without a plan. */
export const AS_PAID = 'as-paid';

export function openPlan(id: number | null): void {
  change({ item: id === null ? AS_PAID : String(id), extra: {} });
}

/** The saved plan that pay is compared with; null for what was paid. */
export function againstOf({ against }: Address['extra']): number | null {
  return idOf(against);
}

export const setAgainst = (id: number | null): void => changeExtra({ against: id === null ? '' : String(id) });

/** Kinds of payouts that what was paid is made of; none for those that the plans pay. A kind may hold commas. */
export function kindsOf({ kinds }: Address['extra']): string[] {
  return (kinds ?? '').split('|').filter((kind) => kind !== '');
}

export const setKinds = (kinds: readonly string[]): void => changeExtra({ kinds: kinds.join('|') });

/** Saved plans that are paid together with the one open, and scenarios that it is compared with: `3,7`. */
export function idsOf(text: string | undefined): number[] {
  return [...new Set((text ?? '').split(',').flatMap((part) => idOf(part) ?? []))];
}

export const setTogether = (ids: readonly number[]): void => changeExtra({ with: ids.join(',') });

/** One of a few, as the address names it; null for none of them. */
export function oneOf<T extends string>(options: readonly T[], text: string | undefined): T | null {
  return options.find((option) => option === text) ?? null;
}

function idOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
