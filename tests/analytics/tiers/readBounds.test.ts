/** Guards whom floors and grandfather rules reach: the wrong day or a lost filter keeps the wrong partners up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TierProgramInput, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { levelsInForce, readRoster } from '../../../analytics/metrics/roster.ts';
import { dayNumber } from '../../../analytics/network/dates.ts';
import { readBounds } from '../../../analytics/tiers/review/readBounds.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
beforeAll(async () => {
  const held = (partner_id: string, level: string, from_on: string) => ({
    partner_id,
    program: 'main',
    level,
    from_on,
  });
  net = await testNetwork({
    partner: [
      { partner_id: 'A', country: 'DE', type: 'MSP', agreement_start: '2020-01-01' },
      { partner_id: 'B', country: 'FR', type: 'MSP', agreement_start: '2020-01-01' },
      { partner_id: 'C', country: 'DE', type: 'ISV', agreement_start: '2025-12-01' },
    ],
    enrollment: [
      held('A', 'Gold', '2024-10-01'),
      held('A', 'Silver', '2026-04-01'),
      held('B', 'Silver', '2024-10-01'),
      held('C', 'Bronze', '2025-12-01'),
    ],
  });
});
afterAll(() => net.close());

async function bounds(more: Partial<TierProgramInput>) {
  const program = tierProgram.parse({
    id: 'main',
    name: 'Partner program',
    levels: [{ id: 'bronze' }, { id: 'silver' }, { id: 'gold' }],
    ...more,
  });
  const context = await net.context();
  const on = '2026-06-30';
  const roster = await readRoster(context, { on, where: [] });
  const held = await levelsInForce(context, { on, partners: roster.map(({ id }) => id) });
  const read = await readBounds(context, program, { roster, on, held });
  return read.bounds.map(({ kind, label, from, until, partners, levels }) => ({
    kind,
    label,
    from,
    until,
    levels: Object.fromEntries([...partners].map((index, at) => [roster[index]!.id, levels[at]])),
  }));
}
const rule = (more: object) => ({ grandfather: [{ id: 'honour', until: '2026-12-31', ...more }] });

describe('readBounds', () => {
  it('keeps the levels before the first review when no day is named', async () => {
    expect(await bounds(rule({}))).toEqual([
      {
        kind: 'grandfathered',
        label: 'honour',
        from: Number.NEGATIVE_INFINITY,
        until: dayNumber('2026-12-31'),
        levels: { A: 1, B: 1, C: 0 },
      },
    ]);
  });

  it('keeps the levels of a day, of those who were enrolled then', async () => {
    const [bound] = await bounds(rule({ heldOn: '2025-09-30', label: 'Levels of 2025' }));
    expect(bound).toMatchObject({ label: 'Levels of 2025', from: dayNumber('2025-09-30'), levels: { A: 2, B: 1 } });
    // With a level by name, who came later is still of no cohort.
    expect((await bounds(rule({ heldOn: '2025-09-30', keepLevel: 'gold' })))[0]!.levels).toEqual({ A: 2, B: 2 });
  });

  it('chooses by attributes', async () => {
    const germans = { where: [{ dim: 'country' as const, values: ['DE'] }] };
    expect((await bounds(rule(germans)))[0]!.levels).toEqual({ A: 1, C: 0 });
    expect((await bounds(rule({ ...germans, heldOn: '2025-09-30' })))[0]!.levels).toEqual({ A: 2 });
  });

  it('leaves switched off rules out', async () => {
    expect(await bounds(rule({ enabled: false }))).toEqual([]);
  });

  it('puts floors under those they are for', async () => {
    const review = {
      floors: [{ level: 'silver', floorUntil: '2027-03-31', where: [{ dim: 'type' as const, values: ['MSP'] }] }],
    };
    expect(await bounds({ review })).toMatchObject([
      { kind: 'floor', until: dayNumber('2027-03-31'), levels: { A: 1, B: 1 } },
    ]);
  });
});
