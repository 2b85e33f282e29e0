import type { IncentivePlanInput } from '../../api/documents/incentivePlan.ts';

/** A plan to start from, as it is written here: `incentivePlan` fills in the defaults. */
export interface TemplateSource {
  readonly id: string;
  readonly name: string;
  /** How it pays, in one sentence. */
  readonly shape: string;
  /** Whose published figures it follows, and which figures are only there to be replaced. */
  readonly source: string;
  readonly plan: Omit<IncentivePlanInput, 'id' | 'name' | 'source' | 'example'>;
}

/** The day on which the published figures below were last read. Plans change every year. */
export const READ_ON = '2026-11-22';
