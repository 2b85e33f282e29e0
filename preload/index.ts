import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { BRIDGE_NAME, ENGINE_PORT_MESSAGE, type HostBridge, type MenuEvent } from '../analytics/api/bridge.ts';
import {
  ENGINE_LOST_CHANNEL,
  ENGINE_PORT_CHANNEL,
  LISTENING_CHANNEL,
  MENU_CHANNEL,
  type Reply,
  type RequestAnswer,
  type RequestArgs,
  type RequestName,
  requestChannel,
} from '../main/desktop/channels.ts';

async function request<R extends RequestName>(name: R, ...args: RequestArgs<R>): Promise<RequestAnswer<R>> {
  return unwrap(await ipcRenderer.invoke(requestChannel(name), ...args));
}

function unwrap<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value;
}

/** The page's listener never sees the event object: it leads to the sender, and so to every channel. */
function subscribe<T>(channel: string, listen: (data: T) => void): () => void {
  const forward = (_event: IpcRendererEvent, data: T) => listen(data);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.off(channel, forward);
}

// A port cannot cross the context bridge, so it goes by a message that only this window can receive.
ipcRenderer.on(ENGINE_PORT_CHANNEL, ({ ports }) => {
  window.postMessage(ENGINE_PORT_MESSAGE, window.location.origin, ports);
});

contextBridge.exposeInMainWorld(BRIDGE_NAME, {
  kind: 'desktop',
  openFiles: () => request('openFiles'),
  openWorkspace: () => request('openWorkspace'),
  chooseNewWorkspace: (name) => request('chooseNewWorkspace', name),
  saveFile: (name, bytes) => request('saveFile', name, bytes),
  pathForFile: (file) => webUtils.getPathForFile(file),
  setTheme: (theme) => request('setTheme', theme),
  connectEngine: () => request('connectEngine'),
  onEngineLost: (listen) => subscribe(ENGINE_LOST_CHANNEL, listen),
  onMenu(listen) {
    const stop = subscribe<MenuEvent>(MENU_CHANNEL, listen);
    void ipcRenderer.invoke(LISTENING_CHANNEL);
    return stop;
  },
} satisfies HostBridge);
