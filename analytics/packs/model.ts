/**
 * The pack as figures and words, independent of any file format: the workbook, the preview and later slides and PDF are
 * made from this one object, so that no figure can differ between them.
 */
import type { PackSpec } from '../api/documents/pack.ts';
import type { Basis, Cell, DimensionInfo, MetricInfo } from '../api/results.ts';
import type { Check } from './checks.ts';
import type { Headline } from './headline.ts';
import type { PackSource, SourceQuality } from './source.ts';
import type { TablePage } from './table.ts';

/** A partner in a short list of the summary. */
export interface Mover {
  readonly name: string;
  readonly actual: Cell;
  readonly prior: Cell;
  readonly difference: Cell;
  readonly change: Cell;
}

export interface PackModel {
  readonly spec: PackSpec;
  /** What the review is called: the network's name in the policy, else the workspace's. */
  readonly network: string;
  readonly basis: Basis;
  /** Filters in words; empty when the pack covers everything. */
  readonly scope: readonly string[];
  /** The last day the figures cover. */
  readonly asOf: string;
  /** When the newest data came in, ISO; null in a network without loads. */
  readonly dataCut: string | null;
  readonly policy: PackSource['status']['policy'];
  readonly headlines: readonly Headline[];
  /** Metrics the summary would show and the data cannot answer. */
  readonly withheld: readonly MetricInfo[];
  /** Metrics the summary would show and that have no figure for what the filters leave. */
  readonly uncut: readonly MetricInfo[];
  /** The metric of the lists below; null when the network has no leading metric. */
  readonly leading: MetricInfo | null;
  readonly largest: readonly Mover[];
  readonly grew: readonly Mover[];
  readonly shrank: readonly Mover[];
  readonly tables: readonly TablePage[];
  /** Every metric that a page of this pack shows. */
  readonly metrics: readonly MetricInfo[];
  readonly dimensions: readonly DimensionInfo[];
  readonly quality: SourceQuality;
  readonly checks: readonly Check[];
}
