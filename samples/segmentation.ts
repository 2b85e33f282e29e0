/** The segmentation that the sample has in force, and the partners that its channel council put elsewhere by hand. */
import type { PartnerProfile, Segmentation } from '../analytics/api/documents/segmentation.ts';
import { partnerProfile } from '../analytics/api/documents/segmentation.ts';
import type { Region } from './places.ts';

const YEAR = 'trailing-12-months';

/** What the council expects of a market, from 0 to 1. */
const MARKETS: Readonly<Record<Region, number>> = {
  'Central & Eastern Europe': 1,
  Nordics: 0.8,
  'UK & Ireland': 0.6,
  DACH: 0.5,
  'Benelux & France': 0.4,
  'Southern Europe': 0.3,
};

/**
 * What a partner could sell, by its business and its market before its results: a large partner may have little left to
 * gain, and one that sells nothing yet may be worth an effort.
 */
export const POTENTIAL: PartnerProfile = partnerProfile.parse({
  id: 'potential',
  name: 'Potential',
  criteria: [
    {
      id: 'business',
      label: 'Partner type',
      weight: 5,
      by: {
        attribute: 'type',
        worth: { MSP: 1, SI: 0.85, ISV: 0.6, Reseller: 0.45, Consultant: 0.4, Distributor: 0.3, Referral: 0.1 },
        otherwise: 0.4,
      },
    },
    { id: 'market', label: 'Market', weight: 4, by: { attribute: 'region', worth: MARKETS, otherwise: 0.5 } },
    { id: 'growth', label: 'Growth', weight: 3, by: { metric: 'growth', window: YEAR, from: -0.3, to: 0.5 } },
    {
      id: 'new-customers',
      label: 'New customers',
      weight: 3,
      by: {
        metric: 'new_logo_count',
        window: YEAR,
        per: { metric: 'customer_count', window: YEAR },
        from: 0,
        to: 0.6,
      },
    },
    { id: 'certified', label: 'Certified people', weight: 3, by: { metric: 'certified_people', from: 0, to: 6 } },
  ],
});

/** A matrix of performance and potential, with the potential of the sample’s channel council. */
export function councilSegmentation(template: Segmentation): Segmentation {
  if (!('matrix' in template.by)) return template;
  const { matrix } = template.by;
  return {
    ...template,
    source: {
      text: 'Channel council, September 2026: bookings of the year against what business and market promise.',
      on: '2026-09-15',
    },
    by: { ...template.by, matrix: { ...matrix, y: { ...matrix.y, profile: POTENTIAL } } },
  };
}

/** Who was put elsewhere: of a segment the partner with the highest bookings. */
export const MOVES_BY_HAND = [
  {
    of: 'Untapped',
    to: 'Rising',
    reason: 'Bought in August by a group that sells five of our families: joint plan for FY27 agreed',
    by: 'Channel council',
    until: '2027-09-30',
  },
  {
    of: 'Established',
    to: 'Core',
    reason: 'Named account of the board: planned with like a core partner whatever its market promises',
    by: 'Channel council',
  },
] as const;
