/** The best clustering of several starts for a number of clusters, and how well rows lie in it. */
import type { LabOptions } from '../../metrics/lab.ts';
import { Pace } from '../../metrics/pace.ts';
import type { Dice } from '../../rules/dice/dice.ts';
import { type Clustering, lloyd } from './lloyd.ts';
import { type Points, pick } from './points.ts';
import { sampleRows } from './rows.ts';
import { seedCentres } from './seeding.ts';
import { silhouette } from './silhouette.ts';

/** Up to so many rows the silhouette is exact; its work grows with their square. */
const JUDGED = 5_000;
/** Starts are tried on a sample of so many rows, and the best is carried on with all of them. */
const STARTED = 10_000;
/** In squared standard deviations: far enough to tell which start, and which number of clusters, is the best. */
const TOLERANCE = 1e-4;

export interface Judged {
  readonly k: number;
  readonly clustering: Clustering;
  /** Null for one cluster. */
  readonly silhouette: number | null;
}

export class ClusterSearch {
  /** Rows that the silhouette looks at. */
  readonly judgedOn: number;
  /** Rows that the starts look at. */
  readonly startedOn: number;
  private readonly points: Points;
  private readonly started: Points;
  private readonly judged: Int32Array | null;
  private readonly dice: Dice;
  private readonly restarts: number;
  private readonly starting: Pace;
  private readonly judging: Pace;

  constructor(points: Points, dice: Dice, restarts: number, options: LabOptions) {
    this.points = points;
    this.dice = dice;
    this.restarts = restarts;
    this.starting = new Pace(options, 'starts');
    this.judging = new Pace(options, 'partners');
    const started = sampleRows(points.rows, STARTED, dice, 'rows to start with');
    this.started = started ? pick(points, started) : points;
    this.startedOn = this.started.rows;
    this.judged = sampleRows(points.rows, JUDGED, dice, 'rows to judge by');
    this.judgedOn = this.judged?.length ?? points.rows;
  }

  /**
   * The best of the starts and how good it is. Of more rows than starts look at, it is settled nearly, not to the last row.
   * @throws QuarterdeckError `cancelled` when the signal fires.
   */
  async find(k: number): Promise<Judged> {
    let best: Clustering | null = null;
    for (let restart = 0; restart < this.restarts; restart++) {
      const turn = () => this.starting.turn(`Looking for ${k} clusters`, restart, this.restarts);
      const start = seedCentres(this.started, k, this.dice, restart);
      const found = await lloyd(this.started, start, { tolerance: TOLERANCE, turn });
      if (best === null || found.inertia < best.inertia) best = found;
    }
    return this.goOn(k, best!, this.started === this.points ? 0 : TOLERANCE);
  }

  /** Goes on until no row changes its cluster. */
  settle({ k, clustering }: Judged): Promise<Judged> {
    return this.goOn(k, clustering, 0);
  }

  private async goOn(k: number, { centres }: Clustering, tolerance: number): Promise<Judged> {
    const { starting, judging, points, restarts, judged, judgedOn } = this;
    const turn = () => starting.turn(`Looking for ${k} clusters`, restarts, restarts);
    const clustering = await lloyd(points, centres, { tolerance, turn });
    const judge = (row: number) => judging.turn(`Judging ${k} clusters`, row, judgedOn);
    const { labels } = clustering;
    const width = judged
      ? await silhouette(
          pick(points, judged),
          Int16Array.from(judged, (row) => labels[row]!),
          k,
          judge,
        )
      : await silhouette(points, labels, k, judge);
    return { k, clustering, silhouette: width };
  }
}
