/** Numbers that several columns of a simulation read: drawn once, however many read them. */
import { type Dice, networkDice, type Stream, streamOf } from '../../rules/dice/dice.ts';
import { type Distribution, quantileOf } from './distribution.ts';
import type { ChanceModel } from './model.ts';

export class SharedDraws {
  readonly draws: number;
  private readonly seed: number;
  private readonly common = new Map<string, Float64Array>();
  /** Of the partner whose turn it is; the room is used again for the next one. */
  private readonly own = new Map<Stream, Uint32Array>();
  private readonly room: Uint32Array[] = [];
  private dice: Dice | null = null;

  constructor({ seed, draws }: Pick<ChanceModel, 'seed' | 'draws'>) {
    this.seed = seed;
    this.draws = draws;
  }

  /** From here on `words` and `uniforms` are this partner's. */
  turnTo(dice: Dice): void {
    this.dice = dice;
    this.room.push(...this.own.values());
    this.own.clear();
  }

  /** The partner's words of a stream; for reading only. */
  words(stream: Stream): Uint32Array {
    const known = this.own.get(stream);
    if (known) return known;
    const words = this.room.pop() ?? new Uint32Array(this.draws);
    this.dice!.words(stream, words);
    this.own.set(stream, words);
    return words;
  }

  uniformsInto(stream: Stream, out: Float64Array): void {
    this.dice!.uniforms(stream, out);
  }

  /** Draws of the whole network from a distribution; for reading only. */
  ofAll(stream: string, distribution: Distribution): Float64Array {
    const key = `${stream} ${JSON.stringify(distribution)}`;
    const known = this.common.get(key);
    if (known) return known;
    const quantile = quantileOf(distribution);
    const drawn = new Float64Array(this.draws);
    networkDice(this.seed).uniforms(streamOf(stream), drawn);
    for (let draw = 0; draw < drawn.length; draw++) drawn[draw] = quantile(drawn[draw]!);
    this.common.set(key, drawn);
    return drawn;
  }
}
