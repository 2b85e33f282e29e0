import type { IncomingHttpHeaders } from 'node:http';
import type { Approach } from './access.ts';

/** What the headers of a request say about its sender. */
export function approachOf(headers: IncomingHttpHeaders): Approach {
  return {
    host: headers.host,
    origin: headers.origin,
    site: single(headers['sec-fetch-site']),
    mode: single(headers['sec-fetch-mode']),
    cookie: headers.cookie,
  };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}
