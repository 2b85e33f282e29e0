/**
 * Threefry-2x32 with 20 rounds: a random number that is a function of a key and a counter (Salmon, Moraes, Dror and Shaw,
 * “Parallel random numbers: as easy as 1, 2, 3”, 2011). Nothing is carried from one number to the next, so any worker can
 * make any of them. It needs 32-bit additions only; its sister Philox multiplies to 64 bits, which JavaScript does slowly.
 */

/** Two words of 32 bits. */
export interface Words {
  readonly high: number;
  readonly low: number;
}

const PARITY = 0x1bd11bda;

/** The block of a key and a counter. */
export function threefry(key: Words, counter: Words): Words {
  const block = new Uint32Array(2);
  fillWords(block, key, counter.high, counter.low);
  return { high: block[0]!, low: block[1]! };
}

/** The blocks of the counters (`high`, `low`), (`high`, `low` + 1) …, two words each; an odd last place takes the first word. */
export function fillWords(out: Uint32Array, key: Words, high: number, low: number): void {
  const k0 = key.high | 0;
  const k1 = key.low | 0;
  const k2 = k0 ^ k1 ^ PARITY;
  for (let place = 0, counter = low; place < out.length; place += 2, counter++) {
    let x = (high + k0) | 0;
    let y = (counter + k1) | 0;
    // Written out: a loop over a table of rotations takes three times as long.
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k1) | 0;
    y = (y + k2 + 1) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + k2) | 0;
    y = (y + k0 + 2) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k0) | 0;
    y = (y + k1 + 3) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + k1) | 0;
    y = (y + k2 + 4) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k2) | 0;
    y = (y + k0 + 5) | 0;
    out[place] = x;
    if (place + 1 < out.length) out[place + 1] = y;
  }
}
