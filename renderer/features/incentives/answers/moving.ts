/** How partners are drawn together, as the address has it: `country`, `country:0.3`; by region, as history shows, without. */
import { type OutlookTerms, outlookTerms } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { Address } from '../../../../analytics/present/address.ts';

export type Moving = OutlookTerms['together'];

const USUAL: Moving = outlookTerms.parse({}).together;

/** What no forecast can be drawn with is as if it were not there. */
export function movingOf({ moving }: Address['extra']): Moving {
  if (moving === undefined) return USUAL;
  const [by, rank] = moving.split(':');
  const read = outlookTerms.safeParse({ together: { by, ...(rank === undefined ? {} : { rank }) } });
  return read.success ? read.data.together : USUAL;
}

/** The same as the address writes it, nothing for the usual; or what is wrong with it, in a sentence. */
export function written(moving: Moving): { readonly text: string } | { readonly objection: string } {
  const read = outlookTerms.safeParse({ together: moving });
  if (!read.success) return { objection: read.error.issues[0]?.message ?? 'This cannot be assumed.' };
  const { by, rank } = read.data.together;
  if (rank !== undefined) return { text: `${by}:${rank}` };
  return { text: by === USUAL.by ? '' : by };
}
