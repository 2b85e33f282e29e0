/** The view lives in the address (`#/screen?…`): Back works, a view can be bookmarked, nothing else holds it. */
import { useSyncExternalStore } from 'react';
import { type Address, formatAddress, parseAddress } from '../../analytics/present/address.ts';

let hash = window.location.hash;
let address = parseAddress(hash);
const watchers = new Set<() => void>();

function read(): void {
  if (window.location.hash === hash) return;
  hash = window.location.hash;
  address = parseAddress(hash);
  for (const watch of watchers) watch();
}

window.addEventListener('hashchange', read);
window.addEventListener('popstate', read);

function visit(text: string, replace: boolean): void {
  const next = `#${text}`;
  if (next === window.location.hash) return;
  if (replace) window.history.replaceState(null, '', next);
  else window.history.pushState(null, '', next);
  read();
}

export const currentAddress = (): Address => address;

/** To another place altogether; the period, comparison and filters come along unless the new address names its own. */
export function go(target: Partial<Address> & Pick<Address, 'screen'>): void {
  const { period, compare, where } = address;
  visit(formatAddress({ period, compare, where, ...target }), false);
}

/** To an address given as text, for instance by a finding. */
export function goTo(text: string): void {
  const { period, compare, where } = address;
  const target = parseAddress(text);
  visit(
    formatAddress({
      ...target,
      period: target.period ?? period,
      compare: target.compare ?? compare,
      where: target.where.length > 0 ? target.where : where,
    }),
    false,
  );
}

/** Changes part of the view. `replace` for what Back should not stop at. */
export function change(part: Partial<Address>, { replace = false }: { replace?: boolean } = {}): void {
  visit(formatAddress({ ...address, ...part }), replace);
}

/** The fields that belong to a screen alone, some of them changed; an empty one goes. */
export function extraWith({ extra }: Address, part: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...extra, ...part }).filter(([, value]) => value !== ''));
}

export function changeExtra(part: Readonly<Record<string, string>>, options?: { replace?: boolean }): void {
  change({ extra: extraWith(address, part) }, options);
}

/** The text of an address that changes part of this one, for links. */
export function hrefOf(target: Partial<Address> & Pick<Address, 'screen'>): string {
  const { period, compare, where } = address;
  return `#${formatAddress({ period, compare, where, ...target })}`;
}

export function useAddress(): Address {
  return useSyncExternalStore(watch, currentAddress);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}
