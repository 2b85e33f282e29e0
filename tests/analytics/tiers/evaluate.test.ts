import { copyFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TierProgramInput } from '../../../analytics/api/documents/tierProgram.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { sampleWorkspace } from '../../../analytics/service/places.ts';
import { programTemplates } from '../../../analytics/tiers/templates/index.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { runs } from '../../fixtures/properties.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { type Rows, type TestNetwork, testNetwork } from '../metrics/network.ts';
import { details, plain, readings } from './readings.ts';

const YEAR = 'trailing-12-months';

/** Figures with ties, cents, negative amounts and partners without anything. */
function rows(): Rows {
  const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!;
  const ids = Array.from({ length: 24 }, (_, index) => `P${String(index).padStart(2, '0')}`);
  return {
    partner: ids.map((partner_id, index) => ({
      partner_id,
      partner_name: `Partner ${index}`,
      country: pick(['DE', 'FR', 'PL', null], index),
      region: pick(['EMEA', null], index),
      type: pick(['reseller', 'MSP'], index),
      level: pick(['Base', 'Gold', null], index),
      agreement_start: '2020-01-01',
    })),
    deal: ids.flatMap((partner_id, index) =>
      Array.from({ length: (index * 7) % 5 }, (_, number) => ({
        deal_id: `${partner_id}-${number}`,
        partner_id,
        customer: `C${(index + number) % 9}`,
        outcome: number === 3 ? 'lost' : 'won',
        motion: pick(['new', 'expansion', 'renewal'], index + number),
        country: pick(['DE', 'US'], number),
        amount: number === 2 ? '-10.01' : String(100 * ((index % 6) + 1) + number / 100),
        closed_on: pick(['2026-09-30', '2026-03-15', '2025-10-01', '2025-09-30'], index + number),
      })),
    ),
    certification: ids.flatMap((partner_id, index) =>
      Array.from({ length: index % 4 }, (_, number) => ({
        partner_id,
        person: `${partner_id} person ${number}`,
        certification: 'Architect',
        earned_on: '2025-01-01',
        level: pick(['Associate', 'Professional'], number),
        expires_on: number === 1 ? '2026-06-30' : '2027-01-01',
      })),
    ),
  };
}

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork(rows());
});
afterAll(() => net.close());

const bookings = { metric: 'won_amount', window: YEAR } as const;
const test = fc.oneof(
  fc.record({
    metric: fc.constant('won_amount'),
    window: fc.constantFrom(YEAR, 'last-calendar-year', 'ever'),
    op: fc.constantFrom('>=', '>', '<=', '<', '='),
    value: fc.constantFrom('100', '200.01', '0', '-10.01', '499.99'),
  }),
  fc.record({ metric: fc.constant('certified_people'), value: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    metric: fc.constant('win_rate'),
    window: fc.constant(YEAR),
    value: fc.constantFrom('0.5', '0.6667', '1'),
  }),
  fc.record({
    metric: fc.constant('won_amount'),
    window: fc.constant(YEAR),
    valueByRegion: fc.constantFrom({ core: '300', else: '100' }, { core: '300' }),
    exitValueByRegion: fc.constant({ core: '200' }),
  }),
  fc.record({
    metric: fc.constant('won_count'),
    window: fc.constant(YEAR),
    value: fc.constant(2),
    exitValue: fc.constantFrom(1, 2),
    entryOnly: fc.boolean(),
  }),
  fc.record({
    rank: fc.constant(bookings),
    scope: fc.constantFrom('network', 'country', 'type', 'level'),
    topShare: fc.constantFrom(0.1, 0.25, 0.5),
  }),
  fc.record({ rank: fc.constant(bookings), notBottomShare: fc.constantFrom(0.25, 0.9) }),
  fc.record({ score: fc.constantFrom('points', 'best'), value: fc.constantFrom('1', '33.3333', '70') }),
  fc.constant({ attested: 'audit' }),
);
const { requirement } = fc.letrec((tie) => {
  const several = fc.array(tie('requirement'), { minLength: 1, maxLength: 3 });
  return {
    requirement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      test,
      several.map((all) => ({ all })),
      several.map((any) => ({ any })),
      several.map((of) => ({ atLeast: Math.min(2, of.length), of })),
      tie('requirement').map((not) => ({ not })),
    ),
  };
});
const rowsOfPartners = fc.oneof(
  fc.record({
    metric: fc.constant('won_amount'),
    window: fc.constant(YEAR),
    op: fc.constantFrom('>=', '<'),
    value: fc.constantFrom('100', '300'),
  }),
  fc.record({ score: fc.constant('sales'), value: fc.constantFrom('1', '5') }),
);
const whole = fc.oneof(
  { weight: 4, arbitrary: requirement },
  { weight: 1, arbitrary: rowsOfPartners.map((inner) => ({ inAny: 'deal_country', requirement: inner })) },
  { weight: 1, arbitrary: test.map((anyDay) => ({ anyDay, within: 'trailing-3-days' })) },
);
const program = fc
  .record({ first: whole, second: whole, keep: fc.option(whole), track: whole, requireLower: fc.boolean() })
  .map(
    ({ first, second, keep, track, requireLower }) =>
      ({
        id: 'random',
        name: 'Random',
        regionGroups: { core: { values: ['DE', 'FR'] } },
        scores: [
          {
            id: 'sales',
            terms: [
              {
                id: 'bookings',
                measure: bookings,
                points: {
                  each: '1',
                  per: '3',
                  multipliers: [{ filter: [{ dim: 'motion', values: ['new'] }], factor: '1.5' }],
                },
                cap: '50',
              },
            ],
          },
          {
            id: 'points',
            requireAllPositive: true,
            terms: [
              { id: 'bookings', measure: bookings, points: { full: '40', at: '700' }, weight: '1.25' },
              {
                id: 'people',
                measure: { metric: 'certified_people' },
                points: {
                  steps: [
                    { from: 0, points: 5 },
                    { from: 2, points: 30 },
                  ],
                },
                gate: { metric: 'won_count', window: YEAR, value: 1 },
              },
            ],
          },
          { id: 'best', bestOf: ['points', 'sales'], cap: '75' },
        ],
        levels: [
          { id: 'Base' },
          { id: 'Gold', requirement: first, ...(keep && { keep }) },
          { id: 'Platinum', requirement: { all: [second, { attested: 'top' }] }, invitation: 'guest' },
        ],
        tracks: [{ id: 'other', where: [{ dim: 'type', values: ['MSP'] }], requirements: { Gold: track } }],
        requireLower,
      }) as TierProgramInput,
  );

const registers = {
  attestations: [
    { partner: 'P03', flag: 'audit', from: '2020-01-01', by: 'me' },
    { partner: 'P05', flag: 'guest', from: '2020-01-01', by: 'me' },
    { partner: 'P05', flag: 'top', from: '2020-01-01', to: '2026-06-30', by: 'me' },
  ],
  exceptions: [
    {
      partner: 'P04',
      effect: 'waive',
      requirement: 'Certified_People',
      from: '2026-01-01',
      to: '2026-08-31',
      reason: 'r',
      approver: 'a',
      enabled: true,
    },
  ],
} as const;

describe('the kernel and the record', () => {
  it('agree on random programs, exactly', async () => {
    const context = await net.context();
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(program, async (input) => {
        // Random levels may swallow one another, which is refused; they are not what is compared here.
        const read = await readings(context, input, { asOfs: ['2026-06-30', '2026-09-30'], ...registers }).catch(
          (thrown: Error) => {
            if (!('code' in thrown) || thrown.code !== 'program-invalid') throw thrown;
            return null;
          },
        );
        if (!read) return;
        compared++;
        expect(plain(read.kernel)).toEqual(plain(read.record));
        expect(details(read.compiled, read.kernel)).toEqual(details(read.compiled, read.record));
      }),
      runs(15),
    );
    expect(compared).toBeGreaterThan(7);
  }, 600_000);
});

describe('programs and rosters without much', () => {
  const audited: TierProgramInput = {
    id: 'p',
    name: 'Audited',
    levels: [{ id: 'Base' }, { id: 'Gold', requirement: { attested: 'audit' } }],
  };
  const ladder: TierProgramInput = {
    id: 'p',
    name: 'Ladder',
    levels: [{ id: 'Base' }, { id: 'Gold', requirement: { ...bookings, value: 500 } }],
    where: [{ dim: 'country', values: ['JP'] }],
  };

  it('reads a program that measures nothing', async () => {
    const { kernel, record, levelsOf } = await readings(await net.context(), audited, {
      asOfs: ['2026-09-30'],
      ...registers,
    });
    expect(plain(kernel)).toEqual(plain(record));
    expect(Object.values(levelsOf(kernel.entry)).filter((level) => level === 'Gold')).toHaveLength(1);
  });

  it('reads a program that is for nobody', async () => {
    const { compiled, kernel, record } = await readings(await net.context(), ladder, { asOfs: ['2026-09-30'] });
    expect(plain(kernel)).toEqual({ entry: [[]], keep: [[]] });
    expect(plain(record)).toEqual(plain(kernel));
    expect(details(compiled, record)).toEqual(details(compiled, kernel));
  });
});

const sample = sampleWorkspace(process.cwd());
describe.skipIf(sample === undefined)('the sample network', () => {
  const folder = temporaryFolder();
  let workspace: Workspace;
  beforeAll(async () => {
    copyFileSync(sample!, folder.file('sample.quarterdeck'));
    workspace = await Workspace.open(folder.file('sample.quarterdeck'));
  });
  afterAll(() => workspace?.close());

  it.each(programTemplates().map(({ id, program }) => [id, program] as const))(
    'gives %s the same levels by the kernel and by SQL',
    async (_, template) => {
      const context = await queryContext(workspace);
      const { compiled, kernel, record, partners } = await readings(context, template, { asOfs: ['2026-09-30'] });
      expect(partners.length).toBeGreaterThan(300);
      expect(plain(kernel)).toEqual(plain(record));
      expect(details(compiled, kernel)).toEqual(details(compiled, record));
    },
    60_000,
  );
});
