/** What the user can do from anywhere; menus, keys and the palette all come here. */
import { explain } from '../transport/calls.ts';
import { call } from '../transport/connection.ts';
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

export const closeWorkspace = (): Promise<void> =>
  doAndSay(async () => {
    await call('workspace.close', {});
    return 'Workspace closed';
  });
