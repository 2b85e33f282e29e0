/** Runs one task of the bench in a process of its own, so that its peak memory is its own. */
import { readFileSync } from 'node:fs';
import { TASKS } from './tasks.ts';

const [name, input] = process.argv.slice(2);
const task = TASKS[name as keyof typeof TASKS] as (input: unknown) => Promise<unknown>;
const result = await task(JSON.parse(input ?? 'null'));
process.send?.({ result, peakBytes: peakBytes() }, () => process.disconnect());

/** Linux keeps a high-water mark for the process itself; elsewhere the counter may start with the parent's. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))!;
  return Number(kilobytes) * 1024;
}
