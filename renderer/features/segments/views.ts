/** The views of a segmentation, in the order of the switch. Each is read when it is looked at. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

interface SegmentView {
  readonly id: string;
  readonly label: string;
  readonly Component: LazyExoticComponent<ComponentType>;
}

export const VIEWS: readonly [SegmentView, ...SegmentView[]] = [
  { id: 'picture', label: 'Picture', Component: lazy(() => import('./picture/PictureView.tsx')) },
  { id: 'movement', label: 'Movement', Component: lazy(() => import('./movement/MovementView.tsx')) },
  { id: 'returns', label: 'Returns', Component: lazy(() => import('./returns/ReturnsView.tsx')) },
  { id: 'fit', label: 'Fit', Component: lazy(() => import('./fit/FitView.tsx')) },
  { id: 'space', label: 'White space', Component: lazy(() => import('./space/SpaceView.tsx')) },
];
