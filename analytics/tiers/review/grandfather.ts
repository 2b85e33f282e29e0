/** Partners of a cohort keep what they had: a program's grandfather rules as least levels of partners. */
import type { Grandfather, TierProgram } from '../../api/documents/tierProgram.ts';
import type { RosterPartner } from '../../metrics/roster.ts';
import { dayNumber } from '../../network/dates.ts';
import { levelMatcher } from '../levelNames.ts';
import { ALWAYS, type Bounds, type NamedBound } from './bounds.ts';

/** A rule with the partners it looks at. */
export interface Cohort {
  readonly rule: Grandfather;
  /** Ids of those whose attributes fit (on `heldOn`, where the rule names that day); null for everybody. */
  readonly members: ReadonlySet<string> | null;
  /** The level that each partner of the roster held, as the data names it. */
  readonly held: readonly (string | null)[];
}

/**
 * One bound for each rule that binds somebody. A rule with `heldOn` binds from that day on; all bind until `until`,
 * itself included. A partner whose start is not known is in no cohort of those who joined before or from a day.
 */
export function grandfatherBounds(
  levels: TierProgram['levels'],
  cohorts: readonly Cohort[],
  roster: readonly RosterPartner[],
): Bounds {
  const indexOf = levelMatcher(levels);
  const bounds: NamedBound[] = [];
  const notes: string[] = [];
  for (const { rule, members, held } of cohorts) {
    const partners: number[] = [];
    const least: number[] = [];
    const lost = new Map<string, number>();
    const wanted = rule.levels && levelSet(rule.levels, indexOf);
    for (const [index, partner] of roster.entries()) {
      const name = held[index] ?? null;
      if (members && !members.has(partner.id)) continue;
      if (!joined(rule, partner.agreementStart)) continue;
      if (wanted && (name === null || !wanted(name))) continue;
      if (rule.keepLevel === 'held' && name === null) continue;
      const level = indexOf(rule.keepLevel === 'held' ? name! : rule.keepLevel);
      if (level < 0) lost.set(name!, (lost.get(name!) ?? 0) + 1);
      else {
        partners.push(index);
        least.push(level);
      }
    }
    for (const [name, count] of lost) notes.push(lostNote(rule, name, count));
    if (partners.length === 0) continue;
    bounds.push({
      kind: 'grandfathered',
      label: rule.label ?? rule.id,
      from: rule.heldOn === undefined ? ALWAYS : dayNumber(rule.heldOn),
      until: dayNumber(rule.until),
      partners: Int32Array.from(partners),
      levels: Int8Array.from(least),
    });
  }
  return { bounds, notes };
}

function joined({ joinedBefore, joinedFrom }: Grandfather, start: string | null): boolean {
  if (joinedBefore !== undefined && (start === null || start >= joinedBefore)) return false;
  return joinedFrom === undefined || (start !== null && start >= joinedFrom);
}

/** Whether a held level is one of a list: the same level of the program, or the same name where it is none. */
function levelSet(names: readonly string[], indexOf: (name: string) => number): (held: string) => boolean {
  const plain = (name: string) => name.trim().toLowerCase();
  const indices = new Set(names.map(indexOf).filter((index) => index >= 0));
  const words = new Set(names.map(plain));
  return (held) => indices.has(indexOf(held)) || words.has(plain(held));
}

function lostNote({ id, label }: Grandfather, name: string, count: number): string {
  const whose = count === 1 ? 'one partner that held it keeps' : `${count} partners that held it keep`;
  return `“${label ?? id}” honours the level held, but “${name}” is no level of this program: ${whose} nothing. Name the level to keep in “keepLevel”.`;
}
