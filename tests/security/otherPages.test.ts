/**
 * A page on another loopback port attacks the host from inside the user's own browser. It is even told where our page
 * lies, which it could not guess. The browser counts it as the same site and sends our SameSite=Strict cookie along, so
 * what holds here is the host's own judgement of each request.
 */
import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, startHost } from '../../main/browser/index.ts';
import { launchChromium } from '../fixtures/chromium.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
let host: Host;
/** The folder of our page, with its last slash. */
let site: string;
let attacker: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  await mkdir(folder.file('page/assets'), { recursive: true });
  await writeFile(folder.file('page/index.html'), '<title>Quarterdeck</title><p>the pipeline of 2026</p>');
  await writeFile(folder.file('page/assets/app.js'), 'window.stolen = true;');
  host = await startHost({
    open: false,
    pageFolder: folder.file('page'),
    engineFile: join(import.meta.dirname, '../fakes/echoEngine.mjs'),
  });
  site = new URL('.', host.url).href;
  attacker = createServer((_request, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end('<title>attacker</title>');
  });
  await new Promise<void>((listening) => attacker.listen(0, '127.0.0.1', listening));
  browser = await launchChromium();
  context = await browser.newContext();
  const own = await context.newPage();
  await own.goto(host.url);
  expect(own.url()).toBe(site);
  expect(await own.title()).toBe('Quarterdeck');
  page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(attacker.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
  attacker?.close();
});

// Without this, every refusal below could be for want of the cookie and prove nothing about the other checks. The cookie
// is looked for at a third port: what is sent from one port to another does not depend on which.
test('the browser sends our cookie with the attacker’s requests for our folder, and with no others', async () => {
  const { heard, server } = await listenForCookies();
  const third = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const path of [new URL(site).pathname, '/']) {
    await page.evaluate(
      (url) => fetch(url, { mode: 'no-cors', credentials: 'include' }).catch(() => undefined),
      third + path,
    );
  }
  server.close();
  expect(heard).toEqual([expect.stringMatching(/^quarterdeck=/), undefined]);
});

test('it cannot read the page', async () => {
  const read = (credentials: RequestCredentials) =>
    page.evaluate(
      ([url, mode]) =>
        fetch(url, { credentials: mode as RequestCredentials }).then(
          (answer) => answer.text(),
          (error) => `refused: ${error}`,
        ),
      [site, credentials] as const,
    );
  expect(await read('include')).toMatch(/^refused/);
  expect(await read('omit')).toMatch(/^refused/);
});

test('it cannot run our scripts in its own page', async () => {
  const outcome = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = url;
        script.onload = () => resolve('ran');
        script.onerror = () => resolve('refused');
        document.head.append(script);
      }),
    `${site}assets/app.js`,
  );
  expect(outcome).toBe('refused');
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
});

test('it cannot talk to the engine', async () => {
  const outcome = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url);
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      }),
    `${site.replace('http', 'ws')}api`,
  );
  expect(outcome).toBe('refused');
});

test('it cannot put our page into a frame and have it clicked', async () => {
  await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.onload = resolve;
        frame.src = url;
        document.body.append(frame);
      }),
    site,
  );
  const framed = page.frames().find((frame) => frame !== page.mainFrame());
  // Chromium shows an error page of its own in the frame.
  expect(await framed?.content()).not.toContain('the pipeline of 2026');
});

test('it cannot leave a file, by a form or by a request', async () => {
  const before = files();
  await page.evaluate(
    (url) => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', body: 'x' }).catch(() => undefined),
    `${site}upload?name=planted.csv`,
  );
  const other = await context.newPage();
  await other.goto(page.url());
  const answered = other.waitForResponse((response) => response.url().startsWith(`${site}upload`));
  await other.evaluate((url) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = url;
    document.body.append(form);
    form.submit();
  }, `${site}upload?name=planted.csv`);
  expect((await answered).status()).toBe(403);
  expect(files()).toEqual(before);
});

/** Every file that any running host was handed. */
function files(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(`quarterdeck-uploads-${process.pid}-`))
    .flatMap((name) => readdirSync(join(tmpdir(), name), { recursive: true }).map(String));
}

/** A server that remembers the cookies it was told, request by request. */
async function listenForCookies(): Promise<{ heard: (string | undefined)[]; server: Server }> {
  const heard: (string | undefined)[] = [];
  const server = createServer((request, answer) => {
    heard.push(request.headers.cookie);
    answer.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { heard, server };
}
