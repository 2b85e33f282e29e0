import type { MetricDefinition, MetricGroupDefinition, Piece } from './definition.ts';

const valid = 'f.earned_on <= :asOf AND (f.expires_on IS NULL OR f.expires_on >= :asOf)';
const STATE = 'state on the last day of the period';

const enrolled: Piece = {
  label: 'Enrolled partners',
  unit: 'count',
  fact: 'partner',
  where: 'f.enrolled',
  aggregate: 'count',
};

const active: Piece = {
  ...enrolled,
  label: 'Active partners',
  where: 'f.active',
  needs: ['activity'],
  requires: ['certifications'],
};
const people: Piece = {
  ...enrolled,
  label: 'People certified',
  where: 'f.enrolled AND f.certified_people > 0',
  aggregate: 'sum',
  value: 'f.certified_people',
  needs: ['certified'],
  requires: ['certifications'],
};
const certificates: Piece = {
  label: 'Valid certificates',
  unit: 'count',
  fact: 'certification',
  where: valid,
  aggregate: 'count',
  requires: ['certifications'],
};
const expiring: Piece = {
  ...certificates,
  label: 'Certificates expiring',
  where: `${valid} AND f.expires_on <= :asOf + 90`,
};

const metrics: MetricDefinition[] = [
  {
    id: 'certified_share',
    label: 'Certification coverage',
    meaning: 'Of the enrolled partners, the share with at least one person holding a valid certificate.',
    formula: 'enrolled partners with a valid certificate ÷ enrolled partners',
    unit: 'ratio',
    good: 'up',
    dateBasis: STATE,
    kind: 'ratio',
    pieces: {
      numerator: {
        ...enrolled,
        label: 'Of them certified',
        where: 'f.enrolled AND f.certified',
        needs: ['certified'],
        requires: ['certifications'],
      },
      denominator: { ...enrolled, requires: ['certifications'] },
    },
  },
  {
    id: 'certified_people',
    label: 'People certified',
    meaning: 'People at enrolled partners who hold a valid certificate.',
    formula: 'count of people with a valid certificate',
    unit: 'count',
    good: 'up',
    dateBasis: STATE,
    kind: 'additive',
    pieces: { value: people },
  },
  {
    id: 'certified_per_partner',
    label: 'People certified per partner',
    meaning: 'People with a valid certificate for each enrolled partner.',
    formula: 'people with a valid certificate ÷ enrolled partners',
    unit: 'quantity',
    good: 'up',
    dateBasis: STATE,
    kind: 'ratio',
    pieces: { numerator: people, denominator: { ...enrolled, requires: ['certifications'] } },
  },
  {
    id: 'certified_active_share',
    label: 'Active partners certified',
    meaning: 'Of the active partners, the share with at least one person holding a valid certificate.',
    formula: 'active partners with a valid certificate ÷ active partners',
    unit: 'ratio',
    good: 'up',
    dateBasis: STATE,
    kind: 'ratio',
    pieces: {
      numerator: {
        ...active,
        label: 'Of them certified',
        where: 'f.active AND f.certified',
        needs: ['activity', 'certified'],
      },
      denominator: active,
    },
  },
  {
    id: 'valid_certificates',
    label: 'Valid certificates',
    meaning: 'Certificates that are valid; a person with several counts several times.',
    formula: 'count of valid certificates',
    unit: 'count',
    good: 'up',
    dateBasis: STATE,
    kind: 'additive',
    pieces: { value: certificates },
  },
  {
    id: 'certificates_earned',
    label: 'Certificates earned',
    meaning: 'Certificates earned in the period.',
    formula: 'count of certificates',
    unit: 'count',
    good: 'up',
    dateBasis: 'date earned',
    kind: 'additive',
    pieces: {
      value: {
        label: 'Certificates',
        unit: 'count',
        fact: 'certification',
        date: 'earned_on',
        aggregate: 'count',
        requires: ['certifications'],
      },
    },
  },
  {
    id: 'certificates_expiring_90',
    label: 'Certificates expiring in 90 days',
    meaning: 'Valid certificates that end within 90 days after the period.',
    formula: 'count of valid certificates ending within 90 days',
    unit: 'count',
    good: 'down',
    dateBasis: STATE,
    kind: 'additive',
    pieces: { value: expiring },
  },
  {
    id: 'expiring_share',
    label: 'Certificates expiring, share',
    meaning: 'Of the valid certificates, the share that ends within 90 days after the period.',
    formula: 'valid certificates ending within 90 days ÷ valid certificates',
    unit: 'ratio',
    good: 'down',
    dateBasis: STATE,
    kind: 'ratio',
    pieces: { numerator: expiring, denominator: certificates },
  },
];

export const enablement: MetricGroupDefinition = { group: 'Enablement', metrics };
