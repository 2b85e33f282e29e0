import type { MethodName } from './methods.ts';

/**
 * Methods that leave something behind, in the workspace or on disk. One that is stopped may be done already: only the
 * engine knows, so its caller waits for the answer instead of being told at once that nothing was changed.
 * (Apart from the contract, which a client need not load with all its documents.)
 */
export const CHANGING: ReadonlySet<MethodName> = new Set<MethodName>([
  'workspace.create',
  'workspace.open',
  'workspace.openSample',
  'workspace.close',
  'policy.set',
  'history.undo',
  'history.redo',
  'dataset.load',
  'dataset.undo',
  'finding.snooze',
  'finding.wake',
  'pack.build',
  'tier.save',
  'tier.remove',
  'tier.promote',
  'tier.saveException',
  'tier.addExceptions',
  'tier.removeException',
  'tier.saveAttestation',
  'tier.removeAttestation',
  'incentive.save',
  'incentive.remove',
  'incentive.promote',
  'segment.save',
  'segment.remove',
  'segment.assign',
  'segment.move',
  'segment.unmove',
]);

/** What is told to have changed when only drafts of plans and programs did: nobody is paid or placed by them. */
export const DRAFTS = 'drafts';

/** All that a change of drafts can be seen in; every other answer stands. */
export const SHOW_DRAFTS: ReadonlySet<MethodName> = new Set<MethodName>([
  'workspace.status',
  'history.list',
  'tier.saved',
  'tier.program',
  'incentive.saved',
  'incentive.plan',
]);
