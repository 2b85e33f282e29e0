/**
 * Indices in what-ifs on the sample network. Guards against a before that is not the scorecard’s, partners that leave and
 * are measured all the same, and an index that moves because something became unknown.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { querySpec } from '../../../analytics/api/documents/query.ts';
import { METHODS } from '../../../analytics/api/methods.ts';
import type { Cell } from '../../../analytics/api/results.ts';
import type { SegmentWhatIf } from '../../../analytics/api/segments.ts';
import { INDICES } from '../../../analytics/metrics/indices/definitions.ts';
import { runTable } from '../../../analytics/metrics/run.ts';
import { segmentWhatIf } from '../../../analytics/segments/whatIf.ts';
import { type OpenDesk, sampleDesk, sampleFile } from '../../fixtures/incentiveDesk.ts';
import { DAY, textBy } from './desk.ts';

const BY_TYPE = textBy({
  rules: [{ id: 'Resellers', when: { is: 'type', values: ['Reseller'] } }],
  otherwise: { id: 'Others' },
});
const PERIOD = '2025-10-01..2026-09-30';
const IDS = INDICES.map(({ id }) => id);

function effect({ effects }: SegmentWhatIf, metric: string) {
  return effects.find((one) => one.metric === metric)!;
}

describe.skipIf(sampleFile === undefined)('on the sample network', () => {
  let open: OpenDesk;
  beforeAll(async () => {
    open = await sampleDesk();
  }, 60_000);
  afterAll(() => open?.close());

  const ask = (change: object) =>
    segmentWhatIf(open.desk, METHODS['segment.whatIf'].params.parse({ segmentation: BY_TYPE, asOf: DAY, change }));
  const measured = async (metrics: string[], where: object[] = []): Promise<Readonly<Record<string, Cell>>> => {
    const spec = querySpec.parse({ metrics, by: [], where, period: PERIOD });
    return (await runTable(open.desk.context, spec)).total;
  };

  it('before is the scorecard; without the weakest, what the books do not tell is measured over the others', async () => {
    const answer = await ask({ kind: 'prune', partners: 60, spareMonths: 0 });
    const then = await measured(IDS);
    for (const id of IDS) expect(effect(answer, id).before, id).toBeCloseTo(Number(then[id]), 9);
    const where = [{ dim: 'partner', values: answer.partners.map(({ partner }) => partner), not: true }];
    const rest = await measured(IDS, where);
    // No measure of these two follows the money, so they are those of the network without the partners.
    for (const id of ['enablement_depth', 'pipeline_governance', 'operational_reliability']) {
      expect(effect(answer, id).after, id).toBeCloseTo(Number(rest[id]), 9);
    }
    expect(Number(effect(answer, 'enablement_depth').after)).not.toBeCloseTo(Number(then.enablement_depth), 3);
  });

  it('incentive alignment follows the money of the course, by hand', async () => {
    const measures = [
      'payout_rate',
      'attainment',
      'growth',
      'channel_share',
      'margin_rate',
      'payout_amount',
      'won_amount',
    ];
    const then = await measured(measures);
    const answer = await ask({ kind: 'grow', partners: 40 });
    const [bookings, payouts] = ['won_amount', 'payout_amount'].map((metric) => effect(answer, metric));
    const factor = Number(bookings!.after) / Number(bookings!.before);
    expect(factor).toBeGreaterThan(1.001);
    const through = Number(then.payout_amount) / Number(then.payout_rate);
    const rate = Number(payouts!.after) / (through + Number(bookings!.after) - Number(bookings!.before));
    const score = (margin: number) =>
      25 * Math.min(1, 0.06 / rate) +
      20 * Math.min(1, Number(then.attainment) * factor) +
      20 * Math.min(1, ((1 + Number(then.growth)) * factor - 1) / 0.1) +
      20 * Math.min(1, Number(then.channel_share) / 0.4) +
      15 * Math.min(1, margin / 0.3);
    const found = effect(answer, 'incentive_alignment');
    // The margin stays above its target of 30 %.
    expect(found.after).toBeCloseTo(score(0.3), 6);
    expect(Number(found.after)).toBeGreaterThan(Number(found.before));
    for (const id of ['enablement_depth', 'pipeline_governance', 'operational_reliability']) {
      expect(effect(answer, id).after, id).toBe(effect(answer, id).before);
    }
    expect(answer.notes.join(' ')).toContain('all else in them is held as it is');
  });

  it('a range of responses makes a range of the index that follows the money, and of no other', async () => {
    const response = { from: { low: '0', likely: '0.5', high: '2' }, to: { low: '0', likely: '3', high: '6' } };
    const answer = await ask({
      kind: 'shift',
      from: 'Resellers',
      to: 'Others',
      amount: '300000',
      spareMonths: 0,
      response,
    });
    const alignment = effect(answer, 'incentive_alignment');
    expect(Number(alignment.low)).toBeLessThan(Number(alignment.after));
    expect(Number(alignment.high)).toBeGreaterThan(Number(alignment.after));
    expect(effect(answer, 'pipeline_governance')).toMatchObject({ low: null, high: null });
  });
});
