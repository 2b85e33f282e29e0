import { app, type Session, type WebContents } from 'electron';
import { isOwnUrl } from './appScheme.ts';

/**
 * Takes the network away from Chromium itself, below anything a page or a setting could ask for: no name resolves, and
 * no proxy is looked for. Must run before the app is ready.
 */
export function setupOffline(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('no-proxy-server');
  app.commandLine.appendSwitch('disable-background-networking');
}

/** Denies every permission (Electron's default grants them all) and every request that is not for our own page. */
export function setupSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOwnUrl(url) && !isDevTools(url) }));
  // Its dictionaries would be downloaded.
  session.setSpellCheckerEnabled(false);
}

/** Holds for every page there will ever be, the window's own included. */
export function setupNavigation(): void {
  app.on('web-contents-created', (_event, contents) => lockNavigation(contents));
}

function lockNavigation(contents: WebContents): void {
  const stayHome = (details: { readonly url: string; preventDefault(): void }) => {
    // Reloading is a navigation too, and the page offers it when its engine is lost.
    if (!isOwnUrl(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function isDevTools(url: string): boolean {
  return url.startsWith('devtools:');
}
