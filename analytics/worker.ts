/** The engine in a worker thread: one service, one session for each port that the host hands over. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { HostMessage } from './service/hosting.ts';
import { installationRoot, sampleWorkspace, userHome } from './service/places.ts';
import { portChannel } from './service/portChannel.ts';
import { Service } from './service/service.ts';

const root = (workerData as { root?: string } | null)?.root ?? installationRoot(import.meta.url);
const sample = sampleWorkspace(root);
const service = new Service({ home: userHome(), ...(sample && { sample }) });

parentPort?.on('message', async (message: HostMessage & { port?: MessagePort }) => {
  // What fails ahead of a page fails again when the page asks, and is told to it then.
  if (message.kind === 'warm') await service.warm(message.opening).catch(() => {});
  if (message.kind === 'connect' && message.port) service.connect(portChannel(message.port), message.opening);
  if (message.kind === 'close') {
    await service.close();
    process.exit(0);
  }
});
