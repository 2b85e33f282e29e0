/** The fields of the address that belong to the scorecards alone: mode, search, columns of comparison. */
import type { Address } from '../../../analytics/present/address.ts';
import { change, currentAddress } from '../../shell/location.ts';

/** The other fields of the address with some of them changed; an empty one goes. */
export function extraWith({ extra }: Address, part: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...extra, ...part }).filter(([, value]) => value !== ''));
}

export function changeExtra(part: Readonly<Record<string, string>>, options?: { replace?: boolean }): void {
  change({ extra: extraWith(currentAddress(), part) }, options);
}
