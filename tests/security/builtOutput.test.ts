/**
 * What was built, read as text: holes that come in with a dependency or a build setting and that no source shows. The
 * runtime counterpart is offline.test.ts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { type Argument, parseSync, Visitor, type VisitorObject } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

const OUT = join(import.meta.dirname, '../../out');

function built(folder: string, ...extensions: string[]): string[] {
  const path = join(OUT, folder);
  if (!existsSync(path)) throw new Error(`${path} is not there. Run “npm run build” first.`);
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
}

const text = (path: string) => readFileSync(path, 'utf8');

/** Calls and constructions of a script as `name` and first argument; `a.b.c()` has the name `c`. */
function callsIn(source: string, name = 'script.js'): { name: string; argument: unknown }[] {
  const found: { name: string; argument: unknown }[] = [];
  const note: VisitorObject['CallExpression'] & VisitorObject['NewExpression'] = ({ callee, arguments: [first] }) => {
    const called = callee.type === 'MemberExpression' && !callee.computed ? callee.property : callee;
    if (called.type === 'Identifier') {
      found.push({ name: called.name, argument: first && constant(first) });
    }
  };
  new Visitor({ CallExpression: note, NewExpression: note }).visit(parseSync(name, source).program);
  return found;
}

/** The value of a constant argument; minifiers write text as templates. */
function constant(argument: Argument): unknown {
  if (argument.type === 'Literal') return argument.value;
  if (argument.type === 'TemplateLiteral' && argument.expressions.length === 0) return argument.quasis[0]?.value.cooked;
  return undefined;
}

const EVALUATORS = new Set(['eval', 'Function', 'execScript', 'importScripts']);
const SENDERS = new Set([
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'open',
  'sendBeacon',
  'Worker',
  'SharedWorker',
  'Request',
]);

/**
 * Evaluators that libraries bring and the product gives nothing to. The page's policy refuses them all the same, and
 * offline.test.ts fails when one is tried.
 */
const NEVER_CALLED = new Set<unknown>([
  // zod asks with an empty text whether it may evaluate at all.
  '',
  // AG Grid compiles columns that are written as text; ours are functions.
  'x, ctx, oldValue, newValue, value, node, data, colDef, rowIndex, api, getValue, column, columnGroup',
]);

const evaluates = (source: string) =>
  callsIn(source).filter(({ name, argument }) => EVALUATORS.has(name) && !NEVER_CALLED.has(argument));
const sendsAway = (source: string) =>
  callsIn(source).filter(
    ({ name, argument }) => SENDERS.has(name) && typeof argument === 'string' && /^(https?:|wss?:)?\/\//.test(argument),
  );

// Guards the guards: a reader that finds nothing anywhere would pass everything below.
test('the reader sees what it looks for', () => {
  expect(evaluates('a.b(); eval("1"); window.eval(x); new Function(`return 1`); new Function(""); f(x)')).toHaveLength(
    3,
  );
  expect(
    sendsAway('fetch("https://x.example/a"); new WebSocket("//x.example"); fetch("upload"); note("https://docs")'),
  ).toHaveLength(2);
});

describe('the preload', () => {
  const files = built('preload', '.cjs', '.js', '.mjs');

  test('is one CommonJS file, because a sandboxed preload can load no other', () => {
    expect(files.map((file) => relative(OUT, file))).toEqual([join('preload', 'index.cjs')]);
  });

  test('requires electron and nothing else', () => {
    const required = callsIn(text(files[0]!)).filter(({ name }) => name === 'require');
    expect(required).toEqual([{ name: 'require', argument: 'electron' }]);
  });

  test('evaluates nothing', () => {
    expect(evaluates(text(files[0]!))).toEqual([]);
  });
});

describe('the page', () => {
  const html = text(join(OUT, 'renderer/index.html'));

  test('has no inline script and no handler in an attribute, which its policy would refuse', () => {
    expect([...html.matchAll(/<script(?![^>]*\bsrc=)/g)]).toEqual([]);
    expect([...html.matchAll(/\son[a-z]+\s*=/g)]).toEqual([]);
  });

  test('names nothing that lies elsewhere', () => {
    const addresses = [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) expect(address).toMatch(/^(\.\/|data:)/);
    for (const file of built('renderer', '.css')) {
      const urls = [...text(file).matchAll(/url\(\s*["']?([^"')]+)/g)].map(([, url]) => url!);
      expect(urls.filter((url) => /^(https?:|\/\/)/.test(url))).toEqual([]);
      // font-src 'self' refuses a font that was inlined.
      expect(urls.filter((url) => /^data:(font|application)/.test(url))).toEqual([]);
      expect(text(file)).not.toMatch(/@import\s+(url\()?["']?(https?:|\/\/)/);
    }
  });

  test.each(built('renderer', '.js').map((file) => [relative(OUT, file), file]))(
    '%s evaluates and fetches nothing foreign',
    (_name, file) => {
      expect(evaluates(text(file!))).toEqual([]);
      expect(sendsAway(text(file!))).toEqual([]);
    },
  );
});

describe('the Node side', () => {
  const scripts = [...built('node', '.js'), ...built('desktop', '.js')];

  test('fetches nothing foreign', () => {
    for (const file of scripts) expect(sendsAway(text(file)), file).toEqual([]);
  });

  test('outside Electron never loads electron, whose package would try a download', () => {
    for (const file of built('node', '.js'))
      expect(text(file), file).not.toMatch(/(from|import|require)\s*\(?\s*["']electron["']/);
  });

  test('leaves DuckDB in its package, beside the library that it loads', () => {
    expect(scripts.some((file) => /from\s*["']@duckdb\/node-bindings["']/.test(text(file)))).toBe(true);
    for (const file of scripts) expect(text(file), file).not.toContain('duckdb.node');
  });
});
