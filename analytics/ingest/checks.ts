import type { LoadCheck } from '../api/results.ts';

/** The checks of one load, in the order they are shown: what was refused, what to look at, what to know. */
export class Checks {
  private readonly list: LoadCheck[] = [];

  add(id: string, level: LoadCheck['level'], rows: number, sentence: string, amount: string | null = null): void {
    if (rows > 0) this.list.push({ id, level, sentence, rows, amount });
  }

  sorted(): LoadCheck[] {
    const order = { refused: 0, look: 1, info: 2 };
    return [...this.list].sort((a, b) => order[a.level] - order[b.level]);
  }
}

/**
 * SQL for what the rows of a stage add up to, as exact text: null when they are in several currencies. Null instead of SQL
 * when the stage has no amounts.
 */
export function moneyAtStake(filled: readonly string[]): string | null {
  if (!filled.includes('amount')) return null;
  const sum = 'CAST(sum(amount) AS VARCHAR)';
  return filled.includes('currency')
    ? // No currency is the base currency, and is not to be added to another one.
      `CASE WHEN min(coalesce(currency, '')) = max(coalesce(currency, '')) THEN ${sum} END`
    : sum;
}
