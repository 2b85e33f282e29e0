/** What if partners left, grew, or were paid otherwise: options of the command line as a change. */
import { InvalidArgumentError } from 'commander';
import type { Params } from '../../../analytics/api/methods.ts';

export type Change = Params<'segment.whatIf'>['change'];
type Shift = Extract<Change, { kind: 'shift' }>;
type Figure = Shift['response']['from'];

export interface WhatIfOptions {
  readonly prune?: number;
  readonly grow?: number;
  readonly shift?: Pick<Shift, 'from' | 'to' | 'amount'>;
  readonly in?: string;
  readonly weakestBy?: string;
  readonly kept?: Figure;
  readonly response?: Shift['response'];
  readonly spare?: number;
}

/** The change that is asked for, segments as they were written; null when none is. */
export function changeOf({
  prune,
  grow,
  shift,
  weakestBy,
  kept,
  response,
  spare,
  ...more
}: WhatIfOptions): Change | null {
  const segment = more.in === undefined ? {} : { segment: more.in };
  const spared = spare === undefined ? {} : { spareMonths: spare };
  if (shift && response) return { kind: 'shift', ...shift, response, ...spared };
  if (grow !== undefined) return { kind: 'grow', partners: grow, ...segment };
  if (prune === undefined) return null;
  const by = weakestBy === undefined ? {} : { by: weakestBy };
  return { kind: 'prune', partners: prune, ...by, ...segment, ...(kept !== undefined && { kept }), ...spared };
}

/** A change with the ids of its segments instead of what they were called. */
export async function withIds(change: Change, idOf: (segment: string) => Promise<string>): Promise<Change> {
  if (change.kind === 'shift') return { ...change, from: await idOf(change.from), to: await idOf(change.to) };
  return change.segment === undefined ? change : { ...change, segment: await idOf(change.segment) };
}

const FIGURE = /^\d+(\.\d{1,9})?$/;
const HOW = 'one figure such as 0.2, or lowest..likeliest..highest such as 0.1..0.2..0.4';

/** `0.2`, or `0.1..0.2..0.4`. */
export function parseFigure(text: string): Figure {
  const parts = text.split('..').map((part) => part.trim());
  if ((parts.length !== 1 && parts.length !== 3) || !parts.every((part) => FIGURE.test(part))) {
    throw new InvalidArgumentError(`“${text}” is no assumption: write ${HOW}.`);
  }
  const [low, likely, high] = parts as [string, string?, string?];
  if (likely === undefined || high === undefined) return low;
  if (Number(low) > Number(likely) || Number(likely) > Number(high)) {
    throw new InvalidArgumentError('Write the range upwards: lowest..likeliest..highest.');
  }
  return { low, likely, high };
}

/** `1:2`: bookings lost for each unit of spend that is taken, and won for each that is given. */
export function parseResponse(text: string): Shift['response'] {
  const [from, to, ...more] = text.split(':');
  if (from === undefined || to === undefined || more.length > 0) {
    throw new InvalidArgumentError(
      'Write what a unit of spend loses where it is taken and wins where it is given, such as 1:2 or 0.5..1..1.5:2.',
    );
  }
  return { from: parseFigure(from), to: parseFigure(to) };
}

/** `Tail:Rising:100000`. */
export function parseShift(text: string): Pick<Shift, 'from' | 'to' | 'amount'> {
  const [from = '', to = '', amount = '', ...more] = text.split(':').map((part) => part.trim());
  if (from === '' || to === '' || !/^\d+(\.\d{1,4})?$/.test(amount) || more.length > 0) {
    throw new InvalidArgumentError('Write two segments and an amount without a currency, such as Tail:Rising:100000.');
  }
  return { from, to, amount };
}
