/** The colours of the theme in force: custom properties, so that a drawn chart follows a change of theme by itself. */
import type { ChartColors } from '../../analytics/present/charts/frame.ts';

export const THEME_COLORS: ChartColors = {
  canvas: 'var(--canvas)',
  sunk: 'var(--sunk)',
  mute: 'var(--mute)',
  line: 'var(--line-2)',
  ink: 'var(--ink)',
  ink2: 'var(--ink-2)',
  ink3: 'var(--ink-3)',
  actual: 'var(--ac)',
  prior: 'var(--py)',
  accent: 'var(--accent)',
  accentTint: 'var(--accent-3)',
  good: 'var(--good)',
  bad: 'var(--bad)',
};
