import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { UPLOAD_LIMITS, type UploadLimits, Uploads } from '../../../main/browser/uploads.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const open: Uploads[] = [];

function uploads(limits: Partial<UploadLimits> = {}): Uploads {
  const made = new Uploads({ ...UPLOAD_LIMITS, ...limits }, folder.path);
  open.push(made);
  return made;
}

/** Every file there is below the test's folder. */
const leftovers = () =>
  readdirSync(folder.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

const body = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

afterEach(() => {
  for (const each of open.splice(0)) each.remove();
});

test('only the owner can look into the folder', async () => {
  const path = await uploads().receive('deals.csv', body('x'), 1);
  expect(statSync(dirname(dirname(path))).mode & 0o077).toBe(0);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('a file announced as too large is refused before a byte is taken', async () => {
  const untouched = new Readable({
    read() {
      throw new Error('was read');
    },
  });
  await expect(uploads({ fileBytes: 10 }).receive('deals.csv', untouched, 11)).rejects.toThrow(
    /deals\.csv is larger than/,
  );
});

test('a file that turns out too large is cut off, and nothing of it stays', async () => {
  await expect(uploads({ fileBytes: 10 }).receive('deals.csv', body('12345', '67890', '1'), undefined)).rejects.toThrow(
    /larger than/,
  );
  expect(leftovers()).toEqual([]);
});

test('a stream that breaks off leaves nothing', async () => {
  const broken = Readable.from(
    (function* () {
      yield Buffer.from('half a');
      throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
    })(),
  );
  await expect(uploads().receive('deals.csv', broken, 100)).rejects.toThrow(
    /stopped arriving before its end; nothing was kept/,
  );
  expect(leftovers()).toEqual([]);
});

test('the total has a limit, and a refused file does not count towards it', async () => {
  const small = uploads({ fileBytes: 10, totalBytes: 12 });
  await expect(small.receive('a.csv', body('12345678901'), undefined)).rejects.toThrow(/larger than/);
  await small.receive('b.csv', body('1234567890'), undefined);
  await expect(small.receive('c.csv', body('123'), undefined)).rejects.toThrow(/past/);
  await expect(small.receive('d.csv', body('123'), 3)).rejects.toThrow(/past/);
  expect(await readFile(await small.receive('e.csv', body('12'), 2), 'utf8')).toBe('12');
});

test('a file larger than the free disk is refused with a sentence', async () => {
  const huge = uploads({ fileBytes: Number.MAX_SAFE_INTEGER, totalBytes: Number.MAX_SAFE_INTEGER });
  await expect(huge.receive('deals.csv', body('x'), 2 ** 52)).rejects.toThrow(/no room on the disk for deals\.csv/);
});

test('folders of hosts that were killed are removed at the next start, and those of running ones are not', () => {
  // A pid above the kernel's maximum belongs to nobody.
  const dead = join(folder.path, 'quarterdeck-uploads-99999999-abc');
  const alive = join(folder.path, `quarterdeck-uploads-${process.ppid}-abc`);
  const other = join(folder.path, 'quarterdeck-uploads-notes');
  for (const each of [dead, alive, other]) mkdirSync(each);
  uploads();
  expect([dead, alive, other].map((each) => existsSync(each))).toEqual([false, true, true]);
});
