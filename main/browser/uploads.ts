import { createWriteStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { QuarterdeckError } from '../../analytics/api/errors.ts';

export interface UploadLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
}

export const UPLOAD_LIMITS: UploadLimits = { fileBytes: 8 * 1024 ** 3, totalBytes: 32 * 1024 ** 3 };

const PREFIX = 'quarterdeck-uploads-';

/**
 * The files a browser handed over, in a private folder (mode 700) that goes when the host goes. A page in a browser
 * cannot name a path on disk, so the file itself has to come.
 */
export class Uploads {
  private readonly folder: string;
  private readonly limits: UploadLimits;
  private received = 0;
  private count = 0;

  constructor(limits: UploadLimits = UPLOAD_LIMITS, parent: string = tmpdir()) {
    removeAbandoned(parent);
    this.folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
    this.limits = limits;
  }

  /**
   * Stores a stream as a file and answers its path. The file appears whole or not at all.
   * @param announced the Content-Length, when the sender gave one
   */
  async receive(name: string, body: NodeJS.ReadableStream, announced: number | undefined): Promise<string> {
    const fileName = safeName(name);
    this.assertFits(fileName, announced ?? 0, announced ?? 0);
    await this.assertRoom(fileName, announced ?? 0);
    // Each upload has a folder of its own: two exports may bear the same name.
    const folder = join(this.folder, String(++this.count));
    await mkdir(folder, { mode: 0o700 });
    const path = join(folder, fileName);
    const part = `${path}.part`;
    let size = 0;
    const meter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        size += chunk.byteLength;
        this.received += chunk.byteLength;
        try {
          this.assertFits(fileName, size, 0);
          done(null, chunk);
        } catch (refusal) {
          done(refusal as Error);
        }
      },
    });
    try {
      await pipeline(body, meter, createWriteStream(part, { flags: 'wx', mode: 0o600 }));
      await rename(part, path);
      return path;
    } catch (error) {
      this.received -= size;
      await rm(folder, { recursive: true, force: true });
      throw explain(fileName, error);
    }
  }

  /** Synchronous, so that it can run while the process is leaving. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private assertFits(name: string, size: number, toCome: number): void {
    if (size > this.limits.fileBytes) {
      throw new QuarterdeckError(
        'bad-request',
        `${name} is larger than the ${gigabytes(this.limits.fileBytes)} GB a browser may hand over; load it with "quarterdeck import" or the desktop application.`,
      );
    }
    if (this.received + toCome > this.limits.totalBytes) {
      throw new QuarterdeckError(
        'bad-request',
        `${name} would take the files handed over past ${gigabytes(this.limits.totalBytes)} GB; restart Quarterdeck, or load it with "quarterdeck import".`,
      );
    }
  }

  private async assertRoom(name: string, announced: number): Promise<void> {
    const disk = await statfs(this.folder);
    if (announced > disk.bavail * disk.bsize) throw diskFull(name);
  }
}

/** A file name and nothing else: no folders, no control characters, nothing a file system refuses. */
function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const plain = last.replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_').slice(-180);
  if (plain === '' || plain === '.' || plain === '..') {
    throw new QuarterdeckError('bad-request', 'A file was sent without a name; choose it again.');
  }
  return plain;
}

function explain(name: string, error: unknown): unknown {
  if (error instanceof QuarterdeckError) return error;
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull(name, error);
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET') {
      return new QuarterdeckError('cancelled', `${name} stopped arriving before its end; nothing was kept.`, error);
    }
  }
  return error;
}

function diskFull(name: string, cause?: unknown): QuarterdeckError {
  return new QuarterdeckError(
    'disk-full',
    `There is no room on the disk for ${name}; free some space and choose it again.`,
    cause,
  );
}

const gigabytes = (bytes: number) => Math.round((bytes / 1024 ** 3) * 10) / 10;

/** Folders of hosts that were killed before they could tidy up. */
function removeAbandoned(parent: string): void {
  for (const entry of readdirSync(parent)) {
    const pid = Number(entry.startsWith(PREFIX) ? entry.slice(PREFIX.length).split('-')[0] : Number.NaN);
    if (Number.isInteger(pid) && !isRunning(pid)) removeIfOurs(join(parent, entry));
  }
}

/** What another user left in the shared folder cannot be removed by us, and is no reason not to start. */
function removeIfOurs(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It stays.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, so not an abandoned folder of ours to judge.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
