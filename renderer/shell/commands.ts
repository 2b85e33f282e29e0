/** What the user can do from anywhere; menus, keys and the palette all come here. */
import { explain } from '../transport/calls.ts';
import { call } from '../transport/connection.ts';
import { ownSteps } from './ownSteps.ts';
import { say } from './statusLine.ts';

/** Runs a command and says what it did, or why not, in the status line. */
async function doAndSay(work: () => Promise<string>): Promise<void> {
  try {
    say(await work());
  } catch (thrown) {
    say(explain(thrown).sentence);
  }
}

export const undo = (): Promise<void> => doAndSay(async () => `Undone: ${(await call('history.undo', {})).label}`);

export const redo = (): Promise<void> => doAndSay(async () => `Done again: ${(await call('history.redo', {})).label}`);

/** What the keys do: the screen's own steps where it has them, else the workspace's, but none that cannot be done again. */
export function undoByKey(): void {
  const own = ownSteps();
  if (!own) {
    void doAndSay(async () => `Undone: ${(await call('history.undo', { careful: true })).label}`);
    return;
  }
  const undone = own.undo();
  say(
    undone === null
      ? 'No change left to take back here; what was saved is undone with the arrow above'
      : `Undone: ${undone}`,
  );
}

export function redoByKey(): void {
  const own = ownSteps();
  if (!own) {
    void redo();
    return;
  }
  const redone = own.redo();
  say(redone === null ? 'No change left to make again here' : `Done again: ${redone}`);
}

export const closeWorkspace = (): Promise<void> =>
  doAndSay(async () => {
    await call('workspace.close', {});
    return 'Workspace closed';
  });
