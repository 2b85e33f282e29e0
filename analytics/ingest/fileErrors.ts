import { QuarterdeckError } from '../api/errors.ts';

/** What the system said about a file, as a sentence the user can act on. Anything else comes back as it was. */
export function fileError(thrown: unknown, path: string): unknown {
  if (thrown instanceof QuarterdeckError) return thrown;
  switch ((thrown as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new QuarterdeckError(
        'file-missing',
        `There is no file at ${path}. Check the name, or choose it again.`,
        thrown,
      );
    case 'EACCES':
    case 'EPERM':
      return new QuarterdeckError(
        'file-unreadable',
        `${path} may not be read by you. Change its permissions, or copy it to a folder of yours.`,
        thrown,
      );
    case 'EISDIR':
      return new QuarterdeckError('file-unreadable', `${path} is a folder. Choose the files in it.`, thrown);
    case 'ENOSPC':
    case 'EDQUOT':
      return new QuarterdeckError(
        'disk-full',
        'The disk is full, so the work was stopped and nothing was changed. Free some space beside the workspace and try again.',
        thrown,
      );
    default:
      return thrown;
  }
}

export function unreadable(message: string, cause?: unknown): QuarterdeckError {
  return new QuarterdeckError('file-unreadable', message, cause);
}

export function cancelled(cause?: unknown): QuarterdeckError {
  return new QuarterdeckError('cancelled', 'Stopped. Nothing was changed.', cause);
}

export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal.reason);
}
