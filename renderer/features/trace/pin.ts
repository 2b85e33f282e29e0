/** A pinned figure, kept in the address as the text of an address of its own. */
import { type Address, formatAddress, parseAddress, type TraceTarget } from '../../../analytics/present/address.ts';

const KEY = 'pin';

export function pinnedOf({ extra }: Address): TraceTarget | null {
  const text = extra[KEY];
  return text === undefined ? null : parseAddress(text).trace;
}

/** The other fields of the address with this figure pinned, or with none. */
export function withPin({ extra }: Address, target: TraceTarget | null): Record<string, string> {
  const { [KEY]: _, ...rest } = extra;
  return target === null ? rest : { ...rest, [KEY]: formatAddress({ screen: '', trace: target }) };
}

export function isSame(a: TraceTarget | null, b: TraceTarget | null): boolean {
  return (
    a !== null &&
    b !== null &&
    JSON.stringify([a.metric, a.period, a.at]) === JSON.stringify([b.metric, b.period, b.at])
  );
}
