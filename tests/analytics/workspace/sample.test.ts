import { existsSync, utimesSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { channelPair } from '../../../analytics/api/channel.ts';
import { connect } from '../../../analytics/api/client.ts';
import { policy } from '../../../analytics/api/documents/policy.ts';
import { Service } from '../../../analytics/service/service.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const shipped = folder.file('shipped.quarterdeck');
const services: Service[] = [];

async function opened() {
  const service = new Service({ home: folder.file('home'), sample: shipped });
  services.push(service);
  const [near, far] = channelPair();
  service.connect(far);
  const api = connect(near);
  return { service, api, status: await api.call('workspace.openSample', {}) };
}

async function ship(name: string, at: Date): Promise<void> {
  const file = existsSync(shipped) ? await Workspace.open(shipped) : await Workspace.create(shipped, name);
  await file.engine.run(`UPDATE app.policy SET document = $document`, {
    document: JSON.stringify(policy.parse({ networkName: name })),
  });
  await file.close();
  utimesSync(shipped, at, at);
}

afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

describe('the sample network', () => {
  it('opens as a copy that keeps what the user did, until a newer sample ships', async () => {
    await ship('First sample', new Date(2020, 0, 1));
    const first = await opened();
    expect(first.status.name).toBe('First sample');
    await first.api.call('policy.set', { policy: { ...first.status.policy, networkName: 'Mine' } });
    await first.service.close();
    expect((await opened()).status.name).toBe('Mine');
    for (const service of services.splice(0)) await service.close();

    await ship('Second sample', new Date(Date.now() + 60_000));
    expect((await opened()).status.name).toBe('Second sample');
    for (const service of services.splice(0)) await service.close();
    const earlier = await Workspace.open(folder.file('home/Sample network, earlier.quarterdeck'));
    expect((await earlier.policy()).policy.networkName).toBe('Mine');
    await earlier.close();
  });

  // The host opens ahead while the page connects: two makings at once left half a file open under the other's copy.
  it('is copied once for all who ask at the same time', async () => {
    await ship('Sample', new Date(2020, 0, 1));
    const service = new Service({ home: folder.file('new-home'), sample: shipped });
    services.push(service);
    const pages = Array.from({ length: 4 }, () => {
      const [near, far] = channelPair();
      service.connect(far, { sample: true });
      return connect(near);
    });
    const answers = await Promise.all([
      service.warm({ sample: true }),
      ...pages.map((page) => page.call('workspace.status', {})),
    ]);
    expect(answers.slice(1)).toEqual(pages.map(() => expect.objectContaining({ name: 'Sample' })));
  });

  it('says how to make the sample where none ships', async () => {
    const service = new Service({ home: folder.file('home') });
    services.push(service);
    const [near, far] = channelPair();
    service.connect(far);
    await expect(connect(near).call('workspace.openSample', {})).rejects.toMatchObject({ code: 'not-found' });
  });
});
