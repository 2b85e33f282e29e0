import { QuarterdeckError } from '../api/errors.ts';

/** DuckDB gives plain errors whose kind is the text before the colon; this is the one place that reads it. */
export function toEngineError(thrown: unknown, sql: string): Error {
  if (thrown instanceof QuarterdeckError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const cause = `${text}\n\n${sql}`;
  if (text.startsWith('INTERRUPT Error'))
    return new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.', cause);
  if (isDiskFull(text)) {
    return new QuarterdeckError(
      'disk-full',
      'The disk is full, so the work was stopped and nothing was changed. Free some space beside the workspace and try again.',
      cause,
    );
  }
  if (text.startsWith('Out of Memory Error')) {
    return new QuarterdeckError(
      'out-of-memory',
      'This needs more memory than Quarterdeck may use, so it was stopped and nothing was changed. Narrow the period or the filters and try again.',
      cause,
    );
  }
  return new EngineError(text, sql);
}

/** A statement that DuckDB refused: a fault of ours or of a file, told apart by who catches it. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly sql: string;
  /** `Conversion`, `Invalid Input`, `Catalog` … */
  readonly kind: string;

  constructor(text: string, sql: string) {
    super(`${text}\n\n${sql}`);
    this.sql = sql;
    this.kind = /^([A-Za-z ]+?) Error:/.exec(text)?.[1] ?? 'Unknown';
  }
}

function isDiskFull(text: string): boolean {
  return /No space left on device|ENOSPC|not enough (disk )?space|disk is full|max_temp_directory_size/i.test(text);
}
