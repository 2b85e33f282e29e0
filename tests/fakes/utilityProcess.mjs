/**
 * Runs the built entry of Electron's engine process in plain Node: gives it the `process.parentPort` it expects and one
 * port, both over the IPC of a forked child. Bytes arrive as they do through a MessagePortMain.
 */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const port = Object.assign(new EventEmitter(), {
  start() {},
  postMessage: (message) => process.send(message),
  close() {},
});
process.parentPort = new EventEmitter();
await import(pathToFileURL(process.argv[2]).href);

process.on('message', (message) => {
  if (message === 'close') process.parentPort.emit('message', { data: { kind: 'close' }, ports: [] });
  else if (message === 'reject') Promise.reject(new Error('nobody caught this'));
  else port.emit('message', { data: new Uint8Array(message), ports: [] });
});
process.parentPort.emit('message', { data: { kind: 'connect' }, ports: [port] });
process.send('ready');
