/**
 * Makes out/: the desktop application and the page (electron-vite), and the Node side (esbuild). Needs no Electron
 * binary and no network.
 */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build as buildDesktop } from 'electron-vite';
import { build as buildNode } from 'esbuild';
import { DESKTOP_CONFIG, DRAW_BUILDS, NODE_BUILD, ROOT } from './targets.ts';

await rm(resolve(ROOT, 'out'), { recursive: true, force: true });
await Promise.all([buildDesktop({ root: ROOT, configFile: DESKTOP_CONFIG, logLevel: 'warn' }), buildNode(NODE_BUILD)]);
// After the desktop's build, which empties its folder.
await Promise.all(DRAW_BUILDS.map((options) => buildNode(options)));
