import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { LIMITS } from '../../analytics/api/limits.ts';
import type { Opening } from '../../analytics/service/hosting.ts';
import { installationRoot } from '../../analytics/service/places.ts';
import { Access } from './access.ts';
import { EngineThread } from './engineThread.ts';
import { pageApp } from './pageApp.ts';
import { acceptSockets } from './sockets.ts';
import { Uploads } from './uploads.ts';

/** Never a name: a name can be made to mean another machine. */
const ADDRESS = '127.0.0.1';

export interface HostOptions {
  /** What every page that connects has open at first. */
  readonly opening?: Opening;
  /** Show the default browser the page. Without a display nothing is opened. Default true. */
  readonly open?: boolean;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** For tests: other built files than the project's own. */
  readonly pageFolder?: string;
  readonly engineFile?: string;
  /** Takes a line for the log; stderr when left out. */
  readonly log?: (line: string) => void;
}

export interface Host {
  /** The opening link. It lets one browser in, once. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page to a browser on this machine and joins it to an engine of its own. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const root = installationRoot(import.meta.url);
  const log = options.log ?? ((line) => process.stderr.write(`${line}\n`));
  const uploads = new Uploads();
  const removeUploads = () => uploads.remove();
  process.once('exit', removeUploads);
  const engine = new EngineThread(options.engineFile ?? join(root, 'out/node/engine-worker.js'), log);
  if (options.opening) engine.warm(options.opening);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.frameBytes, perMessageDeflate: false });

  const server = createServer();
  // A file of some gigabytes may take longer than the five minutes Node allows a request.
  server.requestTimeout = 0;
  server.listen(options.port ?? 0, ADDRESS);
  await once(server, 'listening');
  const access = new Access(ADDRESS, (server.address() as AddressInfo).port);
  const pages = pageApp({ access, uploads, pageFolder: options.pageFolder ?? join(root, 'out/renderer'), log });
  server.on('request', getRequestListener(pages.fetch, { overrideGlobalObjects: false }));
  server.on('upgrade', acceptSockets({ access, sockets, connect: () => engine.connect(options.opening) }));

  const url = access.openingUrl();
  if (options.open !== false && hasDisplay()) await showInBrowser(url, log);
  return {
    url,
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'Quarterdeck was closed.');
      await engine.close();
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      process.off('exit', removeUploads);
      uploads.remove();
    },
  };
}

/** The link is printed too, so a browser that does not start is a pity and no failure. */
async function showInBrowser(url: string, log: (line: string) => void): Promise<void> {
  const sorry = (error: unknown) => log(`The browser could not be opened: ${String(error)}`);
  try {
    const { default: open } = await import('open');
    (await open(url)).once('error', sorry);
  } catch (error) {
    sorry(error);
  }
}

function hasDisplay(): boolean {
  return (
    process.platform !== 'linux' ||
    Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.env.WSL_DISTRO_NAME)
  );
}
