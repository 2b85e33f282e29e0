/** The views of the incentives, in the order of the switch. Each is read when it is looked at. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface IncentiveView {
  readonly id: string;
  readonly label: string;
  readonly Component: LazyExoticComponent<ComponentType>;
  /** The plan in sentences stands beside it. */
  readonly withPlan: boolean;
  /** What it shows is of the plan open; others are of what was paid, whatever plan is open. */
  readonly ofPlan: boolean;
  /** What it shows is beside what pay is compared with. */
  readonly beside?: true;
}

export const VIEWS: readonly [IncentiveView, ...IncentiveView[]] = [
  {
    id: 'answers',
    label: 'Answers',
    withPlan: true,
    ofPlan: true,
    beside: true,
    Component: lazy(() => import('./answers/AnswersView.tsx')),
  },
  {
    id: 'compare',
    label: 'Scenarios',
    withPlan: false,
    ofPlan: true,
    Component: lazy(() => import('./compare/CompareView.tsx')),
  },
  {
    id: 'gaming',
    label: 'Gaming',
    withPlan: true,
    ofPlan: true,
    Component: lazy(() => import('./gaming/GamingView.tsx')),
  },
  {
    id: 'evidence',
    label: 'Evidence',
    withPlan: true,
    ofPlan: true,
    Component: lazy(() => import('./evidence/EvidenceView.tsx')),
  },
  {
    id: 'audit',
    label: 'Payout audit',
    withPlan: false,
    ofPlan: false,
    Component: lazy(() => import('./audit/AuditView.tsx')),
  },
  {
    id: 'accrual',
    label: 'Accrual',
    withPlan: false,
    ofPlan: false,
    Component: lazy(() => import('./accrual/AccrualView.tsx')),
  },
];

/** At the left: the plan in sentences, with what is assumed of its effect. */
export const PlanEditor = lazy(async () => ({ default: (await import('./plan/PlanEditor.tsx')).PlanEditor }));
/** Before a plan is open, or for another one. */
export const StartScreen = lazy(() => import('./start/StartScreen.tsx'));
/** At the right, pushing the work aside. */
export const PromotePanel = lazy(async () => ({ default: (await import('./promote/PromotePanel.tsx')).PromotePanel }));
