/** Thresholds by region as a hand makes them: groups of the program, and tests that follow them or not. Pure. */
import type { MetricTest, ScoreTest, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';

type Test = MetricTest | ScoreTest;

/** The same value for every group and for everybody else, to be changed one by one. */
export function byRegion<T extends Test>(test: T, groups: readonly string[]): T {
  const { value, exitValue, ...rest } = test;
  const each = (figure: string) => Object.fromEntries([...groups, 'else'].map((group) => [group, figure]));
  return {
    ...rest,
    valueByRegion: each(value ?? '1'),
    ...(exitValue === undefined ? {} : { exitValueByRegion: each(exitValue) }),
  } as T;
}

/** One value for all: the one that stood for everybody else. */
export function forAll<T extends Test>(test: T): T {
  const { valueByRegion, exitValueByRegion, ...rest } = test;
  const one = (values: Readonly<Record<string, string>> | undefined) => values?.else ?? Object.values(values ?? {})[0];
  const exit = one(exitValueByRegion);
  return { ...rest, value: one(valueByRegion) ?? '1', ...(exit === undefined ? {} : { exitValue: exit }) } as T;
}

/** The program without the group; tests lose its value with it. */
export function withoutGroup(program: TierProgram, name: string): TierProgram {
  const { [name]: _, ...regionGroups } = program.regionGroups;
  return { ...(dropped(program, name) as TierProgram), regionGroups };
}

/** The group under another name, in tests and benefits too. */
export function withGroupName(program: TierProgram, from: string, to: string): TierProgram {
  return renamed(program, from, to) as TierProgram;
}

const BY_GROUP = new Set(['valueByRegion', 'exitValueByRegion', 'amountByRegion', 'regionGroups']);

function dropped(node: unknown, name: string): unknown {
  return mapped(node, (key) => (key === name ? null : key));
}

function renamed(node: unknown, from: string, to: string): unknown {
  return mapped(node, (key) => (key === from ? to : key));
}

/** The document with the keys of all that is told by group changed; null takes one away. */
function mapped(node: unknown, key: (name: string) => string | null): unknown {
  if (Array.isArray(node)) return node.map((part) => mapped(part, key));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      BY_GROUP.has(name) && typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).flatMap(([group, figure]) => {
              const next = key(group);
              return next === null ? [] : [[next, figure]];
            }),
          )
        : mapped(value, key),
    ]),
  );
}
