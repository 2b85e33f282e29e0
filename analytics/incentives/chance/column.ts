import { thresholdPull } from '../response/curves.ts';
import { type Dice, networkDice, streamOf } from './dice.ts';
import { type Quantile, quantileOf } from './distribution.ts';
import type { ChanceModel, DrawnColumn, DrawnFactor, DrawnPart } from './model.ts';

/** Fills a column with the draws of one partner: whole numbers. */
export type FillColumn = (partner: number, dice: Dice, out: Float64Array) => void;

/** Prepares a column: what is the same for all partners is drawn here, once. */
export function columnFiller(column: DrawnColumn, { seed, draws }: ChanceModel): FillColumn {
  const parts = column.parts.map((part) => partFiller(part, draws));
  const factors = column.factors.map((factor) => factorFiller(factor, seed, draws));
  return (partner, dice, out) => {
    out.fill(0);
    for (const add of parts) add(partner, dice, out);
    for (const multiply of factors) multiply(partner, dice, out);
    if (factors.length > 0) roundAll(out);
  };
}

/** Halves go up; a revenue that is estimated has no half to be exact about. */
function roundAll(out: Float64Array): void {
  for (let draw = 0; draw < out.length; draw++) out[draw] = Math.floor(out[draw]! + 0.5);
}

function partFiller(part: DrawnPart, draws: number): FillColumn {
  switch (part.kind) {
    case 'fixed':
      return (partner, _dice, out) => addAll(out, part.values[partner]!);
    case 'history': {
      const words = new Uint32Array(draws);
      const streams = Array.from({ length: part.periods }, (_, period) => streamOf(`${part.stream} ${period}`));
      return (partner, dice, out) => {
        const from = part.offsets[partner]!;
        const count = part.offsets[partner + 1]! - from;
        if (count === 0) return;
        for (const stream of streams) {
          dice.words(stream, words);
          // The product stays under 2^53, so the pick is the same on every machine.
          for (let draw = 0; draw < draws; draw++) {
            out[draw]! += part.values[from + Math.floor((words[draw]! * count) / 2 ** 32)]!;
          }
        }
      };
    }
    case 'deals': {
      const words = new Uint32Array(draws);
      const streams = part.ids.map((id) => streamOf(`open deal ${id}`));
      return (partner, dice, out) => {
        for (let deal = part.offsets[partner]!; deal < part.offsets[partner + 1]!; deal++) {
          dice.words(streams[deal]!, words);
          const lost = (1 - part.chances[deal]!) * 2 ** 32;
          const amount = part.amounts[deal]!;
          // High numbers win: with a better chance the deals won before are still won.
          for (let draw = 0; draw < draws; draw++) if (words[draw]! >= lost) out[draw]! += amount;
        }
      };
    }
  }
}

function addAll(out: Float64Array, value: number): void {
  for (let draw = 0; draw < out.length; draw++) out[draw]! += value;
}

function factorFiller(factor: DrawnFactor, seed: number, draws: number): FillColumn {
  switch (factor.kind) {
    case 'own': {
      const quantile = quantileOf(factor.distribution);
      const stream = streamOf(factor.stream);
      const drawn = new Float64Array(draws);
      return (_partner, dice, out) => {
        dice.uniforms(stream, drawn);
        for (let draw = 0; draw < draws; draw++) out[draw]! *= quantile(drawn[draw]!);
      };
    }
    case 'common': {
      const drawn = commonDraws(seed, factor.stream, quantileOf(factor.distribution), draws);
      return (_partner, _dice, out) => {
        for (let draw = 0; draw < draws; draw++) out[draw]! *= drawn[draw]!;
      };
    }
    case 'pull': {
      const drawn = commonDraws(seed, factor.stream, quantileOf(factor.gain), draws);
      const pull = { gain: 1, within: factor.within, power: factor.power, coolOffPeriods: 0 };
      return (_partner, _dice, out) => {
        for (let draw = 0; draw < draws; draw++) {
          const value = out[draw]!;
          const next = factor.thresholds.find((threshold) => threshold > value) ?? null;
          out[draw] = value * (1 + drawn[draw]! * thresholdPull(pull, value, next));
        }
      };
    }
    case 'response': {
      const drawn = commonDraws(seed, factor.stream, quantileOf(factor.coefficient), draws);
      const certain = factor.coefficient.kind === 'certain';
      return (partner, _dice, out) => {
        const exponent = factor.exponents[partner]!;
        if (exponent === 0) return;
        if (certain) {
          const lift = Math.exp(drawn[0]! * exponent);
          for (let draw = 0; draw < draws; draw++) out[draw]! *= lift;
          return;
        }
        for (let draw = 0; draw < draws; draw++) out[draw]! *= Math.exp(drawn[draw]! * exponent);
      };
    }
  }
}

function commonDraws(seed: number, stream: string, quantile: Quantile, draws: number): Float64Array {
  const drawn = new Float64Array(draws);
  networkDice(seed).uniforms(streamOf(stream), drawn);
  return drawn.map(quantile);
}
