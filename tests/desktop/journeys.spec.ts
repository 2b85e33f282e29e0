/**
 * What only a real Electron can show: the native binding in the engine process, the hand-over of the port, the page
 * scheme under the sandbox, and the locks. Run on an unpacked application: Playwright needs the inspector that the fuses
 * of a packed one switch off.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { findElectron } from '../../main/launch.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const electron = findElectron();

test.skip(electron === undefined, 'No Electron binary is installed here (node_modules/electron/dist).');
test.describe.configure({ mode: 'serial' });

let home: string;
let application: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'quarterdeck-desktop-'));
  application = await _electron.launch({
    executablePath: electron!,
    // Chromium refuses to sandbox itself as root.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(home, 'profile')}`,
      ROOT,
      '--sample',
    ],
    env: { ...process.env, QUARTERDECK_HOME: home } as Record<string, string>,
  });
  page = await application.firstWindow();
});

test.afterAll(async () => {
  await application?.close();
  rmSync(home, { recursive: true, force: true });
});

test('the sample network opens, through the engine process and its own port', async () => {
  expect(page.url()).toMatch(/^app:\/\/quarterdeck\//);
  await expect(page.getByRole('navigation')).toContainText('Overview');
  await expect(page).toHaveTitle(/Tidewater/);
});

test('the page has the bridge and nothing else of Node or Electron', async () => {
  const names = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'];
  expect(await page.evaluate((each) => each.filter((name) => name in window), names)).toEqual([]);
  expect(await page.evaluate(() => window.quarterdeck?.kind)).toBe('desktop');
});

test('the page’s policy holds: nothing is evaluated', async () => {
  const outcome = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.evaluated = true';
    document.head.append(script);
    return 'evaluated' in window;
  });
  expect(outcome).toBe(false);
});

test('no request leaves the machine, no window opens, and no other page is shown', async () => {
  const reach = (url: string) =>
    page.evaluate(
      (target) =>
        fetch(target).then(
          () => 'reached',
          () => 'refused',
        ),
      url,
    );
  expect(await reach('https://example.com/')).toBe('refused');
  expect(await reach('http://127.0.0.1:9/')).toBe('refused');
  expect(await reach('app://evil/')).toBe('refused');
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  const before = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://example.com/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
});

test('every permission is denied', async () => {
  const states = await page.evaluate(() =>
    Promise.all(
      (['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[]).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  );
  expect(new Set(states)).toEqual(new Set(['denied']));
});

test('a file is saved where the user says', async () => {
  const path = join(home, 'note.txt');
  await application.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  expect(await page.evaluate(() => window.quarterdeck?.saveFile('note.txt', new TextEncoder().encode('kept')))).toBe(
    path,
  );
  expect(readFileSync(path, 'utf8')).toBe('kept');
});

test('a menu item reaches the page', async () => {
  const heard = await page.evaluateHandle(() => {
    const command = new Promise((tell) => window.quarterdeck?.onMenu(tell));
    // A promise on its own would be waited for, and it is the click that fulfils it.
    return { command };
  });
  await application.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('theme-dark')?.click());
  expect(await heard.evaluate(({ command }) => command)).toEqual({ command: 'theme.set', theme: 'dark' });
});

test('when the engine process is killed the page says so, and goes on with a new one', async () => {
  await application.evaluate(({ app }) => {
    const engine = app
      .getAppMetrics()
      .find(({ name, serviceName }) => [name, serviceName].includes('Quarterdeck engine'));
    if (!engine) throw new Error('The engine process was not found.');
    process.kill(engine.pid, 'SIGKILL');
  });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The engine has stopped');
  await alert.getByRole('button').click();
  await expect(alert).toBeHidden();
  await expect(page).toHaveTitle(/Tidewater/);
});
