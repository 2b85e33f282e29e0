import { assertTargets } from '../../metrics/indices/assertTargets.ts';
import { setPolicyCommand } from '../../workspace/policyStore.ts';
import { tellChanged } from '../changes.ts';
import type { Handlers } from '../session.ts';
import { workspaceStatus } from './workspace.ts';

type Area = Pick<Handlers, Extract<keyof Handlers, `history.${string}` | `policy.${string}`>>;

export const historyHandlers: Area = {
  async 'policy.set'({ service, session, signal }, { policy }) {
    assertTargets(policy);
    const workspace = session.needWorkspace();
    await workspace.bus.execute(setPolicyCommand(workspace.now), { policy }, { signal });
    await tellChanged(service, workspace, 'policy');
    return workspaceStatus(workspace);
  },

  async 'history.list'({ session }) {
    return session.needWorkspace().bus.history();
  },

  async 'history.undo'({ service, session }, { careful }) {
    const workspace = session.needWorkspace();
    const undone = await workspace.bus.undo({ careful });
    await tellChanged(service, workspace, undone.label);
    return undone;
  },

  async 'history.redo'({ service, session }) {
    const workspace = session.needWorkspace();
    const redone = await workspace.bus.redo();
    await tellChanged(service, workspace, redone.label);
    return redone;
  },
};
