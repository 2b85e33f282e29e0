/** Short names for long texts, under which the lab keeps what rests on them. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Levels over time are megabytes of SQL, and every line of every run is named by them. */
const levelNames = new LRUCache<string, string>({ max: 8 });

export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64');
}

/** @param levels as `SideRequest.levels` */
export function levelsDigest(levels: string | undefined): string {
  if (levels === undefined) return 'in force';
  const known = levelNames.get(levels);
  if (known) return known;
  const made = digest(levels);
  levelNames.set(levels, made);
  return made;
}
