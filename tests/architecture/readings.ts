import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Expression, parseSync, Visitor } from 'oxc-parser';
import { sourceFiles } from './imports.ts';

/** Numbers of the rule tree that nobody can tell apart without computing them; conditions and leaves may be looked at. */
const COMPUTED = ['subtract', 'multiply', 'divide', 'band', 'marginal', 'orElse'];

/** Where the tree is read. */
const READINGS = 'analytics/rules/';

/** `file:line asks for “multiply”. What to do.` for every place outside that asks which computation a node of a rule is. */
export function strayReadings(root: string, folders: readonly string[]): string[] {
  return sourceFiles(root, folders)
    .filter((file) => !file.startsWith(READINGS))
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      const found: string[] = [];
      const judge = (expression: Expression | null) => {
        if (expression?.type !== 'Literal' || !COMPUTED.includes(String(expression.value))) return;
        const line = source.slice(0, expression.start).split('\n').length;
        found.push(
          `${file}:${line} asks for “${expression.value}”. A rule has one meaning: use its readings in analytics/rules.`,
        );
      };
      new Visitor({
        SwitchCase({ test }) {
          judge(test);
        },
        BinaryExpression({ left, right }) {
          judge(left);
          judge(right);
        },
      }).visit(parseSync(file, source).program);
      return found;
    });
}
