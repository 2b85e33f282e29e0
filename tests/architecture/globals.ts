import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Expression, parseSync, Visitor } from 'oxc-parser';
import { sourceFiles } from './imports.ts';

/** What every script can use without an import, and only some places may. */
interface Reserved {
  /** Called or constructed by its bare name, or as a property of the global object. */
  readonly called: readonly string[];
  /** Properties and attributes, whatever they belong to. */
  readonly members: readonly string[];
  /** Folders that may use it. */
  readonly allowed: readonly string[];
  readonly mend: string;
}

const RESERVED: readonly Reserved[] = [
  {
    called: ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource', 'WebTransport', 'RTCPeerConnection'],
    members: ['sendBeacon'],
    allowed: ['renderer/transport'],
    mend: 'Nothing leaves the machine: only renderer/transport speaks, and only to the host that served the page.',
  },
  {
    called: ['eval', 'Function'],
    members: ['dangerouslySetInnerHTML', 'innerHTML', 'outerHTML', 'insertAdjacentHTML'],
    allowed: [],
    mend: 'Text from a file must never become code or markup: parse it, or build elements.',
  },
];

const GLOBAL_OBJECTS = ['window', 'globalThis', 'self'];

/** `file:line uses name. What to do.` for every use outside of its places. */
export function reservedUses(root: string, folders: readonly string[]): string[] {
  return sourceFiles(root, folders).flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const found: string[] = [];
    const judge = (list: 'called' | 'members', name: string | undefined, start: number) => {
      const reserved = RESERVED.find((entry) => name !== undefined && entry[list].includes(name));
      if (!reserved || reserved.allowed.some((folder) => file.startsWith(`${folder}/`))) return;
      found.push(`${file}:${source.slice(0, start).split('\n').length} uses ${name}. ${reserved.mend}`);
    };
    new Visitor({
      CallExpression({ callee, start }) {
        judge('called', globalName(callee), start);
      },
      NewExpression({ callee, start }) {
        judge('called', globalName(callee), start);
      },
      MemberExpression({ property, start }) {
        judge('members', property.type === 'Identifier' ? property.name : undefined, start);
      },
      JSXAttribute({ name, start }) {
        judge('members', name.type === 'JSXIdentifier' ? name.name : undefined, start);
      },
    }).visit(parseSync(file, source).program);
    return found;
  });
}

/** `fetch` for `fetch`, `window.fetch` and `globalThis.fetch`. */
function globalName(callee: Expression): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  if (!GLOBAL_OBJECTS.includes(callee.object.name) || callee.property.type !== 'Identifier') return undefined;
  return callee.property.name;
}
