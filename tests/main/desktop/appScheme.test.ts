import { mkdir, writeFile } from 'node:fs/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../../main/page/contentSecurity.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const { record, resetElectron, session } = await import('../../fakes/electron.ts');
const { setupPage } = await import('../../../main/desktop/appScheme.ts');

const folder = temporaryFolder();

beforeAll(async () => {
  await mkdir(folder.file('renderer/assets'), { recursive: true });
  await writeFile(folder.file('renderer/index.html'), '<title>Quarterdeck</title>');
  await writeFile(folder.file('renderer/assets/plex.woff2'), 'font');
  await writeFile(folder.file('secret.txt'), 'not for the page');
  // A neighbour whose name begins like the folder's: what a prefix test on paths lets out.
  await mkdir(folder.file('renderer-private'));
  await writeFile(folder.file('renderer-private/secret.txt'), 'not for the page');
  resetElectron();
  setupPage(session.defaultSession as never, folder.file('renderer'));
});

const get = (url: string, method = 'GET') => {
  const handler = record.protocolHandlers.get('app');
  if (!handler) throw new Error('The scheme has no handler.');
  return handler({ url, method } as Request);
};

test('serves the page and its parts, each under the policy', async () => {
  const page = await get('app://quarterdeck/#/overview');
  expect([page.status, await page.text()]).toEqual([200, '<title>Quarterdeck</title>']);
  expect(page.headers.get('Content-Type')).toMatch(/^text\/html/);
  expect(page.headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
  const font = await get('app://quarterdeck/assets/plex.woff2?v=1');
  expect(font.headers.get('Content-Type')).toBe('font/woff2');
  expect(font.headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
});

test.each([
  'app://quarterdeck/../secret.txt',
  'app://quarterdeck/assets/../../secret.txt',
  'app://quarterdeck/..%2fsecret.txt',
  'app://quarterdeck/%2e%2e/secret.txt',
  'app://quarterdeck/%2e%2e%2fsecret.txt',
  'app://quarterdeck/%2E%2E%5Csecret.txt',
  'app://quarterdeck/..\\secret.txt',
  'app://quarterdeck/%252e%252e%252fsecret.txt',
  'app://quarterdeck/..%2frenderer-private%2fsecret.txt',
  'app://quarterdeck//etc/passwd',
  'app://quarterdeck/%2fetc%2fpasswd',
  'app://quarterdeck/index.html%00.png',
  'app://quarterdeck/%',
  'app://quarterdeck/assets',
  'app://quarterdeck/assets/',
  'app://quarterdeck/missing.js',
  'app://host/../index.html',
  'app://evil/index.html',
  'app://quarterdeck.evil/index.html',
  'app://user@quarterdeck/index.html',
  'app://quarterdeck:1/index.html',
])('finds nothing at %s, and says so under the policy', async (url) => {
  const answer = await get(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('There is no such page.');
  expect(answer.headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('does not take %s', async (method) => {
  expect((await get('app://quarterdeck/', method)).status).toBe(405);
});
