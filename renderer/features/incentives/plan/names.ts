/** Names that the parts of a plan have for each other. */

/** `growth`, or `growth 2` where that is taken. */
export function freeId(taken: readonly { readonly id: string }[], stem: string): string {
  const ids = new Set(taken.map(({ id }) => id));
  if (!ids.has(stem)) return stem;
  let number = 2;
  while (ids.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}
