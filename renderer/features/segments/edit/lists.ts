/** Lists of a document as a hand changes them. Pure. */

/** Changes places with its neighbour; as it is at either end. */
export function moved<T>(list: readonly T[], index: number, by: 1 | -1): readonly T[] {
  const [own, other] = [list[index], list[index + by]];
  return own === undefined || other === undefined ? list : list.with(index, other).with(index + by, own);
}

/** `Segment 3`: the first number that is free, beginning after those that there are. */
export function freeId(stem: string, taken: readonly string[]): string {
  let number = taken.length;
  while (taken.includes(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}
