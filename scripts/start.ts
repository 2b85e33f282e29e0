/** `npm start`: the product with the sample network, on the desktop where Electron is there, else in the browser. */
import { launch } from '../main/launch.ts';

const launched = await launch({ opening: { sample: true }, open: !process.argv.includes('--no-open') });
process.stdout.write(`${launched.sentence}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void launched.close());
process.exitCode = await launched.ended;
