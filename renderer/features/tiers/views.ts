/** The views of a program, in the order of the switch. Each is read when it is looked at. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface TierView {
  readonly id: string;
  readonly label: string;
  readonly Component: LazyExoticComponent<ComponentType>;
}

export const VIEWS: readonly [TierView, ...TierView[]] = [
  { id: 'simulate', label: 'Simulate', Component: lazy(() => import('./simulate/SimulateView.tsx')) },
];
