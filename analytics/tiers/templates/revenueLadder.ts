import { BOOKINGS, type TemplateSource } from './template.ts';

const step = (bookings: number, people: number) => ({
  all: [
    { ...BOOKINGS, value: bookings, label: 'Bookings of the trailing 4 quarters' },
    { metric: 'certified_people', value: people, label: 'Certified people' },
  ],
});
const rebate = (rate: number) => ({ id: 'rebate', label: 'Rebate on bookings', rate, of: BOOKINGS });
const fund = (amount: number) => ({ id: 'fund', label: 'Market development fund', amount });

export const revenueLadder: TemplateSource = {
  id: 'revenue-ladder',
  name: 'Revenue ladder',
  shape: 'Bookings of the trailing four quarters and certified people, both asked for at every level.',
  source: 'The plainest shape of the field, after no vendor: every figure is there to be replaced.',
  program: {
    levels: [
      { id: 'Registered' },
      { id: 'Bronze', requirement: step(50_000, 1), benefits: [rebate(0.01)] },
      { id: 'Silver', requirement: step(200_000, 2), benefits: [rebate(0.02), fund(5_000)] },
      { id: 'Gold', requirement: step(600_000, 4), benefits: [rebate(0.03), fund(20_000)] },
      { id: 'Platinum', requirement: step(2_000_000, 8), benefits: [rebate(0.04), fund(60_000)] },
    ],
    review: { cadence: 'half-yearly', maxDropPerReview: 1, newcomerDays: 180, warnAt: 1.1 },
  },
};
