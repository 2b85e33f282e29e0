/** `npm run package`: installers for this machine's system, from what `npm run build` made. */
import { build } from 'electron-builder';
import { PACKAGING } from './packaging.ts';
import { ROOT } from './targets.ts';

await build({ projectDir: ROOT, config: PACKAGING, publish: 'never' });
