import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { QuarterdeckError } from '../../api/errors.ts';
import { packSource } from '../packSource.ts';
import type { Handlers } from '../session.ts';

/** Loaded when first asked for: the workbook's libraries would add a third of a second to every start. */
const packs = () => import('../../packs/index.ts');

type Area = Pick<Handlers, Extract<keyof Handlers, `pack.${string}`>>;

export const packHandlers: Area = {
  async 'pack.preview'({ session, signal }, { spec }) {
    const { buildPack, previewOf } = await packs();
    return previewOf(await buildPack(await packSource(session.needWorkspace()), spec, { signal }));
  },

  async 'pack.build'({ session, signal, progress }, { spec, path }) {
    const { buildPack, packFileName, SHEETS, sheetIds, writeWorkbook } = await packs();
    const source = await packSource(session.needWorkspace());
    const model = await buildPack(source, spec, {
      signal,
      onProgress: ({ stage, done, total }) => progress(stage, done, total, 'pages'),
    });
    const bytes = await writeWorkbook(model);
    if (signal.aborted) throw new QuarterdeckError('cancelled', 'Stopped. No file was written.');
    if (path !== undefined) await writeWhole(path, bytes);
    return {
      fileName: packFileName(model),
      bytes: path === undefined ? bytes : null,
      path: path ?? null,
      sheets: sheetIds(model).map((id) => SHEETS[id]),
      checks: model.checks,
    };
  },
};

/** Writes beside the target and renames, so that a reader never finds half a workbook and a failure keeps the old one. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.${randomUUID()}.new`;
  try {
    await writeFile(fresh, bytes);
    await rename(fresh, path);
  } catch (thrown) {
    await rm(fresh, { force: true });
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new QuarterdeckError(
        'disk-full',
        `There is no room for ${path}. Free some space and build it again.`,
        thrown,
      );
    throw new QuarterdeckError(
      'file-unreadable',
      `${path} cannot be written. Check the folder and whether the file is open elsewhere.`,
      thrown,
    );
  }
}
