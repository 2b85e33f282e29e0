/** `npm run prepare` ends with this: the sample network, made only when it is missing or out of date. */
import { prepareSamples } from './preparation.ts';

const { made, out } = await prepareSamples({ force: process.argv.includes('--force') });
process.stdout.write(made ? `Sample network made in ${out}\n` : 'Sample network is up to date.\n');
