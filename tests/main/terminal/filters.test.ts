/** Filters of a command line: a misspelt value gives an empty answer, which must not read as a finding. */
import { writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { DIMENSIONS } from '../../../analytics/api/documents/query.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { terminal } from '../../fixtures/terminal.ts';

const folder = temporaryFolder();
const workspace = folder.file('net.quarterdeck');

beforeAll(async () => {
  const files = {
    partners: ['partner_id,partner_name,type,country,level', 'P1,Adler,MSP,France,Gold', 'P2,Brandt,ISV,Germany,'],
    deals: [
      'deal_id,partner_id,outcome,amount,currency,closed_on,product_id,family,role',
      'D1,P1,won,100,EUR,2026-01-15,A,Cloud,sourced',
      'D2,P2,won,200,EUR,2026-02-15,B,Backup,sold',
    ],
    payouts: ['payout_id,partner_id,program,kind,amount,currency,earned_on', 'O1,P1,Rebate,rebate,5,EUR,2026-01-31'],
  };
  for (const [as, lines] of Object.entries(files)) {
    const file = folder.file(`${as}.csv`);
    const map = folder.file(`${as}.json`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    writeFileSync(
      map,
      JSON.stringify({ as, columns: Object.fromEntries(lines[0]!.split(',').map((name) => [name, name])) }),
    );
    expect((await terminal('import', file, '-w', workspace, '--map', map)).err).toBe('');
  }
});

const scorecard = (by: string, metric: string, ...where: string[]) =>
  terminal(
    ...['scorecard', '-w', workspace, '--by', by, '--metrics', metric, '--format', 'json'],
    ...where.flatMap((text) => ['--where', text]),
  );

it('says which value nothing has, and which one was probably meant', async () => {
  const { code, out, err } = await scorecard('partner', 'won_amount', 'country=Frnace|Germany', 'type!=Wholesaler');
  expect(code).toBe(0);
  expect(JSON.parse(out)[0]).toMatchObject({ partner: 'P2' });
  expect(err).toBe('Nothing has the country “Frnace”. Did you mean “France”?\nNothing has the type “Wholesaler”.\n');
});

const OF_PAYOUTS = ['program', 'kind'];

it.each(DIMENSIONS.filter((dim) => dim !== 'basis'))('says nothing of values that rows have, by %s', async (dim) => {
  const metric = OF_PAYOUTS.includes(dim) ? 'payout_amount' : 'won_amount';
  const rows: Record<string, unknown>[] = JSON.parse((await scorecard(dim, metric)).out);
  const values = rows.filter(({ total }) => !total).map((row) => row[dim] ?? '');
  expect(values.length).toBeGreaterThan(0);
  expect((await scorecard('partner', metric, `${dim}=${values.join('|')}`)).err).not.toContain('Nothing has');
});
