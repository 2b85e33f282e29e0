/** Pixels of a line of chart text. */
const LINE = 14;

/**
 * Where the label of a bar stands when another bar is drawn behind it: on its own top, unless the one behind ends just
 * above, in the middle of the text; then on top of that one.
 */
export function labelTop(own: number, behind: number): number {
  return behind < own && own - behind < LINE ? behind : own;
}
