import { readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { REQUESTS } from '../../../main/desktop/channels.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const { record } = await import('../../fakes/electron.ts');
const { listen, OWN_FRAME, send, startDesktop } = await import('../../fixtures/desktop.ts');

const folder = temporaryFolder();
let page: Awaited<ReturnType<typeof startDesktop>>['webContents'];

beforeEach(async () => {
  ({ webContents: page } = await startDesktop());
});

describe('a request from anyone but our own page', () => {
  const STRANGERS = [
    ['another origin', { origin: 'https://example.com', parent: null }],
    ['an origin that begins like ours', { origin: 'app://quarterdeck.evil', parent: null }],
    ['an opaque origin', { origin: 'null', parent: null }],
    ['a frame inside our page', { origin: 'app://quarterdeck', parent: OWN_FRAME }],
    ['a frame that has navigated away', null],
  ] as const;

  test.each(STRANGERS)('is refused with an answer: %s', async (_who, frame) => {
    for (const name of REQUESTS) {
      const reply = await send(page, name, ['x', new Uint8Array(1)], frame);
      expect(reply).toMatchObject({
        ok: false,
        error: { code: 'bad-request', message: expect.stringContaining('refused') },
      });
    }
    expect((await listen(page, frame)).ok).toBe(false);
    expect([record.openDialogs, record.saveDialogs]).toEqual([[], []]);
    expect(record.utilities.map(({ messages }) => messages)).toEqual([[]]);
  });
});

test('nothing answers but the requests of the bridge', () => {
  expect([...record.ipcHandlers.keys()].sort()).toEqual(
    [...REQUESTS.map((name) => `quarterdeck:request:${name}`), 'quarterdeck:listening'].sort(),
  );
});

describe('a dialog', () => {
  test('gives the page the files the user chose', async () => {
    record.answers.open = ['/exports/deals.csv', '/exports/partners.xlsx'];
    expect(await send(page, 'openFiles')).toEqual({
      ok: true,
      value: [
        { path: '/exports/deals.csv', name: 'deals.csv' },
        { path: '/exports/partners.xlsx', name: 'partners.xlsx' },
      ],
    });
    expect(record.openDialogs[0]).toMatchObject({ properties: ['openFile', 'multiSelections'] });
  });

  test('gives nothing when the user thinks better of it', async () => {
    expect(await send(page, 'openFiles')).toEqual({ ok: true, value: [] });
    expect(await send(page, 'openWorkspace')).toEqual({ ok: true, value: null });
    expect(await send(page, 'chooseNewWorkspace', ['North'])).toEqual({ ok: true, value: null });
    expect(await send(page, 'saveFile', ['a.xlsx', new Uint8Array(1)])).toEqual({ ok: true, value: null });
  });

  test('suggests a workspace name inside the documents, whatever the page calls it', async () => {
    await send(page, 'chooseNewWorkspace', ['../../North: "Q3"']);
    expect(record.saveDialogs[0]?.defaultPath).toMatch(/^\/home\/user\/Documents\/[^/\\:"]+\.quarterdeck$/);
  });

  test('adds the extension a workspace is known by', async () => {
    record.answers.save = '/home/user/North';
    expect(await send(page, 'chooseNewWorkspace', ['North'])).toEqual({
      ok: true,
      value: '/home/user/North.quarterdeck',
    });
    record.answers.save = '/home/user/North.Quarterdeck';
    expect(await send(page, 'chooseNewWorkspace', ['North'])).toEqual({
      ok: true,
      value: '/home/user/North.Quarterdeck',
    });
  });

  test.each([[['']], [[42]], [['x'.repeat(201)]], [[]]])('refuses a name that is not one: %j', async (args) => {
    expect((await send(page, 'chooseNewWorkspace', args)).ok).toBe(false);
    expect(record.saveDialogs).toEqual([]);
  });
});

describe('saving a file', () => {
  const bytes = new TextEncoder().encode('the new content');

  test('writes it where the user said, and leaves nothing beside it', async () => {
    record.answers.save = folder.file('pack.xlsx');
    expect(await send(page, 'saveFile', ['pack.xlsx', bytes])).toEqual({ ok: true, value: folder.file('pack.xlsx') });
    expect(await readFile(folder.file('pack.xlsx'), 'utf8')).toBe('the new content');
    expect((await readdir(folder.path)).filter((name) => name.includes('pack'))).toEqual(['pack.xlsx']);
  });

  test('keeps the old file when the new one cannot be written', async () => {
    // A folder of that name: the rename, the last step, fails.
    const { mkdir } = await import('node:fs/promises');
    await mkdir(folder.file('taken.xlsx'));
    await writeFile(folder.file('taken.xlsx/old'), 'the old content');
    record.answers.save = folder.file('taken.xlsx');
    const reply = await send(page, 'saveFile', ['taken.xlsx', bytes]);
    expect(reply).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('taken.xlsx could not be written') },
    });
    expect(await readFile(folder.file('taken.xlsx/old'), 'utf8')).toBe('the old content');
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('says so when the folder is not there', async () => {
    record.answers.save = folder.file('missing/pack.xlsx');
    expect(await send(page, 'saveFile', ['pack.xlsx', bytes])).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('could not be written') },
    });
  });

  test('takes bytes and nothing else', async () => {
    record.answers.save = folder.file('text.xlsx');
    expect((await send(page, 'saveFile', ['text.xlsx', 'text'])).ok).toBe(false);
    expect(await readdir(folder.path)).not.toContain('text.xlsx');
  });
});
