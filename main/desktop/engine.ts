/** The engine in Electron's utility process: one service, one session for each port that the main process hands over. */
import type { MessageEvent } from 'electron';
import type { HostMessage } from '../../analytics/service/hosting.ts';
import { userHome } from '../../analytics/service/places.ts';
import { Service } from '../../analytics/service/service.ts';
import { SAMPLE_ARGUMENT } from './channels.ts';
import { portChannel } from './portChannel.ts';

const sample = process.argv.find((argument) => argument.startsWith(SAMPLE_ARGUMENT))?.slice(SAMPLE_ARGUMENT.length);
const service = new Service({ home: userHome(), ...(sample && { sample }) });

process.parentPort.on('message', async ({ data, ports }: MessageEvent) => {
  const message = data as HostMessage;
  const [port] = ports;
  // What fails ahead of a page fails again when the page asks, and is told to it then.
  if (message.kind === 'warm') await service.warm(message.opening).catch(() => {});
  if (message.kind === 'connect' && port) service.connect(portChannel(port), message.opening);
  if (message.kind === 'close') {
    await service.close();
    process.exit(0);
  }
});

// Electron keeps a utility process alive through an unhandled rejection; an engine in an unknown state must not answer.
process.on('unhandledRejection', (reason) => {
  process.stderr.write(`The engine failed: ${reason instanceof Error ? reason.stack : String(reason)}\n`);
  process.exit(1);
});
