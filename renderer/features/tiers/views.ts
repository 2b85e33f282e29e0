/** The views of a program, in the order of the switch. Each is read when it is looked at. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface TierView {
  readonly id: string;
  readonly label: string;
  readonly Component: LazyExoticComponent<ComponentType>;
}

export const VIEWS: readonly [TierView, ...TierView[]] = [
  { id: 'simulate', label: 'Simulate', Component: lazy(() => import('./simulate/SimulateView.tsx')) },
  { id: 'requirements', label: 'Requirements', Component: lazy(() => import('./requirements/RequirementsView.tsx')) },
  { id: 'backtest', label: 'Back-test', Component: lazy(() => import('./backtest/BackTestView.tsx')) },
  { id: 'search', label: 'Search thresholds', Component: lazy(() => import('./search/SearchView.tsx')) },
  { id: 'compare', label: 'Compare', Component: lazy(() => import('./compare/CompareView.tsx')) },
  { id: 'registers', label: 'Exceptions', Component: lazy(() => import('./registers/RegistersView.tsx')) },
];

/** Before a program is open, or for another one. */
export const StartView = lazy(async () => ({ default: (await import('./start/StartView.tsx')).StartView }));
/** Beside the view, pushing it aside. */
export const PromotePanel = lazy(async () => ({ default: (await import('./promote/PromotePanel.tsx')).PromotePanel }));
/** The same place: why one partner has the level it gets. */
export const ExplainPanel = lazy(async () => ({ default: (await import('./explain/ExplainPanel.tsx')).ExplainPanel }));
