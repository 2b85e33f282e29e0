import { expect, test, vi } from 'vitest';
import type { MenuEvent } from '../../../analytics/api/bridge.ts';
import { MENU_CHANNEL } from '../../../main/desktop/channels.ts';
import type { MenuTemplate } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const { app, record } = await import('../../fakes/electron.ts');
const { listen, send, startDesktop } = await import('../../fixtures/desktop.ts');
const { menuTemplate } = await import('../../../main/desktop/menu.ts');

const flat = (items: readonly MenuTemplate[]): MenuTemplate[] =>
  items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);

const click = (label: string) => {
  const item = flat(record.menu ?? []).find((each) => each.label === label);
  if (!item?.click) throw new Error(`The menu has no item “${label}” to click.`);
  item.click();
};

const heard = (page: { sent: [string, unknown][] }) =>
  page.sent.filter(([channel]) => channel === MENU_CHANNEL).map(([, event]) => event as MenuEvent);

test('each item of the product reaches the page as a typed event', async () => {
  const { webContents: page } = await startDesktop();
  await listen(page);
  const items = flat(record.menu ?? []).filter((item) => item.click);
  for (const item of items) item.click?.();
  expect(heard(page)).toEqual([
    { command: 'workspace.new' },
    { command: 'workspace.open' },
    { command: 'workspace.openSample' },
    { command: 'files.open' },
    { command: 'workspace.close' },
    { command: 'history.undo' },
    { command: 'history.redo' },
    { command: 'palette.open' },
    { command: 'theme.set', theme: 'light' },
    { command: 'theme.set', theme: 'dark' },
    { command: 'theme.set', theme: 'system' },
    { command: 'help.shortcuts' },
  ]);
});

test('what is asked before the page listens, and while it reloads, is kept for it in order', async () => {
  const { webContents: page } = await startDesktop();
  await send(page, 'connectEngine');
  click('Load Files…');
  app.emit('second-instance', {}, ['electron', 'plan/north.quarterdeck'], '/data');
  expect(heard(page)).toEqual([]);
  await listen(page);
  expect(heard(page)).toEqual([
    { command: 'files.open' },
    { command: 'workspace.open', path: '/data/plan/north.quarterdeck' },
  ]);

  page.emit('did-start-loading');
  click('Close Workspace');
  expect(heard(page)).toHaveLength(2);
  await listen(page);
  expect(heard(page).at(-1)).toEqual({ command: 'workspace.close' });
});

test('the tick follows the page’s theme', async () => {
  const { webContents: page } = await startDesktop();
  await send(page, 'setTheme', ['light']);
  expect(flat(record.menu ?? []).find((item) => item.label === 'Light')?.checked).toBe(true);
});

test('a packed application offers neither the developer tools nor a reload', () => {
  const roles = (packed: boolean) =>
    flat(menuTemplate(() => undefined, 'linux', packed) as MenuTemplate[]).flatMap(({ role }) => role ?? []);
  expect(roles(false)).toContain('toggleDevTools');
  expect(roles(true)).not.toContain('toggleDevTools');
  expect(roles(true)).not.toContain('reload');
});

test.each(['darwin', 'linux', 'win32'] as const)('on %s there is one way to quit', (platform) => {
  const roles = flat(menuTemplate(() => undefined, platform, true) as MenuTemplate[]).flatMap(({ role }) => role ?? []);
  // macOS keeps it in the application's own menu.
  expect(roles.filter((role) => role === 'quit' || role === 'appMenu')).toHaveLength(1);
});
