import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { strayReadings } from './readings.ts';
import { JUDGED } from './rules.ts';

const planted = temporaryFolder();

// Guards “no rule is implemented twice”: a second evaluation would drift from the record.
it('only analytics/rules computes rules', () => {
  expect(strayReadings(resolve(import.meta.dirname, '../..'), JUDGED).join('\n')).toBe('');
});

// Guards the guard.
it.each([
  ["switch (node.kind) { case 'marginal': break; }", 'marginal'],
  ["if (node.kind === 'multiply') pay();", 'multiply'],
  ["const rest = 'orElse' !== node.kind;", 'orElse'],
])('finds %s', (source, kind) => {
  writeFileSync(planted.file('planted.ts'), `\n${source}\n`);
  expect(strayReadings(planted.path, ['.'])).toEqual([expect.stringContaining(`planted.ts:2 asks for “${kind}”.`)]);
});
