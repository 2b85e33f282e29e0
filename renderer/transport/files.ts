/** Files in and out. The desktop names paths; a browser hands the bytes over and gets bytes back. */

export interface HostFile {
  readonly path: string;
  readonly name: string;
}

/** What the file dialog offers; the engine looks at the bytes, not at these. */
const ACCEPT = '.csv,.tsv,.txt,.xlsx,.parquet,.jsonl,.ndjson,.json,.gz,.zip';

/** Asks for files. Empty when the user thinks better of it. */
export async function chooseFiles(): Promise<readonly HostFile[]> {
  if (window.quarterdeck) return window.quarterdeck.openFiles();
  return receiveFiles(await pickInBrowser());
}

/** Files dropped on the page, as paths the engine can read. */
export async function receiveFiles(files: readonly File[]): Promise<readonly HostFile[]> {
  const bridge = window.quarterdeck;
  if (bridge) {
    const paths = files.map((file) => ({ path: bridge.pathForFile(file), name: file.name }));
    const lost = paths.find(({ path }) => path === '');
    if (lost) throw new Error(`“${lost.name}” is not a file on this machine; save it first, then drop it again.`);
    return paths;
  }
  return Promise.all(files.map(upload));
}

/** Writes a file where the user says, or into the browser's downloads. Answers where it went, null when called off. */
export async function saveFile(name: string, bytes: Uint8Array): Promise<string | null> {
  if (window.quarterdeck) return window.quarterdeck.saveFile(name, bytes);
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next turn; the blob need not stay for the life of the page.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return name;
}

function pickInBrowser(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = ACCEPT;
    input.hidden = true;
    const answer = (files: readonly File[]): void => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => answer([...(input.files ?? [])]));
    input.addEventListener('cancel', () => answer([]));
    // On the page while the dialog is open: an input that nothing holds may be collected, and its answer with it.
    document.body.append(input);
    input.click();
  });
}

async function upload(file: File): Promise<HostFile> {
  const response = await fetch(`upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
  const answer = (await response.json().catch(() => null)) as UploadAnswer | null;
  if (response.ok && answer?.path) return { path: answer.path, name: file.name };
  throw new Error(answer?.error?.message ?? `“${file.name}” could not be handed to Quarterdeck; drop it again.`);
}

interface UploadAnswer {
  readonly path?: string;
  readonly error?: { readonly message: string };
}
