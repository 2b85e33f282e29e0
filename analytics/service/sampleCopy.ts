import { copyFile, mkdir, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The user's copy of the sample network that ships with the product, so that whatever a newcomer does to it, the original
 * stays. When a newer sample came with the product, the copy of the old one is put aside, not lost.
 */
export class SampleCopy {
  private readonly sample: string;
  private readonly home: string;
  private making: Promise<string> | undefined;

  constructor(sample: string, home: string) {
    this.sample = sample;
    this.home = home;
  }

  /**
   * The path of the copy, made when it is missing or older than the sample, unless `isOpen`. Callers at the same time
   * share one making: a second copy would run over the file that the first has open.
   */
  path(isOpen: (path: string) => Promise<boolean>): Promise<string> {
    this.making ??= this.make(isOpen).finally(() => {
      this.making = undefined;
    });
    return this.making;
  }

  private async make(isOpen: (path: string) => Promise<boolean>): Promise<string> {
    await mkdir(this.home, { recursive: true });
    const copy = join(this.home, 'Sample network.quarterdeck');
    const [shipped, own] = await Promise.all([stat(this.sample), stat(copy).catch(() => null)]);
    const fresh = own !== null && own.mtimeMs >= shipped.mtimeMs;
    if (fresh || (await isOpen(copy))) return copy;
    // Under its name only when it is whole: another process must not open half a file.
    const coming = `${copy}.coming-${process.pid}`;
    await copyFile(this.sample, coming);
    await utimes(coming, new Date(), new Date());
    if (own) await rename(copy, join(this.home, 'Sample network, earlier.quarterdeck'));
    await rename(coming, copy);
    return copy;
  }
}
