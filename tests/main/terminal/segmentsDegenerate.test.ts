/** Networks that no method was made for: each is answered, or told why not; guards against a division by nothing. */
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const TWELVE = Array.from({ length: 12 }, (_, index) => `P${index + 10},Name ${index + 10},2020-01-01`);
const winOf = (partner: string, amount: number) => `D-${partner},${partner},won,${amount},EUR,2026-03-31`;
const winsOf = (amount: (index: number) => number) => TWELVE.map((_, index) => winOf(`P${index + 10}`, amount(index)));

const NETWORKS = [
  ['one partner', TWELVE.slice(0, 1), [winOf('P10', 100)]],
  ['all equal', TWELVE, winsOf(() => 100)],
  ['nobody with a deal', TWELVE, [winOf('', 100)]],
  ['one giant', TWELVE, [...winsOf((index) => 100 + index), 'D-giant,P13,won,9999999999.99,EUR,2026-02-01']],
  ['nobody enrolled', TWELVE.map((line) => line.replace('2020', '2030')), winsOf(() => 100)],
] as const;

describe.each(NETWORKS)('%s', (name, partners, deals) => {
  const workspace = folder.file(`${name.replaceAll(' ', '-')}.quarterdeck`);
  const write = (file: string, lines: readonly string[]) => {
    const path = folder.file(file);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };

  beforeAll(async () => {
    const files = {
      partners: ['partner_id,partner_name,agreement_start', ...partners],
      deals: ['deal_id,partner_id,outcome,amount,currency,closed_on', ...deals],
    };
    const argv = ['import', '-w', workspace];
    for (const [as, lines] of Object.entries(files)) {
      const columns = Object.fromEntries(lines[0]!.split(',').map((column) => [column, column]));
      argv.push(write(`${as}.csv`, lines), '--map', write(`${as}.json`, [JSON.stringify({ as, columns })]));
    }
    const { code, err } = await terminal(...argv);
    expect(code, err).toBe(0);
  });

  it.each(['matrix', 'rfm', 'kmeans', 'rules'])('by %s', async (method) => {
    const { code, out, err } = await terminal('segments', '-w', workspace, '--method', method, '--format', 'json');
    expect(code, err).toBe(0);
    expect(out).not.toMatch(/NaN|Infinity|undefined/);
    const rows = JSON.parse(out) as Record<string, unknown>[];
    const total = rows.pop()!;
    const enrolled = name === 'nobody enrolled' ? 0 : partners.length;
    expect(rows).toHaveLength(enrolled);
    const placed = rows.filter(({ segment }) => segment !== null).length;
    expect(total.unplaced).toBe(enrolled - placed);
    // Whoever is not placed is told why, one by one and all together.
    if (placed < enrolled) expect(total.unplaced_why).toMatch(/\.$/);
    for (const { why } of rows) expect(why).toMatch(/\w/);
    if (enrolled === 0) expect(err).toContain('The population is empty');
  });

  it.each([['--movement'], ['--returns'], ['--returns', '--members'], ['--fit'], ['--members']])(
    'with %s',
    async (...options) => {
      const { code, out, err } = await terminal('segments', '-w', workspace, '--method', 'matrix', ...options);
      expect(code, err).toBe(0);
      expect(out).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(out).toMatch(/\w/);
    },
  );

  it('two segments of which one is empty are not told apart by dashes', async () => {
    const sides = ['segments', '-w', workspace, '--method', 'matrix', '--compare', 'tail,stars'];
    expect((await terminal(...sides)).out).toMatch(/Nobody is in .*, so nothing tells the two apart\./);
  });
});
