import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import WebSocket from 'ws';
import { type ByteChannel, channelPair } from '../../analytics/api/channel.ts';
import { connect } from '../../analytics/api/client.ts';
import { portChannel } from '../../analytics/service/portChannel.ts';
import { Service } from '../../analytics/service/service.ts';
import { startHost } from '../../main/browser/index.ts';
import { socketChannel } from '../../main/browser/socketChannel.ts';

type Client = ReturnType<typeof connect>;

/** A running engine behind one kind of transport; `client` joins another client to it. */
export interface Served {
  client(): Promise<Client>;
  close(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  serve(home: string): Promise<Served>;
}

export const TRANSPORTS: readonly Transport[] = [
  {
    name: 'in process',
    async serve(home) {
      const service = new Service({ home });
      return {
        async client() {
          const [near, far] = channelPair();
          service.connect(far);
          return connect(near);
        },
        close: () => service.close(),
      };
    },
  },
  {
    name: 'worker port',
    async serve(home) {
      const worker = new Worker(await engineWorker(), { env: { ...process.env, QUARTERDECK_HOME: home } });
      return {
        async client() {
          const { port1, port2 } = new MessageChannel();
          worker.postMessage({ kind: 'connect', port: port2 }, [port2]);
          return connect(portChannel(port1));
        },
        async close() {
          const ended = new Promise((resolve) => worker.once('exit', resolve));
          worker.postMessage({ kind: 'close' });
          await ended;
        },
      };
    },
  },
  {
    name: 'loopback socket',
    async serve(home) {
      const before = process.env.QUARTERDECK_HOME;
      process.env.QUARTERDECK_HOME = home;
      const host = await startHost({ open: false, engineFile: await engineWorker() });
      const admitted = await fetch(host.url, { redirect: 'manual' });
      const cookie = admitted.headers.get('set-cookie')!.split(';')[0]!;
      return {
        client: async () => connect(await socketTo(host.url, cookie)),
        async close() {
          await host.close();
          if (before === undefined) delete process.env.QUARTERDECK_HOME;
          else process.env.QUARTERDECK_HOME = before;
        },
      };
    },
  },
];

function socketTo(page: string, cookie: string): Promise<ByteChannel> {
  const url = new URL('api', page).href.replace('http', 'ws');
  const socket = new WebSocket(url, { origin: new URL(page).origin, headers: { cookie } });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socketChannel(socket)));
    socket.once('error', reject);
  });
}

let built: Promise<string> | undefined;

/** The engine's thread from today's source, not from whatever was built last. */
export function engineWorker(): Promise<string> {
  built ??= (async () => {
    const root = join(import.meta.dirname, '../..');
    const outfile = join(root, '.cache', 'tests', `engine-worker-${process.pid}.js`);
    await build({
      absWorkingDir: root,
      entryPoints: ['analytics/worker.ts'],
      outfile,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      logLevel: 'error',
    });
    return outfile;
  })();
  return built;
}
