import type { TemplateSource } from './template.ts';

const TWELVE_MONTHS = 'trailing-12-months';
const certified = (level: string) => ({
  metric: 'certified_people',
  filter: [{ dim: 'certification_level', values: [level] }],
});

/** Caps 20, 10, 15, 30 and 25. Only what counts as an added customer, and how many fill its cap, differs by track. */
const terms = (added: { readonly label: string; readonly at: number; readonly size: object }) => [
  {
    id: 'customers',
    label: `New customers, ${added.label} (stands for net customer adds)`,
    measure: { metric: 'new_logo_count', window: TWELVE_MONTHS, ...added.size },
    points: { full: 20, at: added.at },
    cap: 20,
  },
  {
    id: 'intermediate',
    label: 'People certified at Associate level (stands for intermediate certificates)',
    measure: certified('Associate'),
    points: { full: 10, at: 4 },
    cap: 10,
    gate: { ...certified('Foundation'), value: 1, label: 'People certified at Foundation level (mandatory first)' },
  },
  {
    id: 'advanced',
    label: 'People certified at Professional level (stands for advanced certificates)',
    measure: certified('Professional'),
    points: { full: 15, at: 3 },
    cap: 15,
  },
  {
    id: 'growth',
    label: 'Bookings growth (stands for usage growth)',
    measure: { metric: 'growth', window: TWELVE_MONTHS },
    points: { full: 30, at: 0.3 },
    cap: 30,
  },
  {
    id: 'deployments',
    label: 'Deals won (stand for deployments)',
    measure: { metric: 'won_count', window: TWELVE_MONTHS },
    points: { full: 25, at: 10 },
    cap: 25,
  },
];

export const capabilityScore: TemplateSource = {
  id: 'capability-score',
  name: 'Capability score',
  shape:
    'A score of 0 to 100 from five measures, each with partial credit up to its cap; designated from 70 points on, and only with points in every measure.',
  source:
    'After the Microsoft designation for Modern Work: caps 20/10/15/30/25, 70 points, every metric above 0, full customer points at 10 smaller or 5 larger customers, qualified in the current or five prior months. What fills the other caps, and the deal size that parts the tracks, are examples.',
  program: {
    scores: [
      {
        id: 'small',
        label: 'Score with smaller customers',
        terms: terms({ label: 'deals under 50,000', at: 10, size: { dealBelow: 50_000 } }),
        cap: 100,
        requireAllPositive: true,
      },
      {
        id: 'large',
        label: 'Score with larger customers',
        terms: terms({ label: 'deals from 50,000', at: 5, size: { dealFrom: 50_000 } }),
        cap: 100,
        requireAllPositive: true,
      },
      { id: 'capability', label: 'Capability score', bestOf: ['small', 'large'] },
    ],
    levels: [
      { id: 'Enrolled' },
      { id: 'Designated', requirement: { score: 'capability', value: 70, label: 'Capability score' } },
    ],
    // Six monthly reviews in a row below say the same as “on no day of the current and the five prior months”.
    review: { cadence: 'monthly', afterConsecutive: 6 },
  },
};
