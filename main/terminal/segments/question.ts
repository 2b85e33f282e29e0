/** What a command line asks of segments, and what it is answered with. */
import type { AnalyticsApi, Params } from '../../../analytics/api/methods.ts';
import type { Format } from '../output.ts';
import type { Wanted } from './chosen.ts';
import type { WhatIfOptions } from './whatIfChange.ts';

export const SPACE_BY = ['family', 'category', 'deal_country'] as const;
type SpaceBy = (typeof SPACE_BY)[number];
export const PEERS = ['type', 'region', 'country', 'city', 'level', 'owner', 'parent', 'segment'] as const;
export type PeersBy = (typeof PEERS)[number];
export const CAPACITY_BY = ['region', 'country'] as const;
type CapacityBy = (typeof CAPACITY_BY)[number];
export const COVERAGE_BY = ['family', 'category'] as const;
type CoverageBy = (typeof COVERAGE_BY)[number];

export interface SegmentsOptions extends Wanted, WhatIfOptions {
  readonly workspace?: string;
  readonly asOf?: string;
  readonly where: readonly string[];
  /** True without a segment: everybody. */
  readonly members?: string | true;
  readonly compare?: readonly [a: string, b: string];
  readonly movement?: true;
  readonly quarters?: number;
  readonly quarter?: string;
  readonly returns?: true;
  readonly assumeMargin?: string;
  /** True without a file: the profile of the segmentation. */
  readonly fit?: string | true;
  /** True without a file: the prospects of the network. */
  readonly prospects?: string | true;
  /** Of the network rather than of a segmentation; true without a dimension: by the usual one. */
  readonly whitespace?: SpaceBy | true;
  readonly capacity?: CapacityBy | true;
  readonly coverage?: CoverageBy | true;
  readonly plan?: string;
  readonly ramp?: number;
  readonly peers?: readonly PeersBy[];
  readonly reach?: number;
  readonly save?: string;
  readonly assign?: true;
  readonly move?: readonly string[];
  readonly to?: string;
  readonly reason?: string;
  readonly decidedBy?: string;
  readonly from?: string;
  readonly until?: string;
  readonly moves?: true;
  readonly takeBack?: number;
  readonly export?: true;
  readonly list?: true;
  /** True without an id: list them. */
  readonly template?: string | true;
  readonly format: Format;
}

/** With its filters read. */
export type Asked = Omit<SegmentsOptions, 'where'> & { readonly where: NonNullable<Case['where']> };

export type Case = Omit<Params<'segment.run'>, 'limit' | 'drag'>;

export type Scope = Pick<Case, 'asOf' | 'where'>;

/** How a call is watched and stopped. */
export type Watched = NonNullable<Parameters<AnalyticsApi['call']>[2]>;

/** A result for stdout, and what is said beside it. */
export interface Answer {
  readonly text: string;
  readonly notes: readonly string[];
}

/** More partners than a workspace holds. */
export const EVERYBODY = 1_000_000;
/** The segment of partners who are in none, as `--members` calls it. */
export const NOT_PLACED = 'none';
