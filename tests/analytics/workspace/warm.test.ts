import { afterEach, describe, expect, it } from 'vitest';
import { channelPair } from '../../../analytics/api/channel.ts';
import { connect } from '../../../analytics/api/client.ts';
import { Service } from '../../../analytics/service/service.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const service = new Service();

afterEach(() => service.close());

function client(opening?: { workspace: string }) {
  const [near, far] = channelPair();
  service.connect(far, opening);
  return connect(near);
}

describe('opening ahead of the first page', () => {
  // A workspace that stays held after the page has left it could not be opened by another program.
  it('is let go of once the page has the workspace', async () => {
    const path = folder.file('w.quarterdeck');
    await (await Workspace.create(path, 'Warm')).close();
    await service.warm({ workspace: path });
    const page = client({ workspace: path });
    expect((await page.call('workspace.status', {}))?.name).toBe('Warm');
    expect(await service.registry.isOpen(path)).toBe(true);
    await page.call('workspace.close', {});
    expect(await service.registry.isOpen(path)).toBe(false);
  });

  it('tells the page, and nobody else, that the workspace is not there', async () => {
    const path = folder.file('missing.quarterdeck');
    await service.warm({ workspace: path });
    await expect(client({ workspace: path }).call('workspace.status', {})).rejects.toMatchObject({
      code: 'file-missing',
    });
  });
});
