/** Choices of a view that stay in the address, so that a reload, a bookmark and a link return to them. */
import { changeExtra, useAddress } from '../../shell/location.ts';

/** One of some values; the first where the address has none of them, and it is then left out of the address. */
export function useAddressed<T extends string>(
  name: string,
  values: readonly [T, ...T[]],
): readonly [T, (value: T) => void] {
  const asked = useAddress().extra[name];
  const value = values.find((one) => one === asked) ?? values[0];
  return [value, (next) => changeExtra({ [name]: next === values[0] ? '' : next }, { replace: true })];
}
