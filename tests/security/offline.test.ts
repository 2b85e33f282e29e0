/**
 * "No network call, ever": the real product, built, under a watch on both sides. The page is driven through every screen
 * in Chromium with each request judged; the host, its engine thread and the terminal run with a guard in Node's network
 * modules. What DuckDB could do is refused in tests/analytics/engine/lockdown.test.ts.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { launchChromium, watchPages } from '../fixtures/chromium.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const ROOT = join(import.meta.dirname, '../..');
const GUARD = join(import.meta.dirname, '../fakes/networkGuard.cjs');

const folder = temporaryFolder();
const log = folder.file('network.log');
const running: ChildProcess[] = [];
let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
  for (const child of running) child.kill('SIGKILL');
});

beforeEach(() => rmSync(log, { force: true }));

/** Every try to leave the machine since the test began. */
const tries = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

function startGuarded(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: `--require=${GUARD}`,
      QUARTERDECK_HOME: folder.file('home'),
      QUARTERDECK_NETWORK_LOG: log,
    },
  });
  running.push(child);
  return child;
}

async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = startGuarded(...args);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** Resolves with the first match in what the process says. */
function heard(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const [match] = pattern.exec(said) ?? [];
      if (match) resolve(match);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`It ended with ${code} and said: ${said}`)));
  });
}

// Guards the guard: each way out, in the main thread and in a worker. Addresses and names are reserved for examples.
test.each([
  ['a request', 'await fetch("http://192.0.2.1/").catch(() => 0)', 'connect to 192.0.2.1:80'],
  ['a secure request', 'await fetch("https://example.invalid/").catch(() => 0)', 'connect to example.invalid:443'],
  ['a socket', 'try { require("net").connect(9, "192.0.2.1") } catch {}', 'connect to 192.0.2.1:9'],
  ['a name', 'try { require("dns").lookup("example.invalid", () => 0) } catch {}', 'lookup example.invalid'],
  ['a datagram', 'try { require("dgram").createSocket("udp4") } catch {}', 'datagram socket'],
  ['an open door', 'try { require("net").createServer().listen(0) } catch {}', 'listen on any address'],
])('the guard sees %s', async (_what, code, line) => {
  const script = `(async () => { ${code} })()`;
  await run('-e', script);
  expect(tries()).toEqual([line]);
  rmSync(log);
  await run('-e', `new (require('worker_threads').Worker)(${JSON.stringify(script)}, { eval: true })`);
  expect(tries()).toEqual([line]);
});

test('the terminal loads exports and answers without a try to leave the machine', async () => {
  const workspace = folder.file('offline.quarterdeck');
  const samples = join(ROOT, 'samples/out');
  const command = (...args: string[]) => run('bin/quarterdeck.js', ...args);
  const load = await command(
    'import',
    ...['partners', 'deals'].map((kind) => join(samples, 'csv', `${kind}.csv`)),
    ...['partners', 'deals'].flatMap((kind) => ['--map', join(samples, 'maps', `${kind}.json`)]),
    '--workspace',
    workspace,
  );
  expect(load).toMatchObject({ code: 0 });
  expect(await command('scorecard', '--workspace', workspace, '--by', 'country', '--format', 'csv')).toMatchObject({
    code: 0,
  });
  expect(await command('pack', '--workspace', workspace, '--out', folder.file('pack.xlsx'))).toMatchObject({ code: 0 });
  expect(tries()).toEqual([]);
}, 240_000);

test('the page goes through every screen, and neither it nor its host tries to leave the machine', async () => {
  const host = startGuarded('bin/quarterdeck.js', 'open', '--no-open');
  const url = await heard(host, /http:\/\/127\.0\.0\.1:\S+/);
  browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const watch = watchPages(context);
  const page = await context.newPage();
  await page.goto(url);
  const screens = page.getByRole('navigation').first().getByRole('link');
  await screens.first().waitFor({ timeout: 60_000 });
  const names = await screens.allInnerTexts();
  expect(names.length).toBeGreaterThan(4);
  for (const name of names) {
    await page.getByRole('navigation').first().getByRole('link', { name: name.trim(), exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
  }
  // Nor when told to by something that got into the page.
  const reach = (address: string) =>
    page.evaluate(
      (target) =>
        fetch(target, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'refused',
        ),
      address,
    );
  watch.assertNone();
  expect(await reach('https://example.invalid/')).toBe('refused');
  expect(await reach(`http://127.0.0.1:${Number(new URL(url).port) === 9 ? 10 : 9}/`)).toBe('refused');

  const ended = new Promise((resolve) => host.once('exit', resolve));
  host.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(tries()).toEqual([]);
}, 240_000);
