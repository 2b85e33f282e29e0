/** Numbers that several columns of a simulation read: drawn once, however many read them. */
import { type Dice, diceOf, networkDice, type Stream, streamOf } from '../../rules/dice/dice.ts';
import { type Distribution, quantileOf } from './distribution.ts';
import type { ChanceModel, MovedTogether } from './model.ts';
import { GroupLuck } from './together.ts';

/** Words of groups that are kept for their next partner. */
const GROUP_BYTES = 16 * 1_024 * 1_024;

export class SharedDraws {
  readonly draws: number;
  private readonly seed: number;
  private readonly common = new Map<string, Float64Array>();
  /** Of the partner whose turn it is; the room is used again for the next one. */
  private readonly own = new Map<Stream, Uint32Array>();
  private readonly room: Uint32Array[] = [];
  private dice: Dice | null = null;
  private readonly together: MovedTogether | null;
  private readonly luck: GroupLuck | null;
  private readonly picked = new Map<Stream, { readonly periods: number; readonly places: Uint16Array }[]>();
  private readonly pickRoom: Uint16Array[] = [];
  private readonly groupWords = new Map<string, Uint32Array>();
  private readonly won: Uint16Array;
  private group = -1;

  constructor({ seed, draws, together }: Pick<ChanceModel, 'seed' | 'draws' | 'together'>) {
    this.seed = seed;
    this.draws = draws;
    this.together = together && together.rank > 0 ? together : null;
    this.luck = this.together && new GroupLuck(this.together.rank);
    this.won = new Uint16Array(draws);
  }

  /** From here on `words`, `picks`, `wins` and `uniforms` are this partner's. @param place in the model */
  turnTo(dice: Dice, place: number): void {
    this.dice = dice;
    this.group = this.together?.groupOf[place] ?? -1;
    this.room.push(...this.own.values());
    this.own.clear();
    for (const rows of this.picked.values()) this.pickRoom.push(...rows.map(({ places }) => places));
    this.picked.clear();
  }

  /** The partner's places in a list of so many periods, one a draw; for reading only. */
  picks(stream: Stream, periods: number): Uint16Array {
    const rows = this.picked.get(stream) ?? [];
    const known = rows.find((row) => row.periods === periods);
    if (known) return known.places;
    const places = this.pickRoom.pop() ?? new Uint16Array(this.draws);
    const words = this.words(stream);
    if (this.group >= 0) this.luck!.pick(places, periods, this.wordsOfGroup(stream), words);
    else {
      // The product stays under 2^53, so the pick is the same on every machine.
      for (let draw = 0; draw < places.length; draw++) places[draw] = Math.floor((words[draw]! * periods) / 2 ** 32);
    }
    this.picked.set(stream, [...rows, { periods, places }]);
    return places;
  }

  /**
   * 1 in the draws in which the partner wins a deal, 0 in the others; for reading only, until the next deal. High numbers win: with
   * a better chance the deals won before are still won.
   * @param stream the deal's
   * @param period the stream of the picks of the time in which it is decided: what the group is drawn with then
   */
  wins(stream: Stream, period: Stream, chance: number): Uint16Array {
    const { won } = this;
    const words = this.words(stream);
    if (this.group >= 0) this.luck!.win(won, chance, this.wordsOfGroup(period), words);
    else {
      const lost = (1 - chance) * 2 ** 32;
      // Without a branch, as no processor foresees who wins.
      for (let draw = 0; draw < won.length; draw++) won[draw] = Number(words[draw]! >= lost);
    }
    return won;
  }

  private wordsOfGroup(stream: Stream): Uint32Array {
    const key = `${this.group} ${stream}`;
    const known = this.groupWords.get(key);
    if (known) return known;
    if (this.groupWords.size * this.draws * 4 > GROUP_BYTES) this.groupWords.clear();
    const words = new Uint32Array(this.draws);
    // No partner's id begins with the end of a line.
    diceOf(this.seed, `\ngroup ${this.together!.groups[this.group]}`).words(stream, words);
    this.groupWords.set(key, words);
    return words;
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
