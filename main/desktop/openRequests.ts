import { resolve } from 'node:path';
import { app } from 'electron';
import type { Opening } from '../../analytics/service/hosting.ts';

/**
 * What the system asked to have open: by the command line, by a second start, or (macOS) by an event that may come
 * before there is a window.
 */
export class OpenRequests {
  private first: Opening | undefined;
  private taken = false;
  private readonly onLater: (path: string) => void;

  /** @param onLater told of a file asked for once the first page has its engine */
  constructor(argv: readonly string[], workingDirectory: string, onLater: (path: string) => void) {
    this.first = openingIn(argv, workingDirectory);
    this.onLater = onLater;
  }

  listen(): void {
    app.on('open-file', (event, path) => {
      event.preventDefault();
      if (isWorkspace(path)) this.ask(path);
    });
    app.on('second-instance', (_event, argv, workingDirectory) => {
      const opening = openingIn(argv, workingDirectory);
      if (opening && 'workspace' in opening) this.ask(opening.workspace);
    });
  }

  /** What the first session will have open, as far as it is known before there is one. */
  get awaited(): Opening | undefined {
    return this.first;
  }

  /** What the first session has open; nothing for the sessions after it, whose page knows where it was. */
  take(): Opening | undefined {
    const { first } = this;
    this.first = undefined;
    this.taken = true;
    return first;
  }

  private ask(path: string): void {
    if (this.taken) this.onLater(path);
    else this.first = { workspace: path };
  }
}

function openingIn(argv: readonly string[], workingDirectory: string): Opening | undefined {
  const path = argv.slice(1).find(isWorkspace);
  if (path !== undefined) return { workspace: resolve(workingDirectory, path) };
  return argv.includes('--sample') ? { sample: true } : undefined;
}

const isWorkspace = (argument: string) => !argument.startsWith('-') && argument.toLowerCase().endsWith('.quarterdeck');
