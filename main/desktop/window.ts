import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { PAGE_URL } from './appScheme.ts';

/** The page's own canvas (renderer/theme/tokens.css), so that a starting window does not flash. */
const BACKGROUND = { light: '#ffffff', dark: '#101318' };

/**
 * The one window. Context isolation, the sandbox and the absence of Node are Electron's defaults and stay untouched:
 * what is not written here cannot be written wrong.
 */
export function openWindow(preload: string): void {
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    title: 'Quarterdeck',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { preload, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void offerReload(window);
  });
  void window.loadURL(PAGE_URL);
}

/** Brings the window to the front; a second start of the application means to see it. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

async function offerReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window’s page stopped unexpectedly.',
    detail: 'Committed work is safe. Reload the page to go on.',
    buttons: ['Reload', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) window.reload();
  else app.quit();
}
