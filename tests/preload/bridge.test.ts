import { beforeEach, expect, test, vi } from 'vitest';
import { BRIDGE_NAME, ENGINE_PORT_MESSAGE, type HostBridge } from '../../analytics/api/bridge.ts';
import {
  ENGINE_LOST_CHANNEL,
  ENGINE_PORT_CHANNEL,
  LISTENING_CHANNEL,
  MENU_CHANNEL,
  requestChannel,
} from '../../main/desktop/channels.ts';

vi.mock('electron', () => import('../fakes/electron.ts'));

// By the mocked name, because loading modules anew makes a second copy of the file but keeps the first mock.
const { exposed, ipcRenderer, resetElectron } = (await import(
  'electron'
)) as unknown as typeof import('../fakes/electron.ts');

const postMessage = vi.fn();
let bridge: HostBridge;

beforeEach(async () => {
  vi.stubGlobal('window', { location: { origin: 'app://quarterdeck' }, postMessage });
  // The preload acts when it is loaded, so each test loads it anew.
  vi.resetModules();
  resetElectron();
  await import('../../preload/index.ts');
  bridge = exposed.get(BRIDGE_NAME) as HostBridge;
});

test('exposes one thing, and nothing that takes the name of a channel', () => {
  expect([...exposed.keys()]).toEqual(['quarterdeck']);
  expect(Object.keys(bridge).sort()).toEqual([
    'chooseNewWorkspace',
    'connectEngine',
    'kind',
    'onEngineLost',
    'onMenu',
    'openFiles',
    'openWorkspace',
    'pathForFile',
    'saveFile',
    'setTheme',
  ]);
});

test('a request goes by its own channel and comes back as a value', async () => {
  ipcRenderer.invoke.mockResolvedValueOnce({ ok: true, value: '/out/pack.xlsx' });
  const bytes = new Uint8Array(2);
  expect(await bridge.saveFile('pack.xlsx', bytes)).toBe('/out/pack.xlsx');
  expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(requestChannel('saveFile'), 'pack.xlsx', bytes);
});

test('a refusal becomes an error with the sentence, and only the sentence', async () => {
  ipcRenderer.invoke.mockResolvedValueOnce({
    ok: false,
    error: { code: 'disk-full', message: 'There is no room.', cause: 'ENOSPC at /home' },
  });
  await expect(bridge.saveFile('a', new Uint8Array())).rejects.toThrow(new Error('There is no room.'));
});

test('listeners get the data and never the event, which leads to every channel', () => {
  const heard = vi.fn();
  bridge.onEngineLost(heard);
  ipcRenderer.emit(ENGINE_LOST_CHANNEL, { sender: ipcRenderer }, 'The engine stopped.');
  expect(heard).toHaveBeenCalledExactlyOnceWith('The engine stopped.');
});

test('a listener can leave', () => {
  const heard = vi.fn();
  const stop = bridge.onMenu(heard);
  expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(LISTENING_CHANNEL);
  ipcRenderer.emit(MENU_CHANNEL, {}, { command: 'palette.open' });
  stop();
  ipcRenderer.emit(MENU_CHANNEL, {}, { command: 'palette.open' });
  expect(heard).toHaveBeenCalledExactlyOnceWith({ command: 'palette.open' });
});

test('the engine’s port is handed to this very origin', () => {
  const port = {};
  ipcRenderer.emit(ENGINE_PORT_CHANNEL, { ports: [port] }, null);
  expect(postMessage).toHaveBeenCalledExactlyOnceWith(ENGINE_PORT_MESSAGE, 'app://quarterdeck', [port]);
});
