import type { Handlers } from '../session.ts';
import { callHandlers } from './calls.ts';
import { datasetHandlers } from './dataset.ts';
import { findingHandlers } from './findings.ts';
import { historyHandlers } from './history.ts';
import { incentiveHandlers } from './incentives.ts';
import { packHandlers } from './pack.ts';
import { queryHandlers } from './query.ts';
import { segmentHandlers } from './segments.ts';
import { tierHandlers } from './tiers.ts';
import { workspaceHandlers } from './workspace.ts';

/** Every method of the contract and who answers it. */
export const HANDLERS: Handlers = {
  ...workspaceHandlers,
  ...historyHandlers,
  ...datasetHandlers,
  ...queryHandlers,
  ...findingHandlers,
  ...packHandlers,
  ...segmentHandlers,
  ...tierHandlers,
  ...incentiveHandlers,
  ...callHandlers,
};
