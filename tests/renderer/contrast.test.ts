import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SEGMENT_COLOURS } from '../../analytics/api/documents/segmentation.ts';

const css = readFileSync(new URL('../../renderer/theme/tokens.css', import.meta.url), 'utf8');

function tokens(theme: 'light' | 'dark'): Record<string, string> {
  const start = css.indexOf(`:root[data-theme="${theme}"] {`);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

/** WCAG 2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['ink', ['canvas', 'side', 'sunk', 'raise', 'hover', 'accent-3', 'good-2', 'bad-2', 'warn-2', 'py']],
  ['ink-2', ['canvas', 'side', 'sunk', 'raise', 'hover', 'accent-3']],
  ['ink-3', ['canvas', 'side', 'sunk', 'raise', 'hover', 'accent-3']],
  ['accent', ['canvas', 'side', 'raise', 'accent-3']],
  ['on-accent', ['accent']],
  ['ink-inv', ['ink', 'ac']],
  ['good', ['canvas', 'side', 'raise', 'accent-3', 'good-2']],
  ['bad', ['canvas', 'side', 'raise', 'accent-3', 'bad-2']],
  ['warn', ['canvas', 'side', 'raise', 'accent-3', 'warn-2']],
];

const MARKS: readonly (readonly [string, readonly string[]])[] = [
  ['ac', ['canvas', 'accent-3']],
  ['py', ['canvas']],
  ['accent', ['canvas', 'accent-3']],
  ['good', ['canvas']],
  ['bad', ['canvas']],
  ['edge', ['canvas', 'raise']],
  ['rule', ['canvas']],
  ...SEGMENT_COLOURS.map((colour) => [`seg-${colour}`, ['canvas', 'accent-3']] as const),
];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const values = tokens(theme);
  const pairs = (list: typeof TEXT) =>
    list.flatMap(([mark, grounds]) => grounds.map((ground) => [mark, ground] as const));

  it.each(pairs(TEXT))('text: %s on %s can be read (4.5 : 1)', (mark, ground) => {
    expect(contrast(values[mark]!, values[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(MARKS))('marks: %s on %s can be seen (3 : 1)', (mark, ground) => {
    expect(contrast(values[mark]!, values[ground]!)).toBeGreaterThanOrEqual(3);
  });

  it('has the same tokens as the other theme', () => {
    expect(Object.keys(values).sort()).toEqual(Object.keys(tokens(theme === 'light' ? 'dark' : 'light')).sort());
  });
});
