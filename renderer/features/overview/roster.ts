/** Whether a value of the partner dimension is a partner; `(direct)` and `(unassigned)` are names of what is not. */
export function isRoster(partner: string | null): partner is string {
  return partner !== null && !/^\(.*\)$/.test(partner);
}
