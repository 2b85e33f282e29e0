import { beforeEach, describe, expect, test, vi } from 'vitest';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const { app, nativeTheme, record, resetElectron, session } = await import('../../fakes/electron.ts');
const { startDesktop, send } = await import('../../fixtures/desktop.ts');
const { startApplication } = await import('../../../main/desktop/application.ts');

describe('the application at start', () => {
  test('yields to the one that is already running', () => {
    resetElectron();
    Object.assign(app, { lock: false });
    startApplication();
    expect(record.quits).toBe(1);
    expect(record.ipcHandlers.size).toBe(0);
    expect(record.privileges).toEqual([]);
  });

  test('takes the network away from Chromium before anything can load', async () => {
    await startDesktop();
    expect(record.switches).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND']);
    expect(record.switches.map(([name]) => name)).toContain('no-proxy-server');
  });

  test('registers its scheme as standard and secure, and never as one that bypasses the policy', async () => {
    await startDesktop();
    expect(record.privileges).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  test('opens one window on its own page and leaves Electron’s safe defaults alone', async () => {
    const window = await startDesktop();
    expect(record.windows).toHaveLength(1);
    expect(window.loaded).toBe('app://quarterdeck/');
    // Every further key is a default given up: contextIsolation, sandbox, nodeIntegration and webSecurity among them.
    expect(window.options.webPreferences).toEqual({
      preload: '/installation/out/preload/index.cjs',
      spellcheck: false,
    });
  });

  test('shows the window when it has something to show, and remembers where it was', async () => {
    const window = await startDesktop();
    expect(window.options).toMatchObject({ show: false, name: 'main', windowStatePersistence: true });
    window.emit('ready-to-show');
    expect(window.shown).toBe(true);
  });

  test('comes to the front when it is started again', async () => {
    const window = await startDesktop();
    app.emit('second-instance', {}, ['electron', '/installation'], '/');
    expect(window.focused).toBe(1);
  });

  test('ends with its last window, except on macOS', async () => {
    await startDesktop();
    const platform = vi.spyOn(process, 'platform', 'get');
    platform.mockReturnValue('darwin');
    app.emit('window-all-closed');
    expect(record.quits).toBe(0);
    platform.mockReturnValue('linux');
    app.emit('window-all-closed');
    expect(record.quits).toBe(1);
    platform.mockRestore();
  });

  test('lets the window’s frame follow the page’s theme, and no other value through', async () => {
    const { webContents } = await startDesktop();
    expect(await send(webContents, 'setTheme', ['dark'])).toEqual({ ok: true, value: null });
    expect(nativeTheme.themeSource).toBe('dark');
    expect(await send(webContents, 'setTheme', ['sepia'])).toMatchObject({ ok: false });
    expect(nativeTheme.themeSource).toBe('dark');
  });
});

describe('the session', () => {
  beforeEach(() => startDesktop());

  test('grants no permission, neither when asked nor when checked', () => {
    const { defaultSession } = session;
    const [[onRequest], [onCheck], [onDevice]] = [
      defaultSession.setPermissionRequestHandler.mock.calls[0]!,
      defaultSession.setPermissionCheckHandler.mock.calls[0]!,
      defaultSession.setDevicePermissionHandler.mock.calls[0]!,
    ];
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'fileSystem',
      'clipboard-read',
    ]) {
      const decide = vi.fn();
      onRequest({}, permission, decide);
      expect(decide).toHaveBeenCalledExactlyOnceWith(false);
      expect(onCheck(null, permission, 'app://quarterdeck')).toBe(false);
    }
    expect(onDevice({})).toBe(false);
  });

  test('downloads no dictionaries', () => {
    expect(session.defaultSession.setSpellCheckerEnabled).toHaveBeenCalledExactlyOnceWith(false);
  });

  const cancelled = (url: string) => {
    const [[listener]] = session.defaultSession.webRequest.onBeforeRequest.mock.calls as [
      [(...args: unknown[]) => void],
    ];
    const decide = vi.fn();
    listener({ url }, decide);
    return decide.mock.calls[0]![0].cancel as boolean;
  };

  test.each([
    'https://example.com/',
    'http://127.0.0.1/',
    'ws://127.0.0.1:9/',
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:app://quarterdeck/1',
    'chrome://settings/',
    'app://evil/',
    'app://quarterdeck.evil/',
    'https://app//quarterdeck/',
    'xdevtools://x/',
    'https://devtools:x@example.com/',
  ])('makes no request to %s', (url) => {
    expect(cancelled(url)).toBe(true);
  });

  test.each(['app://quarterdeck/', 'app://quarterdeck/assets/index.js', 'devtools://devtools/bundled/inspector.html'])(
    'makes the request to %s',
    (url) => {
      expect(cancelled(url)).toBe(false);
    },
  );
});
