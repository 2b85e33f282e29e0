import { randomBytes, timingSafeEqual } from 'node:crypto';

/** What a request says about where it comes from; header values as they arrived, undefined when absent. */
export interface Approach {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site and Sec-Fetch-Mode, which browsers set and pages cannot. */
  readonly site: string | undefined;
  readonly mode: string | undefined;
  readonly cookie: string | undefined;
}

/**
 * Who may talk to the host. Any program and any web page on this machine can reach a loopback port, so each request must
 * show that it was addressed to us (`Host`: against DNS rebinding), that our own page sent it (`Origin`: against other
 * sites, and against pages on other loopback ports, which count as the same *site* and so get SameSite cookies), and
 * that its browser was the one handed the opening link (cookie).
 */
export class Access {
  readonly origin: string;
  /**
   * The folder that everything is served from, with a slash at both ends. A browser sends the cookies of 127.0.0.1 to
   * every port of it, so a cookie for "/" would be told to each development server the user looks at, and a program
   * that knows the cookie can forge all the rest. A cookie for a folder nobody can guess is told to nobody.
   */
  readonly base = `/${randomBytes(16).toString('base64url')}/`;
  private readonly cookieName = 'quarterdeck';
  private readonly host: string;
  private readonly secret = randomBytes(32).toString('base64url');
  private ticket: string | undefined = randomBytes(32).toString('base64url');

  constructor(address: string, port: number) {
    this.host = `${address}:${port}`;
    this.origin = `http://${this.host}`;
  }

  /** The link that lets one browser in, once. */
  openingUrl(): string {
    return `${this.origin}${this.base}?token=${this.ticket ?? ''}`;
  }

  /** The cookie for whoever brings the opening link's token first; undefined for everyone after. */
  redeem(token: string): string | undefined {
    if (this.ticket === undefined || !equal(token, this.ticket)) return undefined;
    this.ticket = undefined;
    return `${this.cookieName}=${this.secret}; HttpOnly; SameSite=Strict; Path=${this.base}`;
  }

  /** Was this request meant for us, and is it not another site's doing? Reads only; holds for every request. */
  isAddressedHere({ host, origin, site, mode }: Approach): boolean {
    if (host !== this.host) return false;
    if (origin !== undefined && origin !== this.origin) return false;
    // A link on another page may lead here (a navigation shows nothing to that page); nothing else of it may.
    return site === undefined || site === 'same-origin' || site === 'none' || mode === 'navigate';
  }

  /** For requests that change or carry something: browsers always name their origin there, so its absence is a refusal. */
  isFromOwnPage(approach: Approach): boolean {
    return this.isAddressedHere(approach) && approach.origin === this.origin;
  }

  isAdmitted({ cookie }: Approach): boolean {
    const prefix = `${this.cookieName}=`;
    return (cookie ?? '')
      .split('; ')
      .some((pair) => pair.startsWith(prefix) && equal(pair.slice(prefix.length), this.secret));
  }
}

function equal(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
