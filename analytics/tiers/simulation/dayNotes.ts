/** What a reader must know of a day: that the data, or the program itself, does not reach it. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import { addDays } from '../../network/dates.ts';
import type { Network } from '../../network/network.ts';
import { formatDate } from '../../present/dates.ts';
import type { CompiledProgram } from '../compiled.ts';
import { firstWhole } from './timeline.ts';

/** Sentences about the day of a simulation; none when the data and the program reach it. */
export function dayNotes(compiled: CompiledProgram, asOf: string, network: Network): string[] {
  return [...dataNotes(compiled, asOf, network), ...programNotes(compiled.program, asOf, network.policy.locale)];
}

function dataNotes(compiled: CompiledProgram, asOf: string, network: Network): string[] {
  const { profile, policy } = network;
  if (!profile.history) return [];
  const { from, to } = profile.history;
  const said = (day: string) => formatDate(day, policy.locale);
  if (asOf > to) {
    return [`The data ends on ${said(to)}: windows that run to ${said(asOf)} find nothing in the days after it.`];
  }
  if (asOf < from) {
    return [`The data begins on ${said(from)}: windows that end on ${said(asOf)} find nothing.`];
  }
  const whole = addDays(firstWhole(compiled, network), -1);
  return asOf < whole
    ? [
        `The data begins on ${said(from)}, so not every window up to ${said(asOf)} is whole and figures may be too low. The first day with whole windows is ${said(whole)}.`,
      ]
    : [];
}

function programNotes({ name, effectiveFrom, effectiveTo }: TierProgram, asOf: string, locale: string): string[] {
  const said = (day: string) => formatDate(day, locale);
  if (effectiveFrom !== undefined && asOf < effectiveFrom) {
    return [`${name} holds from ${said(effectiveFrom)} on; ${said(asOf)} is before it.`];
  }
  return effectiveTo !== undefined && asOf > effectiveTo
    ? [`${name} ended on ${said(effectiveTo)}; ${said(asOf)} is after it.`]
    : [];
}
