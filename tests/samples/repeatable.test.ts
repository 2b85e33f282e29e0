import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../samples/csv.ts';
import { exportsOf } from '../../samples/exports.ts';
import { generate } from '../../samples/generate.ts';

function hashes(seed?: string): string {
  const files = exportsOf(generate(seed));
  const lines = files.map((one) => `${createHash('sha256').update(csvText(one)).digest('hex')}  ${one.name}.csv`);
  return `${lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n')}\n`;
}

describe('the sample network', () => {
  const made = hashes();

  // Guards against the clock, Math.random, iteration over unordered things and state kept between runs.
  it('comes out of its seed byte for byte, twice', () => {
    expect(hashes()).toBe(made);
  });

  // Guards against a change of the data that nobody meant, and against engines that compute differently. After a change
  // that is meant: npm run prepare && cd samples/out/csv && sha256sum *.csv > ../../../tests/samples/csv.sha256
  it('is the one whose hashes are committed', () => {
    expect(made).toBe(readFileSync(join(import.meta.dirname, 'csv.sha256'), 'utf8'));
  });

  it('is another one for another seed', () => {
    expect(hashes('another')).not.toBe(made);
  });
});
