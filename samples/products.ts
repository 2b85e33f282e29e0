/** The vendor's catalogue: 12 products in 4 families. Prices are euros at list in the first fiscal year. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly category: 'Subscription' | 'Appliance' | 'Service';
  /** List price of a unit in EUR; of a unit and year for subscriptions. */
  readonly list: number;
  /** Cost as a share of the list price. */
  readonly costShare: number;
  /** How often it is sold, relative to the other products. */
  readonly weight: number;
}

export const CLOUD = 'Cloud Platform';

export const PRODUCTS: readonly Product[] = [
  {
    id: 'CP-100',
    name: 'Fairway Compute',
    family: CLOUD,
    category: 'Subscription',
    list: 480,
    costShare: 0.56,
    weight: 15,
  },
  {
    id: 'CP-200',
    name: 'Fairway Storage',
    family: CLOUD,
    category: 'Subscription',
    list: 260,
    costShare: 0.54,
    weight: 11,
  },
  {
    id: 'CP-300',
    name: 'Fairway Backup',
    family: CLOUD,
    category: 'Subscription',
    list: 145,
    costShare: 0.48,
    weight: 8,
  },
  {
    id: 'ES-100',
    name: 'Breakwater Firewall',
    family: 'Edge Security',
    category: 'Appliance',
    list: 2_150,
    costShare: 0.66,
    weight: 15,
  },
  {
    id: 'ES-200',
    name: 'Breakwater Gateway',
    family: 'Edge Security',
    category: 'Appliance',
    list: 890,
    costShare: 0.64,
    weight: 10,
  },
  {
    id: 'ES-300',
    name: 'Breakwater Mail Shield',
    family: 'Edge Security',
    category: 'Subscription',
    list: 38,
    costShare: 0.42,
    weight: 8,
  },
  {
    id: 'ID-100',
    name: 'Lodestar Access',
    family: 'Identity',
    category: 'Subscription',
    list: 54,
    costShare: 0.4,
    weight: 9,
  },
  {
    id: 'ID-200',
    name: 'Lodestar Privilege',
    family: 'Identity',
    category: 'Subscription',
    list: 210,
    costShare: 0.43,
    weight: 5,
  },
  {
    id: 'ID-300',
    name: 'Lodestar Migration',
    family: 'Identity',
    category: 'Service',
    list: 1_250,
    costShare: 0.62,
    weight: 2,
  },
  {
    id: 'MD-100',
    name: 'Nightwatch Endpoint',
    family: 'Managed Detection',
    category: 'Subscription',
    list: 62,
    costShare: 0.47,
    weight: 9,
  },
  {
    id: 'MD-200',
    name: 'Nightwatch Response',
    family: 'Managed Detection',
    category: 'Subscription',
    list: 390,
    costShare: 0.52,
    weight: 6,
  },
  {
    id: 'MD-300',
    name: 'Nightwatch Readiness Review',
    family: 'Managed Detection',
    category: 'Service',
    list: 3_800,
    costShare: 0.6,
    weight: 2,
  },
];
