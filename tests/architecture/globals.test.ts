import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { reservedUses } from './globals.ts';
import { JUDGED } from './rules.ts';

const planted = temporaryFolder();

// Guards the promise that nothing leaves the machine, and the strict content security policy.
it('nobody but the transport speaks, and text never becomes code or markup', () => {
  expect(reservedUses(resolve(import.meta.dirname, '../..'), JUDGED).join('\n')).toBe('');
});

// Guards the guard.
it.each([
  ["fetch('/x');", 'fetch'],
  ["window.fetch('/x');", 'fetch'],
  ["navigator.sendBeacon('/x');", 'sendBeacon'],
  ["new WebSocket('ws://x');", 'WebSocket'],
  ["new Function('return 1');", 'Function'],
  ["document.body.innerHTML = 'x';", 'innerHTML'],
  ['const a = <p dangerouslySetInnerHTML={{ __html: text }} />;', 'dangerouslySetInnerHTML'],
])('finds %s', (source, name) => {
  writeFileSync(planted.file('planted.tsx'), `\n${source}\n`);
  expect(reservedUses(planted.path, ['.'])).toEqual([expect.stringContaining(`planted.tsx:2 uses ${name}.`)]);
});
