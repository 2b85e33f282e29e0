import { protocol, type Session } from 'electron';
import { SECURITY_HEADERS } from '../page/contentSecurity.ts';
import { readPageFile } from '../page/pageFiles.ts';

const SCHEME = 'app';
const HOST = 'quarterdeck';
/** The origin of our page as Chromium writes it (Node's `URL#origin` knows no custom schemes and says "null"). */
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/`;

/** Must run before the app is ready, and once. */
export function setupAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Is this URL our own page, or a part of it? Compared part by part: a prefix test is fooled by `app://quarterdeck.evil`. */
export function isOwnUrl(url: string): boolean {
  const parts = parse(url);
  return (
    parts?.protocol === `${SCHEME}:` &&
    parts.hostname === HOST &&
    parts.port === '' &&
    parts.username === '' &&
    parts.password === ''
  );
}

/** Serves the built page, and nothing else, to the session the window uses. */
export function setupPage(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, (request) => servePage(request, folder));
}

async function servePage(request: Request, folder: string): Promise<Response> {
  if (!isOwnUrl(request.url)) return answer(404, 'There is no such page.');
  if (request.method !== 'GET') return answer(405, 'This address can only be read.');
  const file = await readPageFile(folder, new URL(request.url).pathname);
  return file ? answer(200, file.bytes, file.type) : answer(404, 'There is no such page.');
}

function answer(status: number, body: string | Uint8Array<ArrayBuffer>, type = 'text/plain; charset=utf-8'): Response {
  return new Response(body, { status, headers: { ...SECURITY_HEADERS, 'Content-Type': type } });
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
