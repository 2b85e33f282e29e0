/**
 * Every refusal crosses a boundary as one shape: a stable code for programs, a sentence for people (what is wrong,
 * where, what to do) and the cause for the log.
 */
export const ERROR_CODES = [
  'bad-request',
  'unknown-method',
  'not-found',
  'no-workspace',
  'workspace-exists',
  'workspace-held',
  'workspace-not-a-database',
  'workspace-newer',
  'file-missing',
  'file-empty',
  'file-unreadable',
  'map-invalid',
  'load-refused',
  'period-invalid',
  'metric-unknown',
  'dimension-unknown',
  'program-invalid',
  'plan-invalid',
  'segmentation-invalid',
  'nothing-to-undo',
  'cursor-closed',
  'cancelled',
  'disk-full',
  'out-of-memory',
  'engine-lost',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorEnvelope {
  readonly code: ErrorCode;
  /** One or two sentences a user can act on. */
  readonly message: string;
  /** For the log: the original text, the SQL. Never shown by default. */
  readonly cause?: string;
}

export class QuarterdeckError extends Error {
  override readonly name = 'QuarterdeckError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Any thrown value as an envelope. What is not ours is `internal` and keeps its text as the cause. */
export function toEnvelope(thrown: unknown): ErrorEnvelope {
  if (thrown instanceof QuarterdeckError) {
    const { code, message, cause } = thrown;
    return cause === undefined ? { code, message } : { code, message, cause: causeText(cause) };
  }
  return {
    code: 'internal',
    message: 'Something went wrong inside Quarterdeck. Nothing was changed; the log holds the details.',
    cause: causeText(thrown),
  };
}

/** The error a caller catches, rebuilt from what crossed the wire. */
export function fromEnvelope(envelope: ErrorEnvelope): QuarterdeckError {
  return new QuarterdeckError(envelope.code, envelope.message, envelope.cause);
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
