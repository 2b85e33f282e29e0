/**
 * The command bus. Every change a user makes is one command that runs in one transaction with its journal entry and
 * hands back the invocation that takes it back, so undo is a property of the bus and not of screens.
 */
import { QuarterdeckError } from '../api/errors.ts';
import type { HistoryEntry } from '../api/results.ts';
import type { Engine, Executor, RunOptions } from '../engine/engine.ts';

/** A command by name, as it is kept in the journal. */
export interface Invocation {
  readonly command: string;
  readonly args: unknown;
}

export interface Outcome<R> {
  readonly result: R;
  /** What takes the change back; null when it cannot be taken back (say why in the command's doc comment). */
  readonly inverse: Invocation | null;
}

export interface Command<A, R> {
  readonly name: string;
  /** What the user did, for the undo menu: `Change policy`, `Load deals.csv`. */
  label(args: A): string;
  apply(transaction: Executor, args: A): Promise<Outcome<R>>;
}

interface JournalRow {
  readonly sequence: number;
  readonly label: string;
  readonly state: 'done' | 'undone';
  readonly forward: string | null;
  readonly inverse: string | null;
}

export class CommandBus {
  private readonly commands = new Map<string, Command<unknown, unknown>>();
  private readonly engine: Engine;
  private readonly now: () => Date;

  constructor(engine: Engine, now: () => Date) {
    this.engine = engine;
    this.now = now;
  }

  register<A, R>(command: Command<A, R>): void {
    this.commands.set(command.name, command as Command<unknown, unknown>);
  }

  /** Runs a command and journals it; whatever was undone before can no longer be redone. */
  async execute<A, R>(command: Command<A, R>, args: A, options?: RunOptions): Promise<R> {
    return this.engine.transaction(async (transaction) => {
      const { result, inverse } = await command.apply(transaction, args);
      await transaction.run("DELETE FROM app.journal WHERE state = 'undone'");
      await transaction.run(
        `INSERT INTO app.journal
         SELECT coalesce(max(sequence), 0) + 1, $at::TIMESTAMP, $label, 'done', $forward, $inverse FROM app.journal`,
        {
          at: timestamp(this.now()),
          label: command.label(args),
          forward: JSON.stringify({ command: command.name, args }),
          inverse: inverse && JSON.stringify(inverse),
        },
      );
      return result;
    }, options);
  }

  /** Takes back the last command that is still done. */
  async undo(): Promise<{ label: string }> {
    return this.step('done', 'undone', 'max', 'inverse', 'There is nothing to undo.');
  }

  /** Does the command again that was undone last. */
  async redo(): Promise<{ label: string }> {
    return this.step('undone', 'done', 'min', 'forward', 'There is nothing to redo.');
  }

  async history(): Promise<HistoryEntry[]> {
    return this.engine.rows<HistoryEntry>(
      `SELECT sequence AS id, strftime(done_at, '%Y-%m-%dT%H:%M:%SZ') AS "at", label, state
       FROM app.journal ORDER BY sequence DESC LIMIT 200`,
    );
  }

  /** The labels of what undo and redo would do now; null when they would do nothing. */
  async offers(): Promise<{ undo: string | null; redo: string | null }> {
    const done = await this.peek(this.engine, 'done', 'max');
    const undone = await this.peek(this.engine, 'undone', 'min');
    return { undo: done?.inverse ? done.label : null, redo: undone?.forward ? undone.label : null };
  }

  private async step(
    from: 'done' | 'undone',
    to: 'done' | 'undone',
    which: 'max' | 'min',
    side: 'forward' | 'inverse',
    nothing: string,
  ): Promise<{ label: string }> {
    return this.engine.transaction(async (transaction) => {
      const entry = await this.peek(transaction, from, which);
      if (!entry) throw new QuarterdeckError('nothing-to-undo', nothing);
      const stored = entry[side];
      if (!stored) {
        throw new QuarterdeckError(
          'nothing-to-undo',
          side === 'inverse'
            ? `“${entry.label}” cannot be taken back.`
            : `“${entry.label}” cannot be done again by itself; repeat it from its screen.`,
        );
      }
      const invocation = JSON.parse(stored) as Invocation;
      const command = this.commands.get(invocation.command);
      if (!command) throw new Error(`The journal names a command that does not exist: ${invocation.command}`);
      const { inverse } = await command.apply(transaction, invocation.args);
      const other = side === 'inverse' ? 'forward' : 'inverse';
      await transaction.run(`UPDATE app.journal SET state = $to, ${other} = $back WHERE sequence = $sequence`, {
        to,
        back: inverse && JSON.stringify(inverse),
        sequence: entry.sequence,
      });
      return { label: entry.label };
    });
  }

  private async peek(
    executor: Executor,
    state: 'done' | 'undone',
    which: 'max' | 'min',
  ): Promise<JournalRow | undefined> {
    const [row] = await executor.rows<JournalRow>(
      `SELECT sequence, label, state, forward, inverse FROM app.journal
       WHERE sequence = (SELECT ${which}(sequence) FROM app.journal WHERE state = $state)`,
      { state },
    );
    return row;
  }
}

/** A moment as DuckDB reads it, in UTC. */
export function timestamp(moment: Date): string {
  return moment.toISOString().replace('T', ' ').replace('Z', '');
}
