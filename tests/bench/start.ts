import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../fixtures/chromium.ts';
import { ROOT } from '../runner/commands.ts';

export interface Started {
  readonly ms: number;
  readonly peakBytes: number;
}

const COMMAND = join(ROOT, 'bin/quarterdeck.js');

/** From the start of a bare Node process to its end. */
export function startNode(): Promise<Started> {
  return untilExit(['-e', '']);
}

/** From the start of the built command to the end of its first answer. */
export function startTerminal(workspace: string): Promise<Started> {
  return untilExit([COMMAND, 'scorecard', '--workspace', workspace, '--by', 'partner', '--format', 'json']);
}

/** A browser that is already running, as a user's is. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchChromium();
  try {
    // The first page of a browser pays for the browser.
    await (await browser.newPage()).goto('about:blank');
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** From the start of the built browser host to the first picture of the workspace in a running browser. */
export async function startHost(browser: Browser, workspace: string, home: string): Promise<Started> {
  const page = await browser.newPage();
  const begin = performance.now();
  const host = spawn(process.execPath, [COMMAND, 'open', '--no-open', workspace], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, QUARTERDECK_HOME: home, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
  });
  try {
    await page.goto(await openingUrl(host));
    await page
      .getByRole('region', { name: /by quarter/ })
      .locator('svg rect')
      .first()
      .waitFor();
    // A figure in the tree is no picture yet: the frame after next has been painted.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return { ms: performance.now() - begin, peakBytes: peakBytes(host.pid!) };
  } finally {
    await page.close();
    const ended = new Promise((done) => host.once('exit', done));
    host.kill('SIGTERM');
    await ended;
  }
}

function untilExit(args: readonly string[]): Promise<Started> {
  const begin = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  // The high-water mark goes with the process, so it is looked up while the process lives.
  let peak = 0;
  const watching = setInterval(() => {
    peak = Math.max(peak, peakBytes(child.pid!));
  }, 20);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(watching);
      if (code === 0) resolve({ ms: performance.now() - begin, peakBytes: peak });
      else reject(new Error(`node ${args.join(' ')} ended with ${code}: ${said}`));
    });
  });
}

function openingUrl(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    host.stderr?.on('data', (chunk) => {
      said += chunk;
      const url = /http:\/\/\S+/.exec(said)?.[0];
      if (url) resolve(url);
    });
    host.once('exit', (code) => reject(new Error(`The browser host ended with ${code}: ${said}`)));
  });
}

/** 0 where the system does not tell, or when the process has gone. */
function peakBytes(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
