/** The thresholds that can be dragged, and how many partners reach each. */
import type { HandleCount } from '../../api/tiers.ts';
import type { CompiledHandle, CompiledProgram, CompiledTest } from '../compiled.ts';
import type { Readings } from './readings.ts';

/** One entry per place: a threshold of a definition that several levels use is one handle, named by the lowest of them. */
export function handleCounts(now: Readings, former: Readings | null): HandleCount[] {
  const { compiled } = now;
  const seen = new Set<string>();
  const formerTests = former ? matched(former.compiled) : null;
  return compiled.tests.flatMap((test, index) =>
    test.handles.flatMap((handle): HandleCount[] => {
      if (seen.has(handle.place)) return [];
      seen.add(handle.place);
      const value = compiled.inputs[handle.place]!;
      const old = formerTests?.get(keyOf(compiled, test, handle)) ?? null;
      return [
        {
          place: handle.place,
          level: compiled.levels[test.level]?.label ?? '',
          label: test.label,
          measure: test.measure,
          unit: test.unit,
          sign: test.sign,
          group: handle.group,
          value,
          was: old && former ? former.compiled.inputs[old.place]! : null,
          reach: reachOf(now, index, handle.group),
          reachWas: old && former ? reachOf(former, old.test, handle.group) : null,
        },
      ];
    }),
  );
}

interface FormerHandle {
  readonly place: string;
  readonly test: number;
}

/** Tests are the same when they ask the same measure for the same level, wherever they stand in the document. */
function matched(compiled: CompiledProgram): Map<string, FormerHandle> {
  const found = new Map<string, FormerHandle>();
  for (const [test, compiledTest] of compiled.tests.entries()) {
    for (const handle of compiledTest.handles) {
      const key = keyOf(compiled, compiledTest, handle);
      if (!found.has(key)) found.set(key, { place: handle.place, test });
    }
  }
  return found;
}

function keyOf({ levels }: CompiledProgram, { level, measure, sign }: CompiledTest, { group }: CompiledHandle): string {
  return JSON.stringify([levels[level]?.id.toLowerCase() ?? null, measure, sign, group]);
}

/** Reach of the handles of readings that stay the same while something is dragged. */
const reaches = new WeakMap<Readings, Map<string, number>>();

function reachOf(readings: Readings, index: number, group: string | null): number {
  const known = reaches.get(readings) ?? new Map<string, number>();
  reaches.set(readings, known);
  const key = `${index} ${group}`;
  const reach = known.get(key) ?? countReach(readings, index, group);
  known.set(key, reach);
  return reach;
}

/** Of a threshold of a region group: partners of the group that are in none of those before it. */
function countReach(readings: Readings, index: number, group: string | null): number {
  const { met } = readings.test(index);
  let count = 0;
  if (group === null) {
    for (let partner = 0; partner < met.length; partner++) count += met[partner]!;
    return count;
  }
  const named = readings.compiled.tests[index]!.handles.flatMap(({ group: name }) => (name === null ? [] : [name]));
  const members = (name: string) => readings.flag(`group:${name}`);
  const before = named.slice(0, named.indexOf(group)).map(members);
  const own = group === 'else' ? null : members(group);
  for (let partner = 0; partner < met.length; partner++) {
    if (met[partner] === 0 || own?.[partner] === 0) continue;
    if (before.every((others) => others[partner] === 0)) count++;
  }
  return count;
}
