import { BOOKINGS, type TemplateSource } from './template.ts';

/** Upper and lower bound of the published range: the large markets, and everywhere else. */
const buckets = (large: number, other: number) => ({ large, else: other });
const SERVICES = { filter: [{ dim: 'category', values: ['Service', 'Services'] }] };

const path = (label: string, revenue: readonly [large: number, other: number], services: number, people: number) => ({
  label,
  all: [
    { ...BOOKINGS, valueByRegion: buckets(...revenue), label: 'Bookings of the trailing 4 quarters' },
    { ...BOOKINGS, ...SERVICES, value: services, label: 'of these services' },
    { metric: 'certified_people', value: people, label: 'Certified people' },
  ],
});
const byRevenue = (revenue: readonly [number, number], services: number, people: number) =>
  path('Revenue path', revenue, services, people);
const byTraining = (revenue: readonly [number, number], services: number, people: number) =>
  path('Training path', revenue, services, people);

export const twoPaths: TemplateSource = {
  id: 'two-paths',
  name: 'Two paths: revenue or training',
  shape:
    'Each level is reached by much revenue with some trained people, or by less revenue with many; both paths ask for services revenue, and small markets for less.',
  source:
    'After the Dell EMC program of fiscal 2018 (UK, DE, FR), millions of USD: revenue path 3–7, 15–25, 35–45 with services from 0.4, 1.6, 3.2; training path 0.5–1, 3–7, 15–25 with services from 0.06, 0.6, 2.4. Here in the currency of the workspace. That other countries need the lower bound, and the numbers of certified people, are examples.',
  program: {
    regionGroups: {
      large: { dim: 'country', values: ['United Kingdom', 'GB', 'Germany', 'DE', 'France', 'FR'] },
    },
    levels: [
      { id: 'Authorized' },
      {
        id: 'Gold',
        requirement: {
          any: [byRevenue([7_000_000, 3_000_000], 400_000, 4), byTraining([1_000_000, 500_000], 60_000, 12)],
        },
      },
      {
        id: 'Platinum',
        requirement: {
          any: [byRevenue([25_000_000, 15_000_000], 1_600_000, 10), byTraining([7_000_000, 3_000_000], 600_000, 24)],
        },
      },
      {
        id: 'Titanium',
        requirement: {
          any: [
            byRevenue([45_000_000, 35_000_000], 3_200_000, 20),
            byTraining([25_000_000, 15_000_000], 2_400_000, 48),
          ],
        },
      },
    ],
    review: { cadence: 'annual' },
  },
};
