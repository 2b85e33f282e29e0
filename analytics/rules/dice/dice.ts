/**
 * Dice whose every number is named by seed, owner, stream and draw, so that it does not depend on what else is drawn, in
 * which order, or on which worker. The owner is a partner, or what else draws: an experiment, a search for clusters. Two
 * scenarios with one seed throw the same dice, and their difference is the scenarios'.
 */
import { fillWords, threefry, type Words } from './threefry.ts';

/** What is drawn, as a number: a hash of its name (“open deal D-17”). */
export type Stream = number;

/** Of a whole scenario rather than of a partner: an elasticity that is the same for all. No partner has an empty id. */
const NETWORK = '';

/** 32 bits of a text by FNV-1a, mixed at the end as MurmurHash3 does. Texts that differ in one letter end far apart. */
export function streamOf(text: string, start = 0x811c9dc5): Stream {
  let hash = start;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export interface Dice {
  /** Whole numbers below 2^32, one a draw. */
  words(stream: Stream, out: Uint32Array): void;
  /** Numbers inside (0, 1), never its ends, one a draw. */
  uniforms(stream: Stream, out: Float64Array): void;
}

/** @param seed a whole number from 0 to 2^53 − 1 */
export function diceOf(seed: number, owner: string): Dice {
  const root: Words = { high: Math.floor(seed / 2 ** 32) >>> 0, low: seed >>> 0 };
  const key = threefry(root, { high: streamOf(owner), low: streamOf(owner, 0x9747b28c) });
  let buffer = new Uint32Array(0);
  return {
    words: (stream, out) => fillWords(out, key, stream, 0),
    uniforms(stream, out) {
      if (buffer.length !== out.length) buffer = new Uint32Array(out.length);
      fillWords(buffer, key, stream, 0);
      for (let draw = 0; draw < out.length; draw++) out[draw] = (buffer[draw]! + 0.5) / 2 ** 32;
    },
  };
}

export function networkDice(seed: number): Dice {
  return diceOf(seed, NETWORK);
}
