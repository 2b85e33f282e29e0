/** Ways to begin a plan. */
export const WAYS = [
  { value: 'paste', label: 'Paste a rate card', basis: 'bands, rates and caps, as your agreement or sheet has them' },
  { value: 'template', label: 'Template', basis: 'shapes of published plans, to be changed' },
  { value: 'json', label: 'JSON', basis: 'a plan document as the terminal reads it' },
] as const;
export type WayId = (typeof WAYS)[number]['value'];
