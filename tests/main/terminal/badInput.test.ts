/** Bad input: each case ends in one clear sentence, exit code 1, and the workspace as it was before. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { progressLine } from '../../../main/terminal/progress.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type Ended, terminal } from '../../fixtures/terminal.ts';

vi.mock(import('../../../main/terminal/progress.ts'), { spy: true });

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');
const good = folder.file('good.csv');
const map = folder.file('map.json');
const MAP = { as: 'partners', columns: { partner_id: 'Partner ID', partner_name: 'Partner Name' } };

beforeAll(async () => {
  writeFileSync(good, 'Partner ID,Partner Name\nP1,Adler\nP2,Brandt\n');
  writeFileSync(map, JSON.stringify(MAP));
  expect((await terminal('import', good, '-w', workspace, '--map', map)).code).toBe(0);
});

function write(name: string, content: string | Buffer): string {
  const path = folder.file(name);
  writeFileSync(path, content);
  return path;
}

/** Everything the workspace holds, and the files beside it. (Its bytes move: the file keeps its size when tables go.) */
async function stateOf(path: string): Promise<unknown> {
  const workspace = await Workspace.open(path);
  const tables = await workspace.engine.rows<{ name: string }>(
    "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY name",
  );
  const contents = [];
  for (const { name } of tables)
    contents.push([name, await workspace.engine.rows(`SELECT * FROM ${name} ORDER BY ALL`)]);
  await workspace.close();
  return { contents, beside: readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path))) };
}

function expectOneSentence({ code, out, err }: Ended, ...parts: string[]): void {
  expect(code, err).toBe(1);
  expect(out).toBe('');
  expect(err.trim().split('\n'), err).toHaveLength(1);
  expect(err).toMatch(/[.!?]\n$/);
  expect(err).not.toMatch(/Error:| {4}at |undefined|\[object/);
  for (const part of parts) expect(err).toContain(part);
}

describe('an import that cannot be', () => {
  const cases: readonly [string, () => string[], string[]][] = [
    ['a missing file', () => [folder.file('missing.csv'), '--map', map], ['missing.csv']],
    ['an empty file', () => [write('empty.csv', ''), '--map', map], ['empty.csv', 'empty']],
    [
      'a header with no rows',
      () => [write('header.csv', 'Partner ID,Partner Name\n'), '--map', map],
      ['header.csv', 'no rows'],
    ],
    [
      'a binary file named .csv',
      () => [
        write('binary.csv', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0xff, 0xfe, 0, 3, 0, 0x3e])),
        '--map',
        map,
      ],
      ['binary.csv'],
    ],
    [
      'an .xlsx that is not a zip',
      () => [write('fake.xlsx', 'Partner ID,Partner Name\nP1,Adler\n'), '--map', map],
      ['fake.xlsx'],
    ],
    [
      'a map naming a column that is not there',
      () => [
        good,
        '--map',
        write(
          'wrong.json',
          JSON.stringify({ as: 'partners', columns: { partner_id: 'Partner Key', partner_name: 'Partner Name' } }),
        ),
      ],
      ['Partner Key', 'good.csv'],
    ],
    ['a map that is not JSON', () => [good, '--map', write('broken.json', '{"as": ')], ['broken.json']],
    ['a map of an unknown kind', () => [good, '--map', write('kind.json', '{"as": "people"}')], ['kind.json']],
    ['a map that is missing', () => [good, '--map', folder.file('nomap.json')], ['nomap.json']],
  ];

  it.each(cases)('%s', async (_, args, parts) => {
    const before = await stateOf(workspace);
    expectOneSentence(await terminal('import', ...args(), '-w', workspace), ...parts);
    expect(await stateOf(workspace)).toEqual(before);
  });

  it.each(cases)('%s, into a workspace that does not exist yet', async (_, args, parts) => {
    const fresh = folder.file('fresh.quarterdeck');
    expectOneSentence(await terminal('import', ...args(), '-w', fresh), ...parts);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('fresh'))).toEqual([]);
  });

  it('a workspace that is not a database', async () => {
    const letter = write('letter.quarterdeck', 'Dear partner');
    expectOneSentence(await terminal('import', good, '-w', letter, '--map', map), 'letter.quarterdeck');
    expect(readFileSync(letter, 'utf8')).toBe('Dear partner');
  });

  it('one bad file among good ones loads none of them', async () => {
    const before = await stateOf(workspace);
    const more = write('more.csv', 'Partner ID,Partner Name\nP3,Calder\n');
    expectOneSentence(
      await terminal('import', more, write('empty2.csv', ''), '-w', workspace, '--map', map, '--map', map),
      'empty2.csv',
    );
    expect(await stateOf(workspace)).toEqual(before);
  });

  // Each has more of its own in the file, or beside it, than the one before.
  it.each(['read', 'check', 'load'])('one that is cancelled at the stage “%s”', async (stage) => {
    const before = await stateOf(workspace);
    const more = write('cancelled.csv', 'Partner ID,Partner Name\nP3,Calder\n');
    vi.mocked(progressLine).mockReturnValueOnce({
      show: (progress) => void (progress.stage.startsWith(`${stage} `) && process.emit('SIGINT')),
      end: () => undefined,
    });
    expectOneSentence(await terminal('import', more, '-w', workspace, '--map', map), 'Stopped');
    expect(await stateOf(workspace)).toEqual(before);
  });
});

describe('a full disk', () => {
  const disk = folder.file('small');

  function mount(): boolean {
    mkdirSync(disk, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  it('ends in a sentence and leaves the workspace as it was', async ({ onTestFinished, skip }) => {
    skip(!mount(), 'A full disk cannot be made here: mounting a small tmpfs was refused.');
    onTestFinished(() => void execFileSync('umount', ['-l', disk], { stdio: 'ignore' }));
    const small = `${disk}/net.quarterdeck`;
    expect((await terminal('import', good, '-w', small, '--map', map)).code).toBe(0);
    const lines = ['Partner ID,Partner Name'];
    // Names that do not compress, so that the database must grow.
    for (let i = 0; i < 200_000; i++) lines.push(`Q${i},${createHash('sha256').update(String(i)).digest('hex')}`);
    const large = write('toolarge.csv', lines.join('\n'));
    expectOneSentence(await terminal('import', large, '-w', small, '--map', map), 'disk');
    const { out, code } = await terminal(
      'scorecard',
      '-w',
      small,
      '--by',
      'partner',
      '--metrics',
      'enrolled_partners',
      '--format',
      'json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).at(-1)).toEqual({ total: true, enrolled_partners: 2 });
    expect(existsSync(`${small}.staging`)).toBe(false);
  });
});

describe('usage errors', () => {
  it.each([
    [['scorecard']],
    [['scorecard', '-w', 'x', '--by', 'partner', '--format', 'xml']],
    [['scorecard', '-w', workspace, '--by', 'planet']],
    [['scorecard', '-w', workspace, '--by', 'partner', '--where', 'planet=Mars']],
    [['import', '-w', workspace]],
    [['nonsense']],
  ])('%j ends with code 2', async (argv) => {
    const { code, out, err } = await terminal(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });
});
