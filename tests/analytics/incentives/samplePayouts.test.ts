/**
 * The sample's payouts were made by a generator that knows only its own deals. Plans written from its terms and rated on the
 * store must come to the same payouts, the planted faults apart: these must come to what would have been right.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncentivePlanInput } from '../../../analytics/api/documents/incentivePlan.ts';
import { ratePlan, rateRows } from '../../../analytics/incentives/rate.ts';
import type { QueryContext } from '../../../analytics/metrics/context.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { sampleWorkspace } from '../../../analytics/service/places.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { CLOUD } from '../../../samples/products.ts';
import { CLOUD_SPIFF, LEVEL_REBATE, LEVELS, REGISTRATION_DISCOUNT, VOLUME_BANDS } from '../../../samples/program.ts';
import type { Stories } from '../../../samples/stories.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type LineInput, plan } from './readings.ts';

const share = (basisPoints: number) => (basisPoints / 10_000).toFixed(4);
const fulfilled = { roles: ['fulfilment'] as const };

const sample = sampleWorkspace(process.cwd());
describe.skipIf(sample === undefined)('plans written from the terms of the sample', () => {
  const folder = temporaryFolder();
  let workspace: Workspace;
  let context: QueryContext;
  let stories: Stories;
  let currencies: string[];
  beforeAll(async () => {
    copyFileSync(sample!, folder.file('sample.quarterdeck'));
    workspace = await Workspace.open(folder.file('sample.quarterdeck'));
    context = await queryContext(workspace);
    stories = JSON.parse(readFileSync(join(dirname(sample!), 'stories.json'), 'utf8'));
    const found = await context.reader.rows<{ currency: string }>(
      'SELECT DISTINCT currency FROM net.deal WHERE currency IS NOT NULL ORDER BY currency',
    );
    currencies = found.map(({ currency }) => currency);
  });
  afterAll(() => workspace?.close());

  /** What the payouts of a program say, repetitions left out and wrong rates put right. */
  async function paidBy(program: string, key: string, more = ''): Promise<Record<string, string>> {
    const rows = await context.reader.rows<{ payout_id: string; name: string; amount: string }>(
      `SELECT payout_id, ${key} AS name, CAST(amount AS DECIMAL(18,2)) AS amount FROM net.payout WHERE program = $program ${more}`,
      { program },
    );
    const right = new Map(
      [
        ...stories.wrongLevelRate,
        ...stories.wrongBand,
        ...stories.formerLevelRate,
        ...stories.missedBand,
        ...stories.partOfDeal,
      ].map(({ payout, rightAmount }) => [payout, rightAmount]),
    );
    const again = new Set(stories.paidTwice.map(({ payout }) => payout));
    const kept = rows.filter((row) => !again.has(row.payout_id));
    const paid = kept.map((row) => [row.name, Number(right.get(row.payout_id) ?? row.amount).toFixed(2)]);
    expect(new Set(paid.map(([name]) => name)).size).toBe(kept.length);
    return Object.fromEntries(paid);
  }

  /** What a line pays on deals of each currency, row by row; rows that pay nothing have no payout. */
  async function ratedRows(line: Partial<LineInput>): Promise<Record<string, string>> {
    const paid: Record<string, string> = {};
    for (const currency of currencies) {
      const filter = [...(line.on?.filter ?? []), { dim: 'currency' as const, values: [currency] }];
      const document = plan([{ ...line, on: { ...line.on, filter } } as LineInput], {
        currency,
        rounding: { when: 'row' },
      } as Partial<IncentivePlanInput>);
      for (const row of await rateRows(context, document, 0)) {
        const name = [row.payee, row.deal, ...(row.line === null ? [] : [row.line])].join(' ');
        if (Number(row.amount) !== 0) paid[name] = Number(row.amount).toFixed(2);
      }
    }
    return paid;
  }

  it('give the level rebate of every deal, and take it back for every credit note at the level of its sale', async () => {
    const byLevel = Object.fromEntries(LEVELS.map((level) => [level, share(LEVEL_REBATE[level])]));
    const rated = await ratedRows({ scope: 'deal', rate: { byLevel }, on: { ...fulfilled } as never });
    const paid = await paidBy('Level rebate', "partner_id || ' ' || deal_id");
    expect(Object.keys(paid).length).toBeGreaterThan(2_000);
    const forgotten = new Map([
      ...stories.notTakenBack.map(({ creditNote, amount }) => [creditNote, `-${amount}`] as const),
      ...stories.notPaid.map(({ deal, amount }) => [deal, amount] as const),
    ]);
    const owed = Object.entries(rated).filter(([name]) => paid[name] === undefined);
    expect(owed.length).toBeGreaterThan(4);
    for (const [name, amount] of owed) expect([name, amount]).toEqual([name, forgotten.get(name.split(' ')[1]!)]);
    expect({ ...rated, ...paid }).toEqual(rated);
  });

  it('give the registration discount of every approved deal', async () => {
    const line = { scope: 'deal', rate: { flat: share(REGISTRATION_DISCOUNT) }, terms: { clawbackDays: 0 } } as const;
    const rated = await ratedRows({ ...line, on: { ...fulfilled, registered: true } as never });
    const paid = await paidBy('Registration discount', "partner_id || ' ' || deal_id");
    expect(Object.keys(paid).length).toBeGreaterThan(500);
    expect(rated).toEqual(paid);
  });

  it('give the cloud SPIFF of every line', async () => {
    const filter = [
      { dim: 'family', values: [CLOUD] },
      { dim: 'motion', values: ['new'] },
      { dim: 'level_at_event', values: LEVELS.slice(1) },
    ];
    const line = { kind: 'spiff', scope: 'line', rate: { flat: share(CLOUD_SPIFF) } } as const;
    const rated = await ratedRows({ ...line, on: { ...fulfilled, filter } as never });
    const paid = await paidBy('Cloud SPIFF', "partner_id || ' ' || deal_id || ' ' || line_id");
    expect(Object.keys(paid).length).toBeGreaterThan(500);
    expect(rated).toEqual(paid);
  });

  it('give the volume rebate of every partner and quarter, to the cent that a converted base is rounded to', async () => {
    const bands = VOLUME_BANDS.map(({ from, rate }) => ({ from, rate: share(rate) }));
    const document = plan([{ rate: { how: 'retroactive', bands }, on: { ...fulfilled } as never }], {
      fxTable: 'plan',
    });
    const [{ earned, periods }] = (await ratePlan(context, document)) as [Awaited<ReturnType<typeof ratePlan>>[0]];
    const ends = new Map(periods.map(({ index, to }) => [index, to]));
    const rated = Object.fromEntries(
      earned
        .filter((one) => Number(one.earned) !== 0)
        .map((one) => [`${one.payee} ${ends.get(one.period)}`, Number(one.earned)]),
    );
    const paid = await paidBy('Volume rebate', "partner_id || ' ' || earned_on");
    const leftOut = stories.notPaid.filter(({ program }) => program === 'Volume rebate');
    for (const { partner, earnedOn, amount } of leftOut) paid[`${partner} ${earnedOn}`] = amount;
    expect(Object.keys(rated).sort()).toEqual(Object.keys(paid).sort());
    const apart = Object.entries(paid).filter(([name, amount]) => Math.abs(rated[name]! - Number(amount)) > 0.0101);
    expect(apart).toEqual([]);
  });
});
