import type { SegmentDesk } from '../segments/desk.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { queryContext } from './context.ts';
import { labOf } from './labs.ts';

/** What every question about segments needs of a workspace. */
export async function segmentDesk(workspace: Workspace): Promise<SegmentDesk> {
  return { context: await queryContext(workspace), lab: labOf(workspace) };
}
