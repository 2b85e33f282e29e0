import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RecentWorkspaces } from '../../../analytics/service/recent.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const opened = (path: string) => ({ path, name: path, openedAt: '2026-11-22T10:00:00.000Z' });

// Guards against a convenience that keeps people from their work.
test('a list that cannot be written keeps nobody from opening', async () => {
  writeFileSync(folder.file('file'), '');
  const recent = new RecentWorkspaces(folder.file('file/home'));
  await recent.add(opened('/a'));
  expect(await recent.list()).toEqual([]);
});

// Two engines of one process shared the file that each moved into its place.
test('lists of one home written at once are whole, and leave nothing beside it', async () => {
  mkdirSync(folder.file('home'));
  const lists = [new RecentWorkspaces(folder.file('home')), new RecentWorkspaces(folder.file('home'))];
  await Promise.all(lists.flatMap((list, n) => ['a', 'b', 'c'].map((path) => list.add(opened(`${path}${n}`)))));
  expect((await lists[0]!.list()).length).toBeGreaterThanOrEqual(3);
  expect(readdirSync(folder.file('home'))).toEqual(['recent.json']);
});
