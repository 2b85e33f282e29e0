import { useMemo } from 'react';

/** Plain data that stays the same object while it says the same, however often it is made: for what is drawn from it. */
export function useSameData<T>(data: T): T {
  const text = JSON.stringify(data);
  return useMemo(() => JSON.parse(text) as T, [text]);
}
