/**
 * The order of a program's levels. No file says it, but vendors draw from one vocabulary: when every level of the network
 * is a word of it, the ladder is known; otherwise nothing is claimed and the levels stay in the order given.
 */

/** Lowest first; words of one line stand on the same rung in different programs. */
const RUNGS: readonly (readonly string[])[] = [
  ['prospect', 'applicant'],
  ['registered', 'basic', 'base', 'entry', 'member', 'affiliate', 'associate', 'business', 'provisional'],
  ['authorized', 'authorised', 'standard', 'bronze', 'certified', 'build', 'participant'],
  ['silver', 'select', 'preferred', 'professional', 'specialist'],
  ['gold', 'advanced', 'premier', 'premium', 'enhanced', 'expert'],
  ['platinum', 'elite', 'principal', 'master', 'top'],
  ['diamond', 'titanium', 'black', 'global', 'strategic'],
];

export interface Ladder {
  /** Lowest first when known. */
  readonly levels: readonly string[];
  readonly known: boolean;
}

export function ladderOf(levels: readonly string[]): Ladder {
  const rungs = new Map(levels.map((level) => [level, rungOf(level)]));
  const known = levels.length > 0 && [...rungs.values()].every((rung) => rung !== null);
  // Two levels on one rung cannot be told apart by their names.
  if (!known || new Set(rungs.values()).size < rungs.size) return { levels, known: false };
  return { levels: [...levels].sort((a, b) => (rungs.get(a) ?? 0) - (rungs.get(b) ?? 0)), known: true };
}

function rungOf(level: string): number | null {
  const words = level.toLowerCase().split(/[^a-z]+/);
  const rung = RUNGS.findIndex((names) => names.some((name) => words.includes(name)));
  return rung < 0 ? null : rung;
}
