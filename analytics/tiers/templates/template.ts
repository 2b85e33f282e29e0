import type { TierProgramInput } from '../../api/documents/tierProgram.ts';

/** A program to start from, as it is written here: `tierProgram` fills in the defaults. */
export interface TemplateSource {
  readonly id: string;
  readonly name: string;
  /** The shape of the rules in one sentence. */
  readonly shape: string;
  /** Whose published figures it follows, and which figures are only there to be replaced. */
  readonly source: string;
  readonly program: Omit<TierProgramInput, 'id' | 'name' | 'source' | 'example'>;
}

/** The day on which the published figures below were last read. Programs change every year. */
export const READ_ON = '2026-11-22';

export const YEAR = 'trailing-4-quarters';
export const BOOKINGS = { metric: 'won_amount', window: YEAR } as const;
