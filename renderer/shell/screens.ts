/** The screens that exist, in the order of the rail. */
import {
  type Icon,
  IconChartDots,
  IconCoins,
  IconDatabaseImport,
  IconLayoutDashboard,
  IconPresentation,
  IconSettings,
  IconStairsUp,
  IconTable,
  IconUsers,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface ScreenEntry {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  /** Where in the rail. */
  readonly place: 'main' | 'foot';
  /** More words the palette finds it by. */
  readonly keywords: string;
  readonly Component: LazyExoticComponent<ComponentType>;
  /** Fetches the code. */
  readonly fetch: () => Promise<unknown>;
}

function screen(fetch: () => Promise<{ readonly default: ComponentType }>): Pick<ScreenEntry, 'Component' | 'fetch'> {
  return { Component: lazy(fetch), fetch };
}

export const SCREENS: readonly ScreenEntry[] = [
  {
    id: 'overview',
    label: 'Overview',
    icon: IconLayoutDashboard,
    place: 'main',
    keywords: 'home findings headline indices concentration what moved',
    ...screen(() => import('../features/overview/OverviewScreen.tsx')),
  },
  {
    id: 'scorecards',
    label: 'Scorecards',
    icon: IconTable,
    place: 'main',
    keywords: 'ranking partner level type country region product owner rows export csv',
    ...screen(() => import('../features/scorecards/ScorecardsScreen.tsx')),
  },
  {
    id: 'partners',
    label: 'Partners',
    icon: IconUsers,
    place: 'main',
    keywords: 'roster list partner page peers',
    ...screen(() => import('../features/partner/PartnersScreen.tsx')),
  },
  {
    id: 'segments',
    label: 'Segments',
    icon: IconChartDots,
    place: 'main',
    keywords:
      'segmentation rfm clusters k-means matrix performance potential profile white space coverage capacity invest',
    ...screen(() => import('../features/segments/SegmentsScreen.tsx')),
  },
  {
    id: 'tiers',
    label: 'Tiers',
    icon: IconStairsUp,
    place: 'main',
    keywords: 'levels program thresholds simulate movers migration exceptions promote',
    ...screen(() => import('../features/tiers/TiersScreen.tsx')),
  },
  {
    id: 'incentives',
    label: 'Incentives',
    icon: IconCoins,
    place: 'main',
    keywords: 'payout rebate spiff mdf plan rate band cap cost winners losers forecast audit accrual gaming promote',
    ...screen(() => import('../features/incentives/IncentivesScreen.tsx')),
  },
  {
    id: 'reviews',
    label: 'Reviews',
    icon: IconPresentation,
    place: 'main',
    keywords: 'qbr pack workbook excel xlsx preview build',
    ...screen(() => import('../features/reviews/ReviewsScreen.tsx')),
  },
  {
    id: 'data',
    label: 'Data',
    icon: IconDatabaseImport,
    place: 'main',
    keywords: 'load import files csv undo history',
    ...screen(() => import('../features/data/DataScreen.tsx')),
  },
  {
    id: 'policy',
    label: 'Policy',
    icon: IconSettings,
    place: 'foot',
    keywords: 'settings currency calendar fiscal active locale terms',
    ...screen(() => import('../features/policy/PolicyScreen.tsx')),
  },
];

/** Where a workspace opens: the first screen of the rail, or Data while it holds nothing. */
export function homeScreen(hasData: boolean): string {
  return hasData ? (SCREENS[0]?.id ?? 'data') : 'data';
}

/**
 * Fetches the code of the screen that an address opens, so that it comes while the engine opens the workspace. What cannot
 * be fetched is fetched again, and reported, when the screen is shown.
 */
export function fetchAhead(id: string): void {
  const ahead = SCREENS.find((entry) => entry.id === id) ?? SCREENS[0];
  ahead?.fetch().catch(() => undefined);
}

export const hasScreen = (id: string): boolean => SCREENS.some((screen) => screen.id === id);
