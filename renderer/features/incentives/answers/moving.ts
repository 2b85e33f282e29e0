/** How partners are drawn together, as the address has it: `country`, `country:0.3`; by region, as history shows, without. */
import { type OutlookTerms, outlookTerms } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { Address } from '../../../../analytics/present/address.ts';
import { changeExtra } from '../../../shell/location.ts';

export type Moving = OutlookTerms['together'];

const USUAL: Moving = outlookTerms.parse({}).together;

/** What no forecast can be drawn with is as if it were not there. */
export function movingOf({ moving }: Address['extra']): Moving {
  if (moving === undefined) return USUAL;
  const [by, rank] = moving.split(':');
  const read = outlookTerms.safeParse({ together: { by, ...(rank === undefined ? {} : { rank }) } });
  return read.success ? read.data.together : USUAL;
}

/** What is wrong with it, in a sentence; null where it was taken. */
export function setMoving(moving: Moving): string | null {
  const read = outlookTerms.safeParse({ together: moving });
  if (!read.success) return read.error.issues[0]?.message ?? 'This cannot be assumed.';
  const { by, rank } = read.data.together;
  const usual = by === USUAL.by && rank === undefined;
  changeExtra({ moving: usual ? '' : rank === undefined ? by : `${by}:${rank}` }, { replace: true });
  return null;
}
