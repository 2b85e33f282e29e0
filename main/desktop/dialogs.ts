import { homedir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { app, BrowserWindow, dialog, type FileFilter, type IpcMainInvokeEvent, type OpenDialogOptions } from 'electron';
import { z } from 'zod';
import { QuarterdeckError } from '../../analytics/api/errors.ts';
import { LIMITS } from '../../analytics/api/limits.ts';
import { answerRequest } from './requests.ts';
import { saveFile } from './saveFile.ts';

const DATA_FILES: FileFilter[] = [
  { name: 'Exports', extensions: ['csv', 'tsv', 'txt', 'xlsx', 'parquet', 'json', 'jsonl', 'ndjson', 'gz', 'zip'] },
  { name: 'All files', extensions: ['*'] },
];
const WORKSPACES: FileFilter[] = [{ name: 'Quarterdeck workspace', extensions: ['quarterdeck'] }];

const fileName = z.string().min(1).max(200);
const fileBytes = z.instanceof(Uint8Array);

/** The page asks, the user chooses, and only what the user chose goes back. */
export function setupDialogs(): void {
  answerRequest('openFiles', async (event) => {
    const paths = await choose(event, {
      title: 'Load files',
      buttonLabel: 'Load',
      filters: DATA_FILES,
      properties: ['openFile', 'multiSelections'],
    });
    return paths.slice(0, LIMITS.filesPerLoad).map((path) => ({ path, name: basename(path) }));
  });

  answerRequest('openWorkspace', async (event) => {
    const [path] = await choose(event, { title: 'Open a workspace', filters: WORKSPACES, properties: ['openFile'] });
    return path ?? null;
  });

  answerRequest('chooseNewWorkspace', async (event, name) => {
    const { canceled, filePath } = await dialog.showSaveDialog(windowOf(event), {
      title: 'New workspace',
      buttonLabel: 'Create',
      defaultPath: join(app.getPath('documents'), `${plainName(fileName.parse(name))}.quarterdeck`),
      filters: WORKSPACES,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled ? null : withExtension(filePath, '.quarterdeck');
  });

  answerRequest('saveFile', async (event, name, bytes) => {
    const asked = plainName(fileName.parse(name));
    const content = fileBytes.parse(bytes);
    const extension = extname(asked);
    const { canceled, filePath } = await dialog.showSaveDialog(windowOf(event), {
      title: 'Save',
      defaultPath: join(app.getPath('documents'), asked),
      ...(extension && { filters: [{ name: extension.slice(1).toUpperCase(), extensions: [extension.slice(1)] }] }),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled) return null;
    await saveFile(filePath, content);
    return filePath;
  });
}

async function choose(event: IpcMainInvokeEvent, options: OpenDialogOptions): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(event), { defaultPath: homedir(), ...options });
  return canceled ? [] : filePaths;
}

function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (!window) throw new QuarterdeckError('bad-request', 'The window was closed before the dialog could open.');
  return window;
}

/** A suggestion must not walk out of the folder it is suggested in. */
function plainName(name: string): string {
  return name.replace(/[\\/:*?"<>|]/g, ' ').trim() || 'Quarterdeck';
}

function withExtension(path: string, extension: string): string {
  return extname(path).toLowerCase() === extension ? path : path + extension;
}
