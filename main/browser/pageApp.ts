import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type ErrorCode, toEnvelope } from '../../analytics/api/errors.ts';
import { SECURITY_HEADERS } from '../page/contentSecurity.ts';
import { readPageFile } from '../page/pageFiles.ts';
import type { Access } from './access.ts';
import { approachOf } from './approach.ts';
import type { Uploads } from './uploads.ts';

export interface PageAppSetup {
  readonly access: Access;
  readonly uploads: Uploads;
  /** The built page. */
  readonly pageFolder: string;
  readonly log: (line: string) => void;
}

const ELSEWHERE = 'This request was not made by Quarterdeck, so it was refused.';
const NO_PAGE = 'There is no such page. Use the link that Quarterdeck printed when it started.';
const NO_TICKET =
  'This link has been used or is not from this run. Go back to the window where Quarterdeck is open, or start Quarterdeck again for a new link.';

/** Everything the host answers over plain HTTP: the opening link, the page's files, and uploads. */
export function pageApp({ access, uploads, pageFolder, log }: PageAppSetup): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const { base } = access;

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    // The page is local and its address changes from run to run: nothing is gained by keeping it.
    c.header('Cache-Control', 'no-store');
  });

  app.use(async (c, next) => {
    if (!access.isAddressedHere(approachOf(c.env.incoming.headers))) return c.text(ELSEWHERE, 403);
    return next();
  });

  app.get(base, async (c, next) => {
    const token = c.req.query('token');
    if (token === undefined) return next();
    // A browser that fetches ahead of the user would use up the link before it is followed.
    if (c.req.header('Sec-Purpose') !== undefined) return c.body(null, 503);
    const cookie = access.redeem(token);
    // Whoever is already in and comes back by the old link is welcome; the clean address is all that is missing.
    if (cookie === undefined && !access.isAdmitted(approachOf(c.env.incoming.headers))) return c.text(NO_TICKET, 403);
    if (cookie !== undefined) c.header('Set-Cookie', cookie);
    return c.redirect(base, 303);
  });

  app.use(`${base}*`, async (c, next) => {
    if (!access.isAdmitted(approachOf(c.env.incoming.headers))) return c.text(NO_TICKET, 403);
    return next();
  });

  app.post(`${base}upload`, async (c) => {
    const { incoming } = c.env;
    if (!access.isFromOwnPage(approachOf(incoming.headers))) return c.text(ELSEWHERE, 403);
    const announced = incoming.headers['content-length'];
    const path = await uploads.receive(
      c.req.query('name') ?? '',
      incoming,
      announced === undefined ? undefined : Number(announced),
    );
    return c.json({ path });
  });

  app.get(`${base}*`, async (c) => {
    const file = await readPageFile(pageFolder, new URL(c.req.raw.url).pathname.slice(base.length - 1));
    if (!file) return c.notFound();
    return c.body(file.bytes, 200, { 'Content-Type': file.type });
  });

  app.all(`${base}*`, (c) => c.text('This address can only be read.', 405, { Allow: 'GET' }));

  app.notFound((c) => c.text(NO_PAGE, 404));

  app.onError((error, c) => {
    const envelope = toEnvelope(error);
    if (envelope.code === 'internal') log(`${c.req.method} ${c.req.path} failed: ${envelope.cause}`);
    const { code, message } = envelope;
    return c.json({ error: { code, message } }, STATUS[code] ?? 500);
  });
  return app;
}

const STATUS: Partial<Record<ErrorCode, 400 | 507>> = { 'bad-request': 400, cancelled: 400, 'disk-full': 507 };
