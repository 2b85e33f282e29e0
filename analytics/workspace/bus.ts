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
  /** Set where its own work cannot be taken back: what would have to be done to have things as they were. */
  readonly final?: string;
  apply(transaction: Executor, args: A): Promise<Outcome<R>>;
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

  /**
   * Takes back the last command that is done and can be taken back.
   * @param careful leaves alone what could not be done again afterwards
   * @throws QuarterdeckError `nothing-to-undo`
   */
  async undo({ careful = false }: { readonly careful?: boolean } = {}): Promise<{ label: string }> {
    return this.step('undo', careful);
  }

  /** Does the command again that was undone last. */
  async redo(): Promise<{ label: string }> {
    return this.step('redo');
  }

  async history(): Promise<HistoryEntry[]> {
    return this.engine.prompt.rows<HistoryEntry>(
      `SELECT sequence AS id, strftime(done_at, '%Y-%m-%dT%H:%M:%SZ') AS "at", label, state
       FROM app.journal ORDER BY sequence DESC LIMIT 200`,
    );
  }

  /** The labels of what undo and redo would do now; null when they would do nothing. */
  async offers(): Promise<{ undo: string | null; redo: string | null }> {
    const [undo, redo] = await Promise.all([peek(this.engine.prompt, 'undo'), peek(this.engine.prompt, 'redo')]);
    return { undo: undo?.label ?? null, redo: redo?.label ?? null };
  }

  private async step(direction: Direction, careful = false): Promise<{ label: string }> {
    const { to, back } = STEPS[direction];
    return this.engine.transaction(async (transaction) => {
      const entry = await peek(transaction, direction);
      if (!entry) throw new QuarterdeckError('nothing-to-undo', `There is nothing to ${direction}.`);
      const invocation = JSON.parse(entry.invocation) as Invocation;
      const command = this.commands.get(invocation.command);
      if (!command) throw new Error(`The journal names a command that does not exist: ${invocation.command}`);
      if (careful && command.final !== undefined) {
        throw new QuarterdeckError(
          'nothing-to-undo',
          `The last change is “${entry.label}”. ${command.final} To take it back all the same, use the Undo button.`,
        );
      }
      const { inverse } = await command.apply(transaction, invocation.args);
      await transaction.run(`UPDATE app.journal SET state = $to, ${back} = $inverse WHERE sequence = $sequence`, {
        to,
        inverse: inverse && JSON.stringify(inverse),
        sequence: entry.sequence,
      });
      return { label: entry.label };
    });
  }
}

type Direction = 'undo' | 'redo';

/** Undo runs the inverse of the newest done entry, redo the forward side of the oldest undone one. */
const STEPS = {
  undo: { from: 'done', to: 'undone', which: 'max', side: 'inverse', back: 'forward' },
  redo: { from: 'undone', to: 'done', which: 'min', side: 'forward', back: 'inverse' },
} as const;

interface JournalEntry {
  readonly sequence: number;
  readonly label: string;
  readonly invocation: string;
}

/** What a step would run now. Entries that cannot be taken back (or done again) are passed over. */
async function peek(executor: Executor, direction: Direction): Promise<JournalEntry | undefined> {
  const { from, which, side } = STEPS[direction];
  const [entry] = await executor.rows<JournalEntry>(
    `SELECT sequence, label, ${side} AS invocation FROM app.journal
     WHERE sequence = (SELECT ${which}(sequence) FROM app.journal WHERE state = $from AND ${side} IS NOT NULL)`,
    { from },
  );
  return entry;
}

/** A moment as DuckDB reads it, in UTC. */
export function timestamp(moment: Date): string {
  return moment.toISOString().replace('T', ' ').replace('Z', '');
}
