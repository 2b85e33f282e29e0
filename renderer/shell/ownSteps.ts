/**
 * A screen that is worked on in steps of its own takes the keys of undo for as long as it is in view: a key held a moment
 * too long must not go on to the history of the workspace, where promotions and loads stand.
 */
import { useEffect } from 'react';

export interface OwnSteps {
  /** What was taken back or brought again; null when there is nothing left of the screen's own. */
  undo(): string | null;
  redo(): string | null;
}

let own: OwnSteps | null = null;

export function useOwnSteps(steps: OwnSteps): void {
  useEffect(() => {
    own = steps;
    return () => {
      if (own === steps) own = null;
    };
  }, [steps]);
}

export const ownSteps = (): OwnSteps | null => own;
