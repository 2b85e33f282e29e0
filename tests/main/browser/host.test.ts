import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, startHost } from '../../../main/browser/index.ts';
import { CONTENT_SECURITY_POLICY } from '../../../main/page/contentSecurity.ts';
import { ask, connectSocket, enter, type TestSocket } from '../../fixtures/hostClient.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const ENGINE = join(import.meta.dirname, '../../fakes/echoEngine.mjs');

const folder = temporaryFolder();
const running: Host[] = [];
const logged: string[] = [];
let host: Host;
let origin: string;
/** Where the page is served from: origin and folder, without the last slash. */
let site: string;
let cookie: string;

async function start(options: Parameters<typeof startHost>[0] = {}): Promise<Host> {
  const started = await startHost({
    open: false,
    pageFolder: folder.file('page'),
    engineFile: ENGINE,
    log: (line) => logged.push(line),
    ...options,
  });
  running.push(started);
  return started;
}

const siteOf = ({ url }: Host) => url.slice(0, url.lastIndexOf('/'));

async function openSocket(headers: Record<string, string> = {}): Promise<TestSocket> {
  const opened = await connectSocket(`${site.replace('http', 'ws')}/api`, {
    Origin: origin,
    Cookie: cookie,
    ...headers,
  });
  if (typeof opened === 'number') throw new Error(`The upgrade was refused with ${opened}.`);
  return opened;
}

beforeAll(async () => {
  await mkdir(folder.file('page/assets'), { recursive: true });
  await writeFile(folder.file('page/index.html'), '<title>Quarterdeck</title>');
  await writeFile(folder.file('page/assets/app.js'), 'export {};');
  await writeFile(folder.file('secret.txt'), 'not for the page');
  host = await start();
  ({ origin } = new URL(host.url));
  site = siteOf(host);
  cookie = await enter(host.url);
});

afterAll(async () => {
  await Promise.all(running.map((each) => each.close()));
});

describe('the opening link', () => {
  test('is exchanged once for a cookie that scripts cannot read and other sites cannot send', async () => {
    const fresh = await start();
    const first = await ask(fresh.url);
    expect(first.status).toBe(303);
    const folderOfPage = new URL('.', fresh.url).pathname;
    expect(first.headers.location).toBe(folderOfPage);
    const [cookieOfPage, ...others] = first.headers['set-cookie'] ?? [];
    expect(cookieOfPage).toMatch(/^quarterdeck=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/[\w-]{22}\/$/);
    // Any wider and the browser would tell it to every other server on 127.0.0.1.
    expect(cookieOfPage).toContain(`Path=${folderOfPage}`);
    expect(others).toEqual([]);
    const second = await ask(fresh.url);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toMatch(/link has been used/);
  });

  test('still leads to the page for the browser that is already in, and gives it nothing new', async () => {
    const answer = await ask(host.url, { headers: { Cookie: cookie } });
    expect(answer.status).toBe(303);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('is not used up by a browser that fetches ahead', async () => {
    const fresh = await start();
    expect((await ask(fresh.url, { headers: { 'Sec-Purpose': 'prefetch' } })).status).toBe(503);
    expect((await ask(fresh.url)).status).toBe(303);
  });

  test('cannot be guessed', async () => {
    const fresh = await start();
    const wrong = fresh.url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await ask(wrong)).status).toBe(403);
    expect((await ask(`${siteOf(fresh)}/?token=`)).status).toBe(403);
  });
});

describe('a request over HTTP', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(site + path, { headers: { Cookie: cookie, ...headers } });

  test('with the cookie gets the page, under the policy and never cached', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<title>Quarterdeck</title>');
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect((await get('/assets/app.js')).headers['content-type']).toMatch(/javascript/);
  });

  test.each(['/', '/assets/app.js', '/missing', '/upload'])('without the cookie gets nothing at %s', async (path) => {
    const answer = await ask(site + path);
    expect(answer.status).toBe(403);
    expect(answer.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  });

  test.each(['/', '/index.html', '/upload', '/api', '/AAAAAAAAAAAAAAAAAAAAAA/'])(
    'outside of the page’s folder finds nothing, even with the cookie: %s',
    async (path) => {
      const answer = await ask(origin + path, { headers: { Cookie: cookie } });
      expect(answer.status).toBe(404);
      expect(answer.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    },
  );

  test('with another run’s cookie gets nothing', async () => {
    const [name] = cookie.split('=');
    expect((await ask(`${site}/`, { headers: { Cookie: `${name}=${'A'.repeat(43)}` } })).status).toBe(403);
    expect((await ask(`${site}/`, { headers: { Cookie: `${name}=` } })).status).toBe(403);
  });

  // DNS rebinding: the attacker's name resolves to 127.0.0.1, the browser sends the attacker's name.
  test.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example'])(
    'addressed to %s is refused even with the cookie',
    async (name) => {
      const { port } = new URL(origin);
      const withPort = name.includes(':') || name === '127.0.0.1' ? name : `${name}:${port}`;
      expect((await get('/', { Host: withPort })).status).toBe(403);
    },
  );

  test.each([
    'http://evil.example',
    'http://127.0.0.1:1',
    'https://127.0.0.1',
    'null',
    'http://127.0.0.1.evil.example',
  ])('sent by a page of %s is refused even with the cookie', async (sender) => {
    expect((await get('/', { Origin: sender })).status).toBe(403);
  });

  test('of another loopback port’s page is refused, although cookies count it as the same site', async () => {
    expect((await get('/assets/app.js', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors' })).status).toBe(
      403,
    );
    expect((await get('/', { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' })).status).toBe(200);
  });

  test('is never answered with a CORS permission', async () => {
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      for (const path of ['/', '/upload', '/api']) {
        const { headers } = await ask(site + path, {
          method,
          headers: { Cookie: cookie, Origin: origin, 'Access-Control-Request-Method': 'POST' },
        });
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
    }
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/assets/app.js%00.png',
    '/%',
    '/assets',
  ])('for %s finds nothing', async (path) => {
    const answer = await get(path);
    expect([400, 403, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('not for the page');
    expect(answer.body).not.toContain('root:');
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'POST'])('with %s changes nothing', async (method) => {
    expect((await ask(`${site}/index.html`, { method, headers: { Cookie: cookie, Origin: origin } })).status).toBe(405);
  });
});

describe('an upload', () => {
  const upload = (name: string, body: string, headers: Record<string, string> = {}) =>
    ask(`${site}/upload?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { Cookie: cookie, Origin: origin, ...headers },
      body,
    });

  test('is stored under its own name in a private folder, and goes with the host', async () => {
    const fresh = await start();
    const own = new URL(fresh.url).origin;
    const answer = await ask(`${siteOf(fresh)}/upload?name=deals.csv`, {
      method: 'POST',
      headers: { Cookie: await enter(fresh.url), Origin: own },
      body: 'deal_id,amount\nD-1,10.00\n',
    });
    expect(answer.status).toBe(200);
    const { path } = JSON.parse(answer.body) as { path: string };
    expect(path).toMatch(/[\\/]deals\.csv$/);
    expect(await readFile(path, 'utf8')).toBe('deal_id,amount\nD-1,10.00\n');
    await fresh.close();
    running.splice(running.indexOf(fresh), 1);
    expect(existsSync(dirname(path))).toBe(false);
  });

  test('keeps two files of one name apart', async () => {
    const paths = await Promise.all(
      ['first', 'second'].map(async (body) => JSON.parse((await upload('deals.csv', body)).body).path),
    );
    expect(new Set(paths).size).toBe(2);
    expect(await Promise.all(paths.map((path) => readFile(path, 'utf8')))).toEqual(['first', 'second']);
  });

  test.each(['../../escape.csv', '..\\..\\escape.csv', '/etc/escape.csv'])(
    'named %s stays in its folder',
    async (name) => {
      const { path } = JSON.parse((await upload(name, 'x')).body) as { path: string };
      expect(path).toMatch(/quarterdeck-uploads-[^\\/]+[\\/]\d+[\\/]escape\.csv$/);
    },
  );

  test.each(['', '..', '.', 'folder/'])('named "%s" is refused with a sentence', async (name) => {
    const answer = await upload(name, 'x');
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body).error.message).toMatch(/without a name/);
  });

  test('needs the cookie and our own origin, spelled out', async () => {
    expect(
      (await ask(`${site}/upload?name=a.csv`, { method: 'POST', headers: { Origin: origin }, body: 'x' })).status,
    ).toBe(403);
    expect(
      (await ask(`${site}/upload?name=a.csv`, { method: 'POST', headers: { Cookie: cookie }, body: 'x' })).status,
    ).toBe(403);
    expect((await upload('a.csv', 'x', { Origin: 'http://evil.example' })).status).toBe(403);
  });
});

describe('the socket to the engine', () => {
  test('carries bytes both ways, in order', async () => {
    const page = await openSocket();
    expect(JSON.parse((await page.next()).toString())).toEqual({ opening: null, warmed: null });
    const messages = [Buffer.from('one'), Buffer.alloc(300_000, 7), Buffer.from('three')];
    for (const message of messages) page.socket.send(message);
    for (const message of messages) expect((await page.next()).equals(message)).toBe(true);
    page.socket.close();
  });

  test('opens what the host was started with', async () => {
    const fresh = await start({ opening: { sample: true } });
    const own = new URL(fresh.url).origin;
    const page = await connectSocket(`${siteOf(fresh).replace('http', 'ws')}/api`, {
      Origin: own,
      Cookie: await enter(fresh.url),
    });
    if (typeof page === 'number') throw new Error(`The upgrade was refused with ${page}.`);
    expect(JSON.parse((await page.next()).toString())).toEqual({
      opening: { sample: true },
      warmed: { sample: true },
    });
  });

  test.each([
    ['no cookie', { Cookie: '' }],
    ['another site’s origin', { Origin: 'http://evil.example' }],
    ['another port’s origin', { Origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { Origin: 'null' }],
    ['another host name', { Host: 'evil.example' }],
  ])('is refused with %s', async (_what, headers) => {
    const url = `${site.replace('http', 'ws')}/api`;
    expect(await connectSocket(url, { Origin: origin, Cookie: cookie, ...headers })).toBe(403);
  });

  test('is refused to a program that names no origin', async () => {
    expect(await connectSocket(`${site.replace('http', 'ws')}/api`, { Cookie: cookie })).toBe(403);
  });

  test.each(['/', '/api/', '/api?x=1', '/upload'])('is nowhere but at /api: not at %s', async (path) => {
    expect(await connectSocket(site.replace('http', 'ws') + path, { Origin: origin, Cookie: cookie })).toBe(404);
  });

  test('takes no text', async () => {
    const page = await openSocket();
    page.socket.send('hello');
    expect((await page.closed).code).toBe(1003);
  });

  test('says why it closes when the engine dies, and the next one reaches a new engine', async () => {
    const [one, other] = [await openSocket(), await openSocket()];
    await one.next();
    one.socket.send(Buffer.from('die'));
    for (const page of [one, other]) {
      const { code, reason } = await page.closed;
      expect(code).toBe(1011);
      expect(reason).toMatch(/ended unexpectedly/);
    }
    expect(logged.join()).toContain('asked to die');
    const again = await openSocket();
    await again.next();
    again.socket.send(Buffer.from('still here?'));
    expect((await again.next()).toString()).toBe('still here?');
    again.socket.close();
  });
});
