import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** What an import leads to: a file of the project, a package, a part of Node, or nothing that can be told. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'missing'; readonly text: string }
  | { readonly kind: 'computed'; readonly text: string };

/** One import of one file, however it is written. Paths run from the root of the tree, with forward slashes. */
export interface Import {
  readonly file: string;
  readonly line: number;
  readonly target: Target;
  /** Gone when the program runs: `import type`, `export type`, `typeof import()`. */
  readonly typeOnly: boolean;
}

/** Every import of every TypeScript file below the given folders of `root`. */
export function readImports(root: string, folders: readonly string[]): Import[] {
  return sourceFiles(root, folders).flatMap((file) => importsOf(root, file));
}

/** The TypeScript files below the given folders of `root`. A folder that does not exist holds none. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => sourcesBelow(root, folder));
}

function sourcesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'out' || entry.name === 'node_modules' ? [] : sourcesBelow(root, path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function importsOf(root: string, file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  const { module, program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);

  const found: Import[] = [];
  const record = (start: number, target: Target, typeOnly: boolean) =>
    found.push({ file, line: lineOf(source, start), target, typeOnly });

  for (const { moduleRequest, entries, start } of module.staticImports) {
    record(
      start,
      resolve(root, file, moduleRequest.value),
      entries.length > 0 && entries.every(({ isType }) => isType),
    );
  }
  for (const { entries, start } of module.staticExports) {
    const request = entries.find(({ moduleRequest }) => moduleRequest !== null)?.moduleRequest;
    if (request)
      record(
        start,
        resolve(root, file, request.value),
        entries.every(({ isType }) => isType),
      );
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(text)?.[2];
    const target: Target = literal === undefined ? { kind: 'computed', text } : resolve(root, file, literal);
    record(start, target, false);
  }
  new Visitor({
    // `import('x').Name` in a type is in no module record, and neither is CommonJS.
    TSImportType({ source: request, start }) {
      record(start, resolve(root, file, request.value), true);
    },
    CallExpression({ callee, arguments: [request], start }) {
      if (callee.type !== 'Identifier' || callee.name !== 'require') return;
      if (request?.type === 'Literal' && typeof request.value === 'string') {
        record(start, resolve(root, file, request.value), false);
      } else {
        record(start, { kind: 'computed', text: source.slice(start, request?.end ?? start) }, false);
      }
    },
  }).visit(program);
  return found;
}

function resolve(root: string, from: string, written: string): Target {
  // Vite's suffixes (`?url`, `?worker`) say how a file is taken, not which.
  const specifier = written.replace(/\?.*$/, '');
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), specifier);
    return existsSync(join(root, path)) ? { kind: 'file', path } : { kind: 'missing', text: written };
  }
  if (isBuiltin(specifier)) return { kind: 'node', name: specifier.replace(/^node:/, '') };
  const [scopeOrName, name] = specifier.split('/');
  return { kind: 'package', name: specifier.startsWith('@') ? `${scopeOrName}/${name}` : `${scopeOrName}` };
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}
