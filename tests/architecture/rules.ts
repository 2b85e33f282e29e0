import type { Import, Target } from './imports.ts';

/** Folders whose files the rules hold for. */
export const JUDGED = ['analytics', 'main', 'preload', 'renderer', 'samples', 'scripts'];

/** One rule about who may know whom. */
export interface Rule {
  readonly name: string;
  /** What to do about a violation. */
  readonly mend: string;
  breaks(found: Import): boolean;
}

/**
 * The parts of the product, from those that know nothing to those that know much: a part imports parts of earlier lines
 * only. Two parts on one line do not know each other.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['api'],
  ['present', 'engine'],
  ['network', 'rules'],
  ['workspace'],
  ['ingest', 'metrics'],
  ['scorecards', 'segments', 'tiers', 'incentives'],
  ['scenarios', 'findings'],
  ['packs'],
  ['service'],
  ['worker.ts'],
];

const below = (path: string, ...folders: readonly string[]) =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

const isPackage = (target: Target, ...names: readonly string[]) =>
  target.kind === 'package' &&
  names.some((name) => target.name === name || (name.endsWith('/') && target.name.startsWith(name)));

/** Does the import lead to a file of the project outside of these folders? */
const leadsOutOf = (target: Target, ...folders: readonly string[]) =>
  target.kind === 'file' && !below(target.path, ...folders);

const part = (path: string) => (below(path, 'analytics') ? path.split('/')[1] : undefined);
const layer = (name: string | undefined) => LAYERS.findIndex((names) => names.includes(name ?? ''));

/** Parts that must run anywhere: in the page, in a worker, in Node. */
const PURE = ['analytics/api', 'analytics/present', 'analytics/metrics', 'analytics/rules'];

/** The chart specs, and what draws them. */
const CHARTS = 'analytics/present/charts';
const PLOT = '@observablehq/plot';

/** What speaks to other machines, or listens to them. */
const NETWORK_MODULES = ['dgram', 'dns', 'dns/promises', 'http', 'http2', 'https', 'net', 'tls'];

export const RULES: readonly Rule[] = [
  {
    name: 'every import can be followed',
    mend: 'Write the name of a file or package that exists, as a literal.',
    breaks: ({ target }) => target.kind === 'missing' || target.kind === 'computed',
  },
  {
    name: 'analytics/api imports zod and @msgpack/msgpack, and nothing else',
    mend: 'The contract is known by all and knows none: pass the thing in, or move this out of analytics/api.',
    breaks: ({ file, target }) =>
      below(file, 'analytics/api') &&
      (leadsOutOf(target, 'analytics/api') ||
        (target.kind === 'package' && !isPackage(target, 'zod', '@msgpack/msgpack'))),
  },
  {
    name: 'analytics/present imports the contract and apache-arrow, its charts Plot, and nothing else',
    mend: 'Formats and chart specs are pure functions: pass what they need in.',
    breaks: ({ file, target }) =>
      below(file, 'analytics/present') &&
      (leadsOutOf(target, 'analytics/present', 'analytics/api') ||
        (target.kind === 'package' &&
          !isPackage(target, 'apache-arrow') &&
          !(below(file, CHARTS) && isPackage(target, PLOT)))),
  },
  {
    name: 'Plot is imported in analytics/present/charts only',
    mend: 'A chart is a pure function there; the page mounts it with renderer/charts/PlotFigure.tsx.',
    breaks: ({ file, target }) => isPackage(target, PLOT) && !below(file, CHARTS),
  },
  {
    name: 'only the page runs the charts',
    mend: 'Plot is bundled into the page and not installed with the product: move it to the dependencies before the Node side draws.',
    breaks: ({ file, target, typeOnly }) =>
      !typeOnly && target.kind === 'file' && below(target.path, CHARTS) && !below(file, CHARTS, 'renderer'),
  },
  {
    name: 'the parts of analytics import only parts of earlier layers',
    mend: 'Data goes one way (tests/architecture/rules.ts lists the layers): move the shared piece down, or pass it in.',
    breaks: ({ file, target }) => {
      const [from, to] = [part(file), target.kind === 'file' ? part(target.path) : undefined];
      return from !== undefined && to !== undefined && from !== to && layer(to) >= layer(from);
    },
  },
  {
    name: 'every part of analytics has its layer',
    mend: 'Give the new folder a place among the layers in tests/architecture/rules.ts.',
    breaks: ({ file }) => below(file, 'analytics') && layer(part(file)) === -1,
  },
  {
    name: 'analytics knows no host and no page',
    mend: 'The product runs in plain Node without main, preload or renderer: have the host pass the thing in.',
    breaks: ({ file, target }) => below(file, 'analytics') && leadsOutOf(target, 'analytics'),
  },
  {
    name: 'the page imports analytics/api and analytics/present only',
    mend: 'Ask the engine through the contract, or move a pure function to analytics/present.',
    breaks: ({ file, target }) =>
      below(file, 'renderer') && leadsOutOf(target, 'renderer', 'analytics/api', 'analytics/present'),
  },
  {
    name: 'a host imports analytics/api, analytics/present and analytics/service only',
    mend: 'A host holds no product logic: call the method of the contract, or add one.',
    breaks: ({ file, target }) =>
      below(file, 'main') && leadsOutOf(target, 'main', 'analytics/api', 'analytics/present', 'analytics/service'),
  },
  {
    name: 'preload imports electron, the contract and the names of its channels only',
    mend: 'A sandboxed preload can load nothing else, and everything in it is exposed to the page.',
    breaks: ({ file, target }) =>
      below(file, 'preload') &&
      (leadsOutOf(target, 'preload', 'analytics/api', 'main/desktop/channels.ts') ||
        target.kind === 'node' ||
        (target.kind === 'package' && !isPackage(target, 'electron'))),
  },
  {
    name: 'the product imports no test, script or sample',
    mend: 'Move what the product needs out of tests, scripts and samples.',
    breaks: ({ file, target }) =>
      !below(file, 'scripts', 'samples') && target.kind === 'file' && below(target.path, 'tests', 'scripts', 'samples'),
  },
  {
    name: 'DuckDB is imported in analytics/engine only',
    mend: 'Use Engine (analytics/engine/engine.ts): it holds the lock-down.',
    breaks: ({ file, target }) => isPackage(target, '@duckdb/') && !below(file, 'analytics/engine'),
  },
  {
    name: 'exceljs is imported in analytics/packs, analytics/ingest/xlsx and samples only',
    mend: 'Read workbooks through analytics/ingest and write them through analytics/packs.',
    breaks: ({ file, target }) =>
      isPackage(target, 'exceljs', 'excelize-wasm') &&
      !below(file, 'analytics/packs', 'analytics/ingest/xlsx', 'analytics/ingest/xlsx.ts', 'samples'),
  },
  {
    name: 'electron is imported in main/desktop and preload only',
    mend: 'Everything else must run without Electron: have main/desktop pass the thing in.',
    breaks: ({ file, target }) => isPackage(target, 'electron') && !below(file, 'main/desktop', 'preload'),
  },
  {
    name: 'nothing of Node in the page and in the pure parts',
    mend: 'This runs where Node is not: use what both have, or have the caller pass it in.',
    breaks: ({ file, target }) => target.kind === 'node' && below(file, 'renderer', ...PURE),
  },
  {
    name: 'only the browser host opens a socket',
    mend: 'Nothing leaves the machine: there is no network in the product but the loopback host in main/browser.',
    breaks: ({ file, target }) =>
      !below(file, 'main/browser') &&
      ((target.kind === 'node' && NETWORK_MODULES.includes(target.name)) ||
        isPackage(target, 'ws', '@hono/node-server')),
  },
];

/** `file:line rule. What to do.` for every import that breaks the rule. */
export function violations(rule: Rule, imports: readonly Import[]): string[] {
  return imports
    .filter((found) => rule.breaks(found))
    .map((found) => `${found.file}:${found.line} imports ${nameOf(found.target)}: ${rule.name}. ${rule.mend}`);
}

function nameOf(target: Target): string {
  switch (target.kind) {
    case 'file':
      return target.path;
    case 'node':
      return `node:${target.name}`;
    case 'package':
      return target.name;
    default:
      return target.text;
  }
}
