/** Beginning to work on a program, whichever way it came about. */
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';

export type Begin = (program: TierProgram, name: string) => void;

export interface BeginProps {
  readonly onBegin: Begin;
}
