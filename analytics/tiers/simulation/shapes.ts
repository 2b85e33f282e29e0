/** Programs compiled before, so that one that differs from them in figures only is not compiled anew. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import type { Network } from '../../network/network.ts';
import type { Inputs } from '../../rules/expression.ts';
import { compileProgram } from '../compile.ts';
import type { CompiledProgram } from '../compiled.ts';

export interface CompiledShape {
  /** With the inputs of the program. */
  readonly compiled: CompiledProgram;
  /** The same for programs that differ in their inputs only. */
  readonly shape: string;
}

interface Known extends CompiledShape {
  readonly rules: unknown;
  readonly waived: string;
}

/** A program, its baseline and what each change makes of it: some shapes are used by turns. */
const MOST = 32;

export class CompiledShapes {
  /** Never used twice, so that what is kept of one shape is not taken for another's. */
  private static count = 0;
  private known: Known[] = [];

  of(program: TierProgram, waived: readonly string[], network: Network): CompiledShape {
    const rules = rulesOf(program);
    const names = waived.join('\n');
    for (const entry of this.known) {
      if (entry.waived !== names) continue;
      const inputs: Record<string, string> = {};
      if (!sameShape(entry.rules, rules, '', entry.compiled.inputs, inputs)) continue;
      return { compiled: { ...entry.compiled, program, inputs }, shape: entry.shape };
    }
    const compiled = compileProgram(program, network, { waived });
    const made: Known = { compiled, shape: `shape ${++CompiledShapes.count}`, rules, waived: names };
    this.known = [made, ...this.known.slice(0, MOST - 1)];
    return made;
  }
}

/** What the conditions depend on: not what is settled after them. */
function rulesOf(program: TierProgram): unknown {
  const { regionGroups, definitions, scores, levels, requireLower, tracks } = program;
  return { regionGroups, definitions, scores, levels, requireLower, tracks };
}

/** Whether two documents differ at the places of inputs only. Gathers the inputs of the second one. */
function sameShape(a: unknown, b: unknown, place: string, known: Inputs, inputs: Record<string, string>): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
    const text = known[place];
    if (text === undefined) return a === b;
    // A figure that is no decimal text in the document has been written by the compiler.
    inputs[place] = typeof b === 'string' ? b : text;
    return typeof b === 'string' ? typeof a === 'string' : a === b;
  }
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    if (!Object.hasOwn(b, key)) return false;
    const at = place === '' ? key : `${place}.${key}`;
    return sameShape((a as Fields)[key], (b as Fields)[key], at, known, inputs);
  });
}

type Fields = Readonly<Record<string, unknown>>;
