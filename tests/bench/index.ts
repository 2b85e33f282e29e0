/**
 * `npm run bench`: how fast and how big, as ratios against a baseline taken in the same run, because a machine's own
 * speed says nothing. `--only import,slice,warm,start,retier,rate,rerate,chance,segments`, `--rows N` for a small trial, `--json FILE` (`-` for stdout).
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../runner/commands.ts';
import { inProcess, type Measured } from './process.ts';
import { atMostMs, atMostPeak, atMostRatio, type Row, table } from './report.ts';
import type { Segmented, Way } from './segments.ts';
import { type Started, startHost, startNode, startTerminal, withBrowser } from './start.ts';

const PARTNERS = 5_000;
const TIER_PARTNERS = 20_000;
const SEGMENT_PARTNERS = 100_000;
const DRAWS = 10_000;
const GB = 1e9;

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, rows: { type: 'string', default: '10000000' }, json: { type: 'string' } },
});
const rows = Number(options.rows);
const names = ['import', 'slice', 'warm', 'rate', 'start', 'retier', 'rerate', 'chance', 'segments'];
const chosen = options.only?.split(',') ?? names;
if (!Number.isInteger(rows) || rows < PARTNERS || chosen.some((name) => !names.includes(name))) {
  tell(`Use --rows with a whole number from ${PARTNERS}, and --only with some of ${names.join(',')}.`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
const files = { deals: join(folder, 'deals.csv'), partners: join(folder, 'partners.csv') };
const workspace = join(folder, 'bench.quarterdeck');
const size = `${(rows / 1e6).toLocaleString('en')} M deals`;

const report: Row[] = [];
try {
  if (['import', 'slice', 'warm', 'rate'].some((name) => chosen.includes(name))) {
    tell(`Writing ${size} …`);
    await inProcess('writeFiles', { ...files, rows, partnerCount: PARTNERS });
    const row = await benchImport();
    if (chosen.includes('import')) report.push(row);
  }
  if (chosen.includes('slice')) report.push(await benchSlice());
  if (chosen.includes('warm')) report.push(await benchWarm());
  if (chosen.includes('rate')) report.push(await benchFirstRating());
  if (chosen.includes('start')) report.push(...(await benchStart()));
  if (chosen.includes('retier')) report.push(await benchRetier());
  if (chosen.includes('rerate')) report.push(...(await benchRerate()));
  if (chosen.includes('chance')) report.push(...(await benchChance()));
  if (chosen.includes('segments')) report.push(...(await benchSegments()));
} catch (error) {
  // What was measured before is still worth seeing.
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

if (options.json === '-') process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else process.stdout.write(`${table(report)}\n`);
if (options.json !== undefined && options.json !== '-') writeFileSync(options.json, JSON.stringify(report, null, 2));

/** Leaves the workspace that the other rows ask. */
async function benchImport(): Promise<Row> {
  tell('Importing …');
  const byHand = await best(2, (run) =>
    inProcess('importByHand', { deals: files.deals, database: join(folder, `by-hand-${run}.db`) }),
  );
  const byProduct = await best(2, (run) =>
    inProcess('importByProduct', { ...files, workspace: run === 1 ? workspace : `${workspace}-${run}` }),
  );
  const megabytes = Math.round(statSync(files.deals).size / 1e6);
  return {
    name: 'import a CSV, checks included',
    size: `${size}, ${megabytes} MB`,
    against: 'CREATE TABLE AS FROM read_csv',
    baselineMs: byHand.result.ms,
    ms: byProduct.result.ms,
    peakBytes: byProduct.peakBytes,
    targets: [atMostRatio(1.5, byProduct.result.ms, byHand.result.ms), atMostPeak(1.5 * GB, byProduct.peakBytes)],
  };
}

async function benchSlice(): Promise<Row> {
  tell('Cutting a scorecard …');
  const byHand = await best(3, () => inProcess('sliceByHand', { workspace }));
  const byProduct = await best(3, () => inProcess('sliceByProduct', { workspace }));
  if (byHand.result.wonAmount !== byProduct.result.wonAmount || byHand.result.rows !== byProduct.result.rows) {
    throw new Error(
      `The two ways differ: ${byHand.result.wonAmount} over ${byHand.result.rows} partners by hand, ` +
        `${byProduct.result.wonAmount} over ${byProduct.result.rows} by the product.`,
    );
  }
  return {
    name: 'a scorecard slice, cold',
    size: `${size} × ${PARTNERS} partners`,
    against: 'the same figures by hand-written SQL',
    baselineMs: byHand.result.ms,
    ms: byProduct.result.ms,
    peakBytes: byProduct.peakBytes,
    targets: [atMostRatio(1.2, byProduct.result.ms, byHand.result.ms), atMostMs(500, byProduct.result.ms)],
  };
}

async function benchWarm(): Promise<Row> {
  tell('Asking again …');
  const byHand = await best(3, () => inProcess('sliceByHand', { workspace }));
  const { result, peakBytes } = await inProcess('sliceWarm', { workspace, home: join(folder, 'home') });
  return {
    name: 'the same slice warm, over a socket to the last cell',
    size: `${result.rows.toLocaleString('en')} result rows`,
    against: 'the slice by hand-written SQL, cold',
    baselineMs: byHand.result.ms,
    ms: result.ms,
    peakBytes,
    targets: [atMostMs(150, result.ms)],
  };
}

async function benchStart(): Promise<Row[]> {
  tell('Starting …');
  const sample = join(folder, 'sample.quarterdeck');
  mkdirSync(join(folder, 'home'), { recursive: true });
  cpSync(join(ROOT, 'samples/out/tidewater.quarterdeck'), sample);
  const node = await best(3, startNode);
  const terminal = await best(3, () => startTerminal(sample));
  const host = await withBrowser((browser) => best(3, () => startHost(browser, sample, join(folder, 'home'))));
  const row = (name: string, started: Started): Row => ({
    name,
    size: 'sample network',
    against: 'a Node process that does nothing',
    baselineMs: node.ms,
    ms: started.ms,
    peakBytes: started.peakBytes,
    targets: [atMostMs(2_000, started.ms)],
  });
  return [
    row('start of the terminal to the end of its first answer', terminal),
    row('start of the browser host to the first picture', host),
  ];
}

async function benchRetier(): Promise<Row> {
  tell('Moving thresholds …');
  const network = join(folder, 'tiers.quarterdeck');
  await inProcess('writeTiers', { workspace: network, partners: TIER_PARTNERS });
  const byHand = await best(2, () => inProcess('retierByHand', { workspace: network, folder }));
  const byProduct = await best(2, () => inProcess('retier', { workspace: network }));
  if (byHand.result.counts !== byProduct.result.counts) {
    throw new Error(`The two ways differ: ${byHand.result.counts} by hand, ${byProduct.result.counts} by the product.`);
  }
  return {
    name: 're-tier after a threshold moves, all that the tier lab answers',
    size: `${TIER_PARTNERS.toLocaleString('en')} partners, 6 levels, 8 tests each`,
    against: 'levels and matrix alone by hand-written SQL on a table of the measures',
    baselineMs: byHand.result.ms,
    ms: byProduct.result.ms,
    peakBytes: byProduct.peakBytes,
    targets: [atMostMs(50, byProduct.result.ms)],
  };
}

/** Each deal by its own size, on the ledger that was imported. */
async function benchFirstRating(): Promise<Row> {
  tell('Rating every deal …');
  const byHand = await best(3, () => inProcess('scanByHand', { workspace, folder }));
  const byProduct = await best(3, () => inProcess('firstRating', { workspace }));
  sameAmounts(byHand.result.paid, byProduct.result.paid);
  return {
    name: 'first rating of a deal-level plan',
    size: `${size} × ${PARTNERS} partners`,
    against: 'one scan of the same columns, added up by partner and quarter',
    baselineMs: byHand.result.ms,
    ms: byProduct.result.ms,
    peakBytes: byProduct.peakBytes,
    targets: [atMostRatio(3, byProduct.result.ms, byHand.result.ms)],
  };
}

async function benchRerate(): Promise<Row[]> {
  tell('Moving rates …');
  const network = join(folder, 'pay.quarterdeck');
  await inProcess('writePay', { workspace: network, partners: PARTNERS });
  const rows: Row[] = [];
  for (const { name, against, hand, product } of [
    {
      name: 're-rate history after a rate moves',
      against: 'the same pay by hand-written SQL on a table of the bookings',
      hand: 'rerateByHand',
      product: 'rerate',
    },
    {
      name: 're-rate a line from which the moved one comes off',
      against: 'the same pay by hand-written SQL on a table of the deals',
      hand: 'rerateStackedByHand',
      product: 'rerateStacked',
    },
  ] as const) {
    const byHand = await best(2, () => inProcess(hand, { workspace: network, folder }));
    const byProduct = await best(2, () => inProcess(product, { workspace: network }));
    sameAmounts(byHand.result.paid, byProduct.result.paid);
    rows.push({
      name,
      size: `${PARTNERS.toLocaleString('en')} partners × 12 quarters`,
      against,
      baselineMs: byHand.result.ms,
      ms: byProduct.result.ms,
      peakBytes: byProduct.peakBytes,
      targets: [atMostMs(200, byProduct.result.ms)],
    });
  }
  return rows;
}

/** On two threads, which are there before the clock starts. */
async function benchChance(): Promise<Row[]> {
  tell('Drawing …');
  const partners = PARTNERS;
  const byHand = await best(2, () => inProcess('drawByHand', { partners, draws: DRAWS }));
  const rows: Row[] = [];
  for (const [spread, together, most, what] of [
    [false, false, 2_000, 'totals'],
    [true, false, 5_000, 'P10, P50 and P90 of each partner'],
    [true, true, 5_000, 'the same of partners who move together in ten groups'],
  ] as const) {
    const byProduct = await best(2, () => inProcess('drawPay', { partners, draws: DRAWS, spread, together }));
    if (Math.abs(byProduct.result.mean / byHand.result.mean - 1) > (together ? 0.01 : 0.001)) {
      throw new Error(
        `The two ways differ: a mean of ${byHand.result.mean} by hand, ${byProduct.result.mean} by the product.`,
      );
    }
    rows.push({
      name: `Monte Carlo on marginal bands, ${what}`,
      size: `${partners.toLocaleString('en')} partners × ${DRAWS.toLocaleString('en')} draws, two threads`,
      against: 'the totals by a plain loop on floats, one thread',
      baselineMs: byHand.result.ms,
      ms: byProduct.result.ms,
      peakBytes: byProduct.peakBytes,
      targets: [atMostMs(most, byProduct.result.ms)],
    });
  }
  return rows;
}

/** Each in a process of its own, so that nothing has been read before. */
async function benchSegments(): Promise<Row[]> {
  tell('Segmenting …');
  const network = join(folder, 'segments.quarterdeck');
  await inProcess('writeSegments', { workspace: network, partners: SEGMENT_PARTNERS });
  const rows: Row[] = [];
  for (const [way, most, what, against] of [
    ['matrix', 5_000, 'by a matrix', 'sizes of the nine cells by hand-written SQL'],
    ['rfm', 5_000, 'by recency, frequency and money', 'sizes of the segments by hand-written SQL'],
    ['kmeans', 20_000, 'by clusters, their number by silhouette', 'a plain loop for four clusters alone'],
  ] as const) {
    const byHand = await best(2, () => inProcess('segmentByHand', { workspace: network, folder, way }));
    const byProduct = await best(2, () => inProcess('segment', { workspace: network, way }));
    sameSegments(way, byHand.result, byProduct.result);
    rows.push({
      name: `segment ${what}, all that the screen shows`,
      size: `${SEGMENT_PARTNERS.toLocaleString('en')} partners, ${(SEGMENT_PARTNERS * 20) / 1e6} M deals, cold`,
      against,
      baselineMs: byHand.result.ms,
      ms: byProduct.result.ms,
      peakBytes: byProduct.peakBytes,
      targets: [atMostMs(most, byProduct.result.ms)],
    });
  }
  return [...rows, ...(await benchSegmentHistory(network))];
}

/** Placed anew at the end of each of eight quarters, for a picture of who moved and to be kept. */
async function benchSegmentHistory(network: string): Promise<Row[]> {
  const asked = { workspace: network, folder, way: 'rfm' } as const;
  const byHand = await best(2, () => inProcess('segmentHistoryByHand', asked));
  const rows: Row[] = [];
  for (const [task, what] of [
    ['segmentMoves', 'who moved between segments, with the reasons'],
    ['segmentAssign', 'put a segmentation in force'],
  ] as const) {
    const byProduct = await best(2, () => inProcess(task, asked));
    const [hand, product] = [byHand.result.sizes, byProduct.result.sizes];
    if (hand !== product) throw new Error(`The two ways differ: ${hand} by hand, ${product} by the product.`);
    rows.push({
      name: `${what}, by recency, frequency and money`,
      size: `${SEGMENT_PARTNERS.toLocaleString('en')} partners × 8 quarters, cold`,
      against: 'sizes of the segments of each quarter by hand-written SQL',
      baselineMs: byHand.result.ms,
      ms: byProduct.result.ms,
      peakBytes: byProduct.peakBytes,
      targets: [atMostMs(20_000, byProduct.result.ms)],
    });
  }
  return rows;
}

/** The same sizes; of clusters, which depend on chance by hand, no worse a fit. */
function sameSegments(way: Way, byHand: Segmented, byProduct: Segmented): void {
  const same = way === 'kmeans' ? byProduct.inertia <= 1.01 * byHand.inertia : byProduct.sizes === byHand.sizes;
  if (same) return;
  const words = ({ sizes, inertia }: Segmented) => (way === 'kmeans' ? `an inertia of ${inertia}` : sizes);
  throw new Error(`The two ways differ: ${words(byHand)} by hand, ${words(byProduct)} by the product.`);
}

/** Both ways to the cent. */
function sameAmounts(byHand: string, byProduct: string): void {
  if (byHand !== byProduct) throw new Error(`The two ways differ: ${byHand} by hand, ${byProduct} by the product.`);
}

/**
 * The least disturbed of several runs, because other work on the machine only ever makes one slower; and the most
 * memory that any of them took.
 */
async function best<T extends Started | Measured<{ readonly ms: number }>>(
  times: number,
  measure: (run: number) => Promise<T>,
): Promise<T> {
  const all: T[] = [];
  for (let run = 1; run <= times; run++) all.push(await measure(run));
  const ms = (measured: T) => ('result' in measured ? measured.result.ms : measured.ms);
  const least = all.reduce((a, b) => (ms(b) < ms(a) ? b : a));
  return { ...least, peakBytes: Math.max(...all.map(({ peakBytes }) => peakBytes)) };
}

/** Progress goes to stderr, so that stdout holds the result alone. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
