import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { sampleWorkspace } from '../../analytics/service/places.ts';
import { setupAppScheme, setupPage } from './appScheme.ts';
import { setupDialogs } from './dialogs.ts';
import { setupEngine } from './engineProcess.ts';
import { setupNavigation, setupOffline, setupSession } from './hardening.ts';
import { setupMenu } from './menu.ts';
import { OpenRequests } from './openRequests.ts';
import { PageEvents } from './pageEvents.ts';
import { setupTheme } from './theme.ts';
import { openWindow, showWindow } from './window.ts';

/** The desktop application, in the order things must happen. */
export function startApplication(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const pageEvents = new PageEvents();
  const openRequests = new OpenRequests(process.argv, process.cwd(), (path) =>
    pageEvents.send({ command: 'workspace.open', path }),
  );

  openRequests.listen();
  setupOffline();
  setupAppScheme();
  setupNavigation();
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => {
    // On macOS an application outlives its windows.
    if (process.platform !== 'darwin') app.quit();
  });

  void app.whenReady().then(() => {
    const built = join(app.getAppPath(), 'out');
    const openMain = () => openWindow(join(built, 'preload', 'index.cjs'));

    setupSession(session.defaultSession);
    setupPage(session.defaultSession, join(built, 'renderer'));
    setupEngine({ file: join(built, 'desktop', 'engine.js'), sample: shippedSample(), openRequests });
    setupDialogs();
    setupTheme();
    setupMenu((event) => pageEvents.send(event));
    pageEvents.listen();
    openMain();
    app.on('activate', () => {
      if (BrowserWindow.getAllWindows().length === 0) openMain();
    });
  });
}

/** In a packed application the sample is a real file beside the archive: DuckDB cannot look into the archive. */
function shippedSample(): string | undefined {
  if (!app.isPackaged) return sampleWorkspace(app.getAppPath());
  const file = join(process.resourcesPath, 'samples', 'tidewater.quarterdeck');
  return existsSync(file) ? file : undefined;
}
