import { Transform, type TransformCallback } from 'node:stream';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export const ENCODING_LABELS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
};

/**
 * Bytes 0x80 to 0x9F of Windows-1252; the five that it leaves open stay control characters. Spelled out because Node 20's
 * TextDecoder reads the label `windows-1252` as Latin-1, which loses € and the curly quotes.
 */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The encoding of a file from its first bytes: a byte order mark, else the pattern of zeros, else valid UTF-8, else Windows-1252. */
export function sniffEncoding(head: Uint8Array, whole: boolean): { encoding: Encoding; bom: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const zeros = zeroShares(head);
  if (zeros.odd > 0.3 && zeros.even < 0.05) return { encoding: 'utf-16le', bom: 0 };
  if (zeros.even > 0.3 && zeros.odd < 0.05) return { encoding: 'utf-16be', bom: 0 };
  return { encoding: isUtf8(head, whole) ? 'utf-8' : 'windows-1252', bom: 0 };
}

function zeroShares(bytes: Uint8Array): { even: number; odd: number } {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 4) return { even: 0, odd: 0 };
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  return { even: even / (length / 2), odd: odd / (length / 2) };
}

/** Whether bytes are UTF-8. With `whole` false the last character may be cut off. */
export function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

/** Decodes a stream of bytes chunk by chunk. Bytes that are not UTF-8 in a UTF-8 file are read as Windows-1252. */
export class TextChunks {
  private readonly encoding: Encoding;
  private readonly utf: TextDecoder;
  /** Bytes held back because a character or a checked piece goes on in the next chunk. */
  private rest: Uint8Array = new Uint8Array(0);
  /** Characters that were not UTF-8 and were read as Windows-1252. */
  repaired = 0;

  constructor(encoding: Encoding) {
    this.encoding = encoding;
    this.utf = new TextDecoder(encoding === 'windows-1252' ? 'utf-8' : encoding, { ignoreBOM: false });
  }

  push(chunk: Uint8Array): string {
    if (this.encoding === 'windows-1252') return decodeWindows1252(chunk);
    if (this.encoding !== 'utf-8') return this.utf.decode(chunk, { stream: true });
    const bytes = this.rest.length ? concat(this.rest, chunk) : chunk;
    const cut = wholeCharacters(bytes);
    this.rest = bytes.slice(cut);
    return this.utf8(bytes.subarray(0, cut));
  }

  end(): string {
    if (this.encoding === 'windows-1252') return '';
    if (this.encoding !== 'utf-8') return this.utf.decode();
    const last = this.rest;
    this.rest = new Uint8Array(0);
    return this.utf8(last);
  }

  private utf8(bytes: Uint8Array): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/^\uFEFF/, '');
    } catch {
      return this.mixed(bytes);
    }
  }

  private mixed(bytes: Uint8Array): string {
    let text = '';
    for (let i = 0; i < bytes.length; ) {
      const length = sequenceLength(bytes, i);
      if (length === 0) {
        text += decodeWindows1252(bytes.subarray(i, i + 1));
        this.repaired++;
        i++;
      } else {
        text += Buffer.from(bytes.subarray(i, i + length)).toString('utf8');
        i += length;
      }
    }
    return text;
  }
}

/** A byte stream in any of the encodings, as UTF-8 bytes. */
export function toUtf8(encoding: Encoding): Transform & { readonly chunks: TextChunks } {
  const chunks = new TextChunks(encoding);
  const transform = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      done(null, Buffer.from(chunks.push(chunk), 'utf8'));
    },
    flush(done: TransformCallback) {
      done(null, Buffer.from(chunks.end(), 'utf8'));
    },
  });
  return Object.assign(transform, { chunks });
}

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80]!);
}

/** How many bytes from the start make whole characters. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return expectedLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function expectedLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  if (lead >= 0xe0) return lead < 0xf0 ? 3 : 0;
  return lead >= 0xc2 ? 2 : 0;
}

/** Length of the valid UTF-8 character at `i`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const length = expectedLength(bytes[i]!);
  if (length === 0 || i + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  return length;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
