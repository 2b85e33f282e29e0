import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUtf8, sniffEncoding, TextChunks } from '../../../analytics/ingest/encoding.ts';

const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);

function decode(
  encoding: ConstructorParameters<typeof TextChunks>[0],
  content: Uint8Array,
  step = content.length,
): string {
  const chunks = new TextChunks(encoding);
  let text = '';
  for (let i = 0; i < content.length; i += step) text += chunks.push(content.subarray(i, i + step));
  return text + chunks.end();
}

describe('the encoding of a file', () => {
  it.each([
    ['a byte order mark of UTF-8', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes('id', 'utf8')]), 'utf-8', 3],
    ['one of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), bytes('id', 'utf16le')]), 'utf-16le', 2],
    ['one of UTF-16, big-endian', Buffer.from([0xfe, 0xff, 0, 0x69, 0, 0x64]), 'utf-16be', 2],
    ['UTF-16 without one', bytes('id,name\n1,Müller\n', 'utf16le'), 'utf-16le', 0],
    ['plain UTF-8', bytes('Müller €', 'utf8'), 'utf-8', 0],
    ['bytes of Windows-1252', Buffer.from([0x4d, 0xfc, 0x6c, 0x80]), 'windows-1252', 0],
  ])('is told by %s', (_, content, encoding, bom) => {
    expect(sniffEncoding(content, true)).toEqual({ encoding, bom });
  });

  it('does not take a character cut off at the end of the sample for another encoding', () => {
    const cut = bytes('Müller', 'utf8').subarray(0, 2);
    expect([isUtf8(cut, false), isUtf8(cut, true)]).toEqual([true, false]);
  });
});

describe('decoding', () => {
  it('reads € and curly quotes of Windows-1252, where they are not those of Latin-1', () => {
    expect(decode('windows-1252', Buffer.from([0x80, 0x93, 0x94, 0x96, 0xe9]))).toBe('€“”–é');
  });

  it('gives the same text wherever chunks are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), (text, step) => {
        fc.pre(!text.includes('\uFEFF'));
        expect(decode('utf-8', bytes(text, 'utf8'), step)).toBe(text);
        expect(decode('utf-16le', bytes(text, 'utf16le'), step)).toBe(text);
      }),
    );
  });

  it('reads single bytes that are not UTF-8 as Windows-1252 and counts them', () => {
    const chunks = new TextChunks('utf-8');
    const text = chunks.push(Buffer.concat([bytes('Zoë ', 'utf8'), Buffer.from([0xe9, 0x20, 0x80])])) + chunks.end();
    expect([text, chunks.repaired]).toEqual(['Zoë é €', 2]);
  });
});
