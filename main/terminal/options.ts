import { Option } from 'commander';
import { FORMATS } from './output.ts';

export function workspaceOption(note?: string): Option {
  return new Option('-w, --workspace <file>', `the .quarterdeck file${note ? ` (${note})` : ''}`).makeOptionMandatory();
}

export function kindOption(kinds: readonly string[]): Option {
  return new Option('--as <kind>', 'what the files are, when they cannot be recognised').choices(kinds);
}

export function formatOption(): Option {
  return new Option('--format <format>', 'how to print').choices(FORMATS).default('table');
}

export function periodOption(whenLeftOut = 'everything when left out'): Option {
  return new Option(
    '--period <period>',
    `2026-Q3, FY26-Q3, 2026, 2026-09, last-4-quarters or 2026-01-01..2026-09-30; ${whenLeftOut}`,
  );
}

/** Collects an option that may be repeated. */
export function repeated(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** `a,b,c` as a list. */
export function commaList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
