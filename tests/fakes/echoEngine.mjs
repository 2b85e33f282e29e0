/** Stands in for the engine thread: returns every message, and dies of the message "die". */
import { parentPort } from 'node:worker_threads';

/** What it was asked to open ahead of its first page. */
let warmed = null;

parentPort.on('message', (message) => {
  if (message.kind === 'close') process.exit(0);
  if (message.kind === 'warm') {
    warmed = message.opening;
    return;
  }
  const { port, opening } = message;
  port.postMessage(Buffer.from(JSON.stringify({ opening: opening ?? null, warmed })));
  port.on('message', (bytes) => {
    if (Buffer.from(bytes).toString() === 'die') throw new Error('asked to die');
    port.postMessage(bytes);
  });
});
