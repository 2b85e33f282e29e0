import { streamOf } from '../../rules/dice/dice.ts';
import { thresholdPull } from '../response/curves.ts';
import { quantileOf } from './distribution.ts';
import type { DrawnColumn, DrawnFactor, DrawnPart } from './model.ts';
import type { SharedDraws } from './sharedDraws.ts';

/** Fills a column with the draws of one partner, to whom the shared draws have turned: whole numbers. */
export type FillColumn = (partner: number, out: Float64Array) => void;

export function columnFiller(column: DrawnColumn, shared: SharedDraws): FillColumn {
  const parts = column.parts.map((part) => partFiller(part, shared));
  const factors = column.factors.map((factor) => factorFiller(factor, shared));
  return (partner, out) => {
    out.fill(0);
    for (const add of parts) add(partner, out);
    for (const multiply of factors) multiply(partner, out);
    if (factors.length > 0) roundAll(out);
  };
}

/** Halves go up; a revenue that is estimated has no half to be exact about. */
function roundAll(out: Float64Array): void {
  for (let draw = 0; draw < out.length; draw++) out[draw] = Math.floor(out[draw]! + 0.5);
}

function partFiller(part: DrawnPart, shared: SharedDraws): FillColumn {
  switch (part.kind) {
    case 'fixed':
      return (partner, out) => addAll(out, part.values[partner]!);
    case 'history': {
      const streams = Array.from({ length: part.periods }, (_, period) => streamOf(periodOf(part.stream, period)));
      const { besides } = part;
      const others = besides ? streams.map((_, period) => streamOf(periodOf(besides.stream, period))) : [];
      return (partner, out) => {
        const from = part.offsets[partner]!;
        const count = part.offsets[partner + 1]! - from;
        if (count === 0) return;
        const own = part.values.subarray(from, from + count);
        // What is the same in every period needs no dice.
        if (!besides && own.every((value) => value === own[0])) return addAll(out, own[0]! * streams.length);
        for (const [period, stream] of streams.entries()) {
          const picks = shared.picks(stream, count);
          if (besides) {
            addBesides(
              out,
              own,
              besides.instead.subarray(from, from + count),
              picks,
              shared.picks(others[period]!, count),
            );
          } else {
            for (let draw = 0; draw < out.length; draw++) out[draw]! += own[picks[draw]!]!;
          }
        }
      };
    }
    case 'deals': {
      const streams = part.ids.map((id) => streamOf(`open deal ${id}`));
      const period = streamOf(periodOf(part.stream, 0));
      return (partner, out) => {
        for (let deal = part.offsets[partner]!; deal < part.offsets[partner + 1]!; deal++) {
          const amount = part.amounts[deal]!;
          if (amount === 0) continue;
          const won = shared.wins(streams[deal]!, period, part.chances[deal]!);
          for (let draw = 0; draw < out.length; draw++) out[draw]! += amount * won[draw]!;
        }
      };
    }
  }
}

const periodOf = (stream: string, period: number) => `${stream} ${period}`;

function addBesides(
  out: Float64Array,
  own: Float64Array,
  instead: Float64Array,
  picks: Uint16Array,
  others: Uint16Array,
): void {
  for (let draw = 0; draw < out.length; draw++) {
    const pick = picks[draw]!;
    out[draw]! += (pick === others[draw] ? instead : own)[pick]!;
  }
}

function addAll(out: Float64Array, value: number): void {
  if (value === 0) return;
  for (let draw = 0; draw < out.length; draw++) out[draw]! += value;
}

function factorFiller(factor: DrawnFactor, shared: SharedDraws): FillColumn {
  switch (factor.kind) {
    case 'own': {
      const quantile = quantileOf(factor.distribution);
      const stream = streamOf(factor.stream);
      const drawn = new Float64Array(shared.draws);
      return (_partner, out) => {
        shared.uniformsInto(stream, drawn);
        for (let draw = 0; draw < out.length; draw++) out[draw]! *= quantile(drawn[draw]!);
      };
    }
    case 'common': {
      const drawn = shared.ofAll(factor.stream, factor.distribution);
      return (_partner, out) => {
        for (let draw = 0; draw < out.length; draw++) out[draw]! *= drawn[draw]!;
      };
    }
    case 'pull': {
      const drawn = shared.ofAll(factor.stream, factor.gain);
      const pull = { gain: 1, within: factor.within, power: factor.power, coolOffPeriods: 0 };
      return (_partner, out) => {
        for (let draw = 0; draw < out.length; draw++) {
          const value = out[draw]!;
          const next = factor.thresholds.find((threshold) => threshold > value) ?? null;
          out[draw] = value * (1 + drawn[draw]! * thresholdPull(pull, value, next));
        }
      };
    }
    case 'response': {
      const drawn = shared.ofAll(factor.stream, factor.coefficient);
      const certain = factor.coefficient.kind === 'certain';
      return (partner, out) => {
        const exponent = factor.exponents[partner]!;
        if (exponent === 0) return;
        if (certain) {
          const lift = Math.exp(drawn[0]! * exponent);
          for (let draw = 0; draw < out.length; draw++) out[draw]! *= lift;
          return;
        }
        for (let draw = 0; draw < out.length; draw++) out[draw]! *= Math.exp(drawn[draw]! * exponent);
      };
    }
  }
}
