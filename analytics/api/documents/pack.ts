import { z } from 'zod';
import { comparison, filter } from './query.ts';

export const PACK_SECTIONS = [
  'cover',
  'summary',
  'partner',
  'level',
  'country',
  'product',
  'definitions',
  'quality',
] as const;
export type PackSection = (typeof PACK_SECTIONS)[number];

export const packSpec = z.strictObject({
  period: z.string().optional(),
  compare: comparison.default('year'),
  where: z.array(filter).max(32).default([]),
  sections: z
    .array(z.enum(PACK_SECTIONS))
    .min(1)
    .default([...PACK_SECTIONS]),
  paper: z.enum(['A4', 'Letter']).default('A4'),
  confidentiality: z.string().max(120).default('Confidential'),
  preparedFor: z.string().max(120).default(''),
});
export type PackSpec = z.infer<typeof packSpec>;
