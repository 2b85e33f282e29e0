import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const BUILT = resolve(import.meta.dirname, '../../../out/node');

// Guards the start: the engine takes longer to load than the host, and has a thread of its own to be loaded in.
test('whoever opens the application waits for no engine before the page is served', () => {
  const terminal = read('terminal.js');
  const [launch] = /chunks\/launch-[\w-]+\.js/.exec(terminal) ?? [];
  expect(launch).toBeDefined();
  const loaded = closure(['terminal.js', launch!]);
  expect(loaded.filter((file) => read(file).includes('node-bindings'))).toEqual([]);
  // What the test looks for is there where the engine is.
  expect(closure(['engine-worker.js']).some((file) => read(file).includes('node-bindings'))).toBe(true);
});

function read(file: string): string {
  return readFileSync(join(BUILT, file), 'utf8');
}

/** Files of the build and all that they import at once. */
function closure(files: readonly string[]): string[] {
  const found = new Set(files);
  // A set is walked to its end, whatever is added meanwhile.
  for (const file of found) {
    for (const [, next] of read(file).matchAll(/^(?:import |.* from )"(\.[^"]+)";$/gm)) {
      found.add(join(file, '..', next!));
    }
  }
  return [...found];
}
