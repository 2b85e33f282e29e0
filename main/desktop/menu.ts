import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type MenuEvent, THEMES, type Theme } from '../../analytics/api/bridge.ts';

type Send = (event: MenuEvent) => void;

/** Items that are the product's go to the page as typed events; the page does what its own buttons do. */
export function setupMenu(send: Send): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(send, process.platform, app.isPackaged)));
}

/** Ticks the theme the page shows. */
export function tickTheme(theme: Theme): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(themeItem(theme));
  if (item) item.checked = true;
}

export function menuTemplate(send: Send, platform: NodeJS.Platform, packaged: boolean): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New Workspace…', accelerator: 'CmdOrCtrl+N', click: () => send({ command: 'workspace.new' }) },
        { label: 'Open Workspace…', accelerator: 'CmdOrCtrl+O', click: () => send({ command: 'workspace.open' }) },
        { label: 'Open Sample Network', click: () => send({ command: 'workspace.openSample' }) },
        { type: 'separator' },
        { label: 'Load Files…', accelerator: 'CmdOrCtrl+Shift+O', click: () => send({ command: 'files.open' }) },
        { type: 'separator' },
        {
          label: 'Close Workspace',
          accelerator: 'CmdOrCtrl+Shift+W',
          click: () => send({ command: 'workspace.close' }),
        },
        ...(mac ? [] : [{ type: 'separator' } as const, { role: 'quit' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [
        // The page listens for these keys itself, as it does in a browser: it knows whether a text field has the focus.
        {
          label: 'Undo',
          accelerator: 'CmdOrCtrl+Z',
          registerAccelerator: false,
          click: () => send({ command: 'history.undo' }),
        },
        {
          label: 'Redo',
          accelerator: mac ? 'Cmd+Shift+Z' : 'Ctrl+Y',
          registerAccelerator: false,
          click: () => send({ command: 'history.redo' }),
        },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        {
          label: 'Command Palette…',
          accelerator: 'CmdOrCtrl+K',
          registerAccelerator: false,
          click: () => send({ command: 'palette.open' }),
        },
        {
          label: 'Theme',
          submenu: THEMES.map((theme) => ({
            id: themeItem(theme),
            label: THEME_LABELS[theme],
            type: 'radio' as const,
            checked: theme === 'system',
            click: () => send({ command: 'theme.set', theme }),
          })),
        },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(packaged
          ? []
          : [{ type: 'separator' } as const, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Keyboard Shortcuts', click: () => send({ command: 'help.shortcuts' }) },
        ...(mac ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
      ],
    },
  ];
}

const THEME_LABELS: Record<Theme, string> = { light: 'Light', dark: 'Dark', system: 'As the System' };

const themeItem = (theme: Theme) => `theme-${theme}`;
