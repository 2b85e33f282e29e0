/** Segments by two axes that are cut: performance and potential, capability and performance. */
import type { SegmentMethod, SegmentName } from '../../api/documents/segmentation.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { capital } from '../../present/capital.ts';
import type { SegmentDesk } from '../desk.ts';
import type { Population } from '../features.ts';
import { bothTexts, figureText, isLogged } from './axes.ts';
import { type AxisFigures, inSentence, readAxis } from './axisFigures.ts';
import { bandOf, type CutLines, cutLines } from './cuts.ts';
import { placedSegments } from './naming.ts';
import { type PlacedAxis, type Sorted, UNPLACED } from './placement.ts';

type Matrix = Extract<SegmentMethod, { readonly matrix: unknown }>;

interface Axis extends AxisFigures {
  readonly cuts: CutLines;
}

const BANDS: Readonly<Record<number, readonly string[]>> = {
  1: ['any'],
  2: ['low', 'high'],
  3: ['low', 'medium', 'high'],
  4: ['lowest', 'low', 'high', 'highest'],
  5: ['lowest', 'low', 'medium', 'high', 'highest'],
};

export async function placeByMatrix(
  desk: SegmentDesk,
  { matrix, cells }: Matrix,
  population: Population,
  options: LabOptions,
): Promise<Sorted> {
  const { locale } = desk.context.network.policy;
  const axis = async (written: Matrix['matrix']['x']): Promise<Axis> => {
    const feature = await readAxis(desk, written, population, options);
    return { ...feature, cuts: cutLines(written.cut, feature.values) };
  };
  const [x, y] = [await axis(matrix.x), await axis(matrix.y)];
  const [columns, rows] = [bandsOf(matrix.x), bandsOf(matrix.y)];
  const segment = Int16Array.from(population.ids, (_, index) => {
    if (flawOf(x, index) || flawOf(y, index)) return UNPLACED;
    return bandOf(y.values[index]!, y.cuts.lines) * columns + bandOf(x.values[index]!, x.cuts.lines);
  });
  const cellOf = (index: number): [number, number] => [index % columns, Math.floor(index / columns)];
  const names = Array.from({ length: columns * rows }, (_, index): SegmentName => {
    const [column, row] = cellOf(index);
    const written = Object.hasOwn(cells, `${column},${row}`) ? cells[`${column},${row}`] : undefined;
    return written ?? { id: `x${column + 1} y${row + 1}`, label: cellLabel(x, y, column, row, columns, rows) };
  });
  const own = (axis: Axis, index: number) => {
    const detail = axis.detail?.(index);
    return `${placeWords(axis, axis.values[index]!, locale)}${detail ? ` (${detail})` : ''}`;
  };
  return {
    segments: placedSegments(
      names,
      (index) => {
        const [column, row] = cellOf(index);
        return `${capital(spanWords(x, column, locale))}; ${spanWords(y, row, locale)}.`;
      },
      cellOf,
    ),
    segment,
    why(index) {
      const flaw = flawOf(x, index) ?? flawOf(y, index);
      return flaw ? `not placed: ${flaw}` : `${own(x, index)}; ${own(y, index)}`;
    },
    features: x.feature.key === y.feature.key ? [x] : [x, y],
    x: drawn(x),
    y: drawn(y),
    clusters: null,
    unplaced: unplacedWords([x, y], population.ids.length, locale),
    notes: [x, y].flatMap((axis) => [...axis.notes, ...cutNotes(axis, locale)]),
  };
}

function bandsOf({ cut }: Matrix['matrix']['x']): number {
  if ('median' in cut) return 2;
  return ('fixed' in cut ? cut.fixed : cut.quantiles).length + 1;
}

/** Why the axis cannot place a partner; null when it can. */
function flawOf(axis: Axis, index: number): string | null {
  const { cuts, values, words } = axis;
  if (Number.isNaN(values[index]!)) return axis.missing(index);
  return cuts.flat ? `everybody has the same ${words}` : null;
}

function unplacedWords(axes: readonly Axis[], partners: number, locale: string): string {
  return axes
    .flatMap(({ cuts, values, words, feature, missed }) => {
      const known = values.find((value) => !Number.isNaN(value));
      const missing = missed === '' ? [] : [missed];
      if (!cuts.flat || known === undefined || partners === 0) return missing;
      const figure = figureText(known, feature.unit, locale);
      return [
        ...missing,
        `Everybody has the same ${words}, ${figure}: ${cuts.by} cannot part them. Give the axis fixed cuts.`,
      ];
    })
    .join(' ');
}

function cutNotes({ cuts, words, feature }: Axis, locale: string): string[] {
  const same = new Set(cuts.lines).size < cuts.lines.length;
  const moved =
    cuts.moved === 0
      ? []
      : [
          `So many partners have the lowest ${words} that ${cuts.words.slice(0, cuts.moved).join(' and ')} would part nobody: it stands at the next figure, ${figureText(cuts.lines[0]!, feature.unit, locale)}.`,
        ];
  if (!same) return moved;
  return [...moved, `So many partners have the same ${words} that two cuts coincide: nobody can be between them.`];
}

/** `bookings of the trailing 12 months 631 k, over the median 212 k`. */
function placeWords({ cuts, feature, words }: Axis, value: number, locale: string): string {
  const band = bandOf(value, cuts.lines);
  const both = (line: number) => bothTexts(value, cuts.lines[line]!, feature.unit, locale);
  const [below, above] = [band - 1, band];
  if (cuts.lines.length === 0) return `${words} ${figureText(value, feature.unit, locale)}`;
  const [own] = both(Math.max(below, 0));
  const over = band > 0 ? `at or over ${cuts.words[below]} ${both(below)[1]}` : null;
  const under = band < cuts.lines.length ? `under ${cuts.words[above]} ${both(above)[1]}` : null;
  return `${words} ${own}, ${[over, under].filter((part) => part !== null).join(' and ')}`;
}

/** What a column or row holds: `bookings of the trailing 12 months from 212 k to 631 k`. */
function spanWords({ cuts, feature, words }: Axis, band: number, locale: string): string {
  const text = (line: number) => figureText(cuts.lines[line]!, feature.unit, locale);
  if (cuts.lines.length === 0) return words;
  if (band === 0) return `${words} under ${text(0)}`;
  if (band === cuts.lines.length) return `${words} from ${text(band - 1)}`;
  return `${words} from ${text(band - 1)} to ${text(band)}`;
}

function cellLabel(x: Axis, y: Axis, column: number, row: number, columns: number, rows: number): string {
  const part = (axis: Axis, band: number, bands: number) => `${BANDS[bands]![band]} ${inSentence(axis.feature.label)}`;
  return capital(`${part(x, column, columns)}, ${part(y, row, rows)}`);
}

function drawn({ feature, words, values, grounds, cuts }: Axis): PlacedAxis {
  const log = isLogged(feature.unit);
  return { feature, words, values, cuts: cuts.lines.map(String), cutBy: cuts.by, grounds, log };
}
