/** The list that leaves the product: every partner with its segment, what to do about it, and why. */
import type { Checked, Result } from '../api/methods.ts';
import type { Cell, ColumnInfo } from '../api/results.ts';
import type { Feature } from '../api/segments.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { Pace } from '../metrics/pace.ts';
import { csvLine } from '../present/csv.ts';
import { fileWord } from '../present/fileWord.ts';
import type { SegmentDesk } from './desk.ts';
import { memberOf } from './members.ts';
import { UNPLACED } from './place/placement.ts';
import { placeCase } from './placeCase.ts';
import { byBookings, levelsOf, viewOf } from './summary/view.ts';

type Column = readonly [header: string, unit: ColumnInfo['unit']];

/**
 * CSV text, a line for each partner: by segment in their order, most bookings first, those without one last.
 * @throws as `placeCase` does
 */
export async function exportSegments(
  desk: SegmentDesk,
  asked: Checked<'segment.export'>,
  options: LabOptions = {},
): Promise<Result<'segment.export'>> {
  const view = await viewOf(desk, await placeCase(desk, asked, options), options);
  const { placement, basis, segmentation } = view;
  const levels = await levelsOf(desk, placement, options);
  const columns: Column[] = [
    ['Segment', 'text'],
    ['Advice', 'text'],
    ['Partner ID', 'text'],
    ['Partner', 'text'],
    ['Owner', 'text'],
    ['Region', 'text'],
    ['Level', 'text'],
    [`Bookings of the 12 months to ${basis.asOf} (${basis.currency})`, 'money'],
    ...placement.features.map(({ feature }): Column => [headerOf(feature, basis.currency), unitOf(feature)]),
    ['Moved by hand', 'text'],
    ['Why', 'text'],
  ];
  const place = (row: number) =>
    placement.segment[row] === UNPLACED ? placement.segments.length : placement.segment[row]!;
  const order = byBookings(view, placement.partners.keys()).sort((a, b) => place(a) - place(b));
  const lines = [csvLine(columns.map(([header]) => [header, 'text']))];
  const pace = new Pace(options, 'partners');
  for (const row of order) {
    const { partner, name, owner, level, amount, features, why, moved } = memberOf(view, levels, row);
    const segment = placement.segments[placement.segment[row]!];
    const { region } = placement.population.partners[row]!;
    const hand = moved ? [moved.by, moved.reason].filter(Boolean).join(': ') : null;
    const cells: Cell[] = [
      segment?.label ?? null,
      segment?.advice ?? null,
      partner,
      name,
      owner,
      region,
      level,
      amount,
      ...features,
      hand,
      why,
    ];
    lines.push(csvLine(cells.map((cell, index) => [cell, columns[index]![1]])));
    await pace.turn('Writing partners', lines.length - 1, order.length);
  }
  return {
    fileName: `${fileWord(segmentation.name, 'segments')}-${basis.asOf}.csv`,
    text: `${lines.join('\r\n')}\r\n`,
    rows: order.length,
  };
}

function headerOf({ label, unit }: Feature, currency: string): string {
  return unit === 'money' ? `${label} (${currency})` : label;
}

/** Points and scores are written as plain figures. */
function unitOf({ unit }: Feature): ColumnInfo['unit'] {
  return unit === 'points' || unit === 'score' ? 'index' : unit;
}
