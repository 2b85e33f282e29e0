import { afterEach, expect, it } from 'vitest';
import { channelPair } from '../../../analytics/api/channel.ts';
import { connect } from '../../../analytics/api/client.ts';
import { Service } from '../../../analytics/service/service.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const service = new Service();

afterEach(() => service.close());

// A load that was killed leaves its reading tables in the file; they must not stay to be taken for data or to fill the disk.
it('clears the tables of a killed load when the workspace is opened', async () => {
  const path = folder.file('w.quarterdeck');
  const killed = await Workspace.create(path, 'A');
  await killed.engine.run('CREATE TABLE store.stage_7 AS SELECT 1 AS amount');
  await killed.close();

  const [near, far] = channelPair();
  service.connect(far);
  await connect(near).call('workspace.open', { path });
  await service.close();

  const after = await Workspace.open(path);
  expect(
    await after.engine.rows("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'stage%'"),
  ).toEqual([]);
  await after.close();
});
