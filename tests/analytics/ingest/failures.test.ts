import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileError } from '../../../analytics/ingest/fileErrors.ts';
import { loadFiles } from '../../../analytics/ingest/load.ts';
import { Bench, file } from './support.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const MAP = { as: 'deals', columns: { deal_id: 'Deal', amount: 'Amount' } };
const GOOD = 'Deal,Amount\nD1,1\nD2,2\n';

describe('a load that cannot be done', () => {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(64)]);
  it.each([
    ['an empty file', 'deals.csv', '', MAP, 'file-empty', 'is empty'],
    ['a file of blanks', 'deals.csv', '\n \r\n\n', MAP, 'file-empty', 'is empty'],
    ['a header alone', 'deals.csv', 'Deal,Amount\n', MAP, 'file-empty', 'has a header but no rows'],
    [
      'binary data named .csv',
      'deals.csv',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]),
      MAP,
      'file-unreadable',
      'binary data',
    ],
    ['a text named .xlsx', 'deals.xlsx', GOOD, MAP, 'file-unreadable', 'no ZIP archive'],
    ['a damaged workbook', 'deals.xlsx', zip, MAP, 'file-unreadable', 'cannot be read as an Excel workbook'],
    [
      'an old workbook',
      'deals.xls',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      MAP,
      'file-unreadable',
      'Save it as .xlsx',
    ],
    ['an archive', 'deals.zip', zip, MAP, 'file-unreadable', 'Unpack it'],
    [
      'a damaged gzip',
      'deals.csv.gz',
      Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      MAP,
      'file-unreadable',
      'gzip',
    ],
    ['broken JSON', 'deals.json', '{"Deal": "1", }\n', MAP, 'file-unreadable', 'JSON'],
    [
      'a header that is not there',
      'deals.csv',
      GOOD,
      { as: 'deals', columns: { deal_id: 'Deal', amount: 'Amuont' } },
      'map-invalid',
      '“amount” from a column “Amuont”, but deals.csv has no such column. The nearest is “Amount”',
    ],
    [
      'a field that is none',
      'deals.csv',
      GOOD,
      { as: 'deals', columns: { deal_id: 'Deal', amout: 'Amount' } },
      'map-invalid',
      'The nearest is “amount”',
    ],
    [
      'a field of another kind',
      'deals.csv',
      GOOD,
      { as: 'partners', columns: { partner_id: 'Deal', earned_on: 'Amount' } },
      'map-invalid',
      'not a field of partners',
    ],
    ['no id', 'deals.csv', GOOD, { as: 'deals', columns: { amount: 'Amount' } }, 'map-invalid', '“deal_id”'],
    [
      'a constant of the wrong kind',
      'deals.csv',
      GOOD,
      { ...MAP, constants: { closed_on: 'soon' } },
      'map-invalid',
      '“closed_on” to “soon”',
    ],
    [
      'a choice that is none',
      'deals.csv',
      GOOD,
      { ...MAP, constants: { outcome: 'maybe' } },
      'map-invalid',
      'one of open, won, lost',
    ],
    [
      'dates that can be read in two ways',
      'deals.csv',
      'Deal,Closed\nD1,3/4/2026\nD2,5/6/2026\n',
      { as: 'deals', columns: { deal_id: 'Deal', closed_on: 'Closed' } },
      'load-refused',
      '"dates": "day-first"',
    ],
    [
      'numbers that can be read in two ways',
      'deals.csv',
      'Deal,Amount\nD1,"1,234"\n',
      MAP,
      'load-refused',
      '"decimal": "."',
    ],
  ])('%s is refused in one sentence, and nothing has changed', async (_, name, content, map, code, words) => {
    const before = await bench.dump();
    await expect(bench.load(name, content, map)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    expect(await bench.dump()).toBe(before);
  });

  it('a missing file and a folder', async () => {
    const missing = [file(join(bench.folder, 'nowhere.csv'), 'nowhere.csv', MAP)];
    await expect(bench.loadAll(missing)).rejects.toMatchObject({
      code: 'file-missing',
      message: expect.stringContaining('nowhere.csv'),
    });
    await mkdir(join(bench.folder, 'folder.csv'));
    await expect(bench.loadAll([file(join(bench.folder, 'folder.csv'), 'folder.csv', MAP)])).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });

  it('of several files leaves the good ones out too', async () => {
    const before = await bench.dump();
    const files = [
      file(await bench.file('a.csv', GOOD), 'a.csv', MAP),
      file(await bench.file('b.csv', ''), 'b.csv', MAP),
    ];
    await expect(bench.loadAll(files)).rejects.toMatchObject({ code: 'file-empty' });
    expect(await bench.dump()).toBe(before);
  });

  it('is told by what the system says', () => {
    const say = (code: string) => fileError(Object.assign(new Error(code), { code }), '/x/y.csv');
    expect(say('ENOSPC')).toMatchObject({ code: 'disk-full' });
    expect(say('EACCES')).toMatchObject({ code: 'file-unreadable', message: expect.stringContaining('/x/y.csv') });
  });
});

describe('a load that is stopped', () => {
  const big = `Deal,Amount\n${Array.from({ length: 300_000 }, (_, i) => `D${i},${i}.25`).join('\n')}\n`;

  it.each(['read', 'check', 'load'] as const)('while it is at “%s” leaves nothing behind', async (stage) => {
    await bench.load('first.csv', GOOD, MAP);
    const before = await bench.dump();
    const stop = new AbortController();
    const load = loadFiles(bench.context, [file(await bench.file('big.csv', big), 'big.csv', MAP)], {
      signal: stop.signal,
      onProgress: (progress) => {
        if (progress.stage === stage) stop.abort();
      },
    });
    await expect(load).rejects.toMatchObject({ code: 'cancelled' });
    expect(await bench.dump()).toBe(before);
    // And the next load is as any other.
    expect(await bench.load('big.csv', big, MAP)).toMatchObject({ new: 299_998, changed: 2 });
  });

  it('before it began does not begin', async () => {
    await expect(
      loadFiles(bench.context, [file(await bench.file('a.csv', GOOD), 'a.csv', MAP)], { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('tells how far it is', async () => {
    const seen: string[] = [];
    const path = await bench.file('a.csv', GOOD);
    await loadFiles(bench.context, [file(path, 'a.csv', MAP)], {
      onProgress: ({ stage, done, total, unit }) => seen.push(`${stage} ${done}/${total} ${unit}`),
    });
    expect(seen).toEqual(['read 22/22 bytes', 'check 22/22 bytes', 'load 0/1 files', 'load 1/1 files']);
  });
});

describe('the staging folder', () => {
  it('is empty after a load, and a link leads to no file outside it', async () => {
    const path = await bench.file('real.csv', GOOD);
    await symlink(path, join(bench.folder, 'link.csv'));
    expect(await bench.loadAll([file(join(bench.folder, 'link.csv'), 'link.csv', MAP)])).toMatchObject([{ new: 2 }]);
    expect(await readdir(bench.workspace.stagingDirectory)).toEqual([]);
  });

  it('what a killed load left in the store goes with the next one', async () => {
    await bench.workspace.engine.run('CREATE TABLE store.stage_7 (a INTEGER)');
    await bench.load('a.csv', GOOD, MAP);
    expect(await bench.rows("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'stage%'")).toEqual(
      [],
    );
  });

  it('thirty loads in a row, first ones and repetitions, all go through', async () => {
    for (let i = 0; i < 10; i++) {
      await bench.load('a.csv', `Deal,Amount\nD${i},${i}\n`, MAP);
      await bench.load('b.csv', `Deal,Name${i}\nD${i},n\n`, {
        as: 'deals',
        columns: { deal_id: 'Deal', deal_name: `Name${i}` },
      });
      await bench.load('c.csv', 'Deal,Amount\nD0,0\n', MAP);
    }
    expect(await bench.rows('SELECT count(*) AS n FROM net.deal')).toEqual([{ n: 10 }]);
  });
});
