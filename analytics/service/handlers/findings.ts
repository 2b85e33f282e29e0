import { snoozeFinding, wakeFinding } from '../../findings/snooze.ts';
import { tellChanged } from '../changes.ts';
import { findings } from '../findings.ts';
import type { Handlers } from '../session.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `finding.${string}`>>;

export const findingHandlers: Area = {
  async 'finding.list'({ service, session, signal }, scope) {
    return findings(service.cache, session.needWorkspace(), scope, { signal });
  },

  async 'finding.snooze'({ service, session, signal }, snooze) {
    const workspace = session.needWorkspace();
    await workspace.bus.execute(snoozeFinding, snooze, { signal });
    await tellChanged(service, workspace, 'findings');
    return null;
  },

  async 'finding.wake'({ service, session, signal }, { id }) {
    const workspace = session.needWorkspace();
    await workspace.bus.execute(wakeFinding, { id }, { signal });
    await tellChanged(service, workspace, 'findings');
    return null;
  },
};
