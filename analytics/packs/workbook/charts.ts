/**
 * Native charts, bound to cells. exceljs writes none, so excelize (Go, compiled to WebAssembly) adds them to the
 * finished file. Only small sheets get charts: excelize reads a sheet it changes, and leaves the others as they are.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Excelize from 'excelize-wasm';
import { QuarterdeckError } from '../../api/errors.ts';
import { type ChartPlan, type ChartRange, SHEETS } from './book.ts';
import { address, on } from './cells.ts';
import { FONT, INK } from './styles.ts';

type Engine = Awaited<ReturnType<typeof Excelize.init>>;

/** The module keeps some 100 MB as long as it is referred to, so it goes when no chart was asked for in a while. */
const KEEP_MS = 30_000;

let engine: Promise<Engine> | null = null;
let release: NodeJS.Timeout | undefined;

/** The same file with the charts in it. Throws when excelize refuses one: a pack without its charts is not whole. */
export async function addCharts(bytes: Uint8Array, charts: readonly ChartPlan[]): Promise<Uint8Array> {
  if (charts.length === 0) return bytes;
  const excelize = await load();
  const file = excelize.OpenReader(bytes);
  if (file.error) throw refused(file.error);
  for (const chart of charts) {
    const { error } = file.AddChart(SHEETS[chart.sheet], address(chart.at), chartOf(excelize, chart));
    if (error) throw refused(error);
  }
  const { buffer, error } = file.WriteToBuffer();
  if (error) throw refused(error);
  return buffer as unknown as Uint8Array;
}

function load(): Promise<Engine> {
  clearTimeout(release);
  engine ??= start();
  release = setTimeout(() => {
    engine = null;
    delete (globalThis as { excelize?: unknown }).excelize;
  }, KEEP_MS);
  release.unref();
  return engine;
}

async function start(): Promise<Engine> {
  const { init } = await import('excelize-wasm');
  const folder = dirname(createRequire(import.meta.url).resolve('excelize-wasm'));
  return init(join(folder, 'excelize.wasm.gz'));
}

function refused(cause: string): QuarterdeckError {
  return new QuarterdeckError('internal', 'The charts of the workbook could not be made; nothing was written.', cause);
}

const TONES = { actual: INK.actual, prior: INK.prior } as const;

function chartOf(excelize: Engine, plan: ChartPlan): Excelize.Chart {
  const font = (size: number, color: string, bold = false): Excelize.Font => ({
    Family: FONT,
    Size: size,
    Color: color.slice(2),
    Bold: bold,
  });
  const fill = (color: string): Excelize.Fill => ({ Type: 'pattern', Pattern: 1, Color: [color.slice(2)] });
  const title = (words: string, look: Excelize.Font): Excelize.ChartTitle => ({
    Paragraph: [{ Text: words, Font: look }],
  });
  return {
    Type: excelize.Bar,
    Series: plan.series.map((series) => ({
      Name: reference(series.name),
      Categories: reference(plan.categories),
      Values: reference(series),
      Fill: fill(TONES[series.tone]),
    })),
    Title: title(plan.title, font(11, INK.ink, true)),
    // One series is named by the title.
    Legend: plan.series.length > 1 ? { Position: 'top', Font: font(9, INK.ink2) } : { Position: 'none' },
    // The first row of the table is the top bar.
    XAxis: { ReverseOrder: true, Font: font(9, INK.ink2) },
    YAxis: {
      MajorGridLines: true,
      Font: font(9, INK.ink3),
      NumFmt: { CustomNumFmt: plan.format, SourceLinked: false },
      Title: title(plan.axisTitle, font(9, INK.ink3)),
    },
    VaryColors: false,
    GapWidth: 45,
    Overlap: 0,
    Dimension: { Width: plan.width, Height: plan.height },
    Format: { AltText: plan.title, Positioning: 'oneCell' },
    Border: { Type: excelize.LineNone } as Excelize.LineOptions,
  };
}

function reference({ sheet, range }: ChartRange): string {
  return on(SHEETS[sheet], range);
}
