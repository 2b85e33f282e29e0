/** Segmentations to start from: whole documents, every name and figure editable. */
import { segmentation } from '../../api/documents/segmentation.ts';
import type { SegmentationTemplate } from '../../api/segments.ts';
import { capabilityPerformance } from './capabilityPerformance.ts';
import { explore } from './explore.ts';
import { lifeStages } from './lifeStages.ts';
import { performancePotential } from './performancePotential.ts';
import { recencyFrequencyMoney } from './recencyFrequencyMoney.ts';
import { READ_ON, type TemplateSource } from './template.ts';

/** The one to begin with comes first. */
const SOURCES: readonly TemplateSource[] = [
  performancePotential,
  capabilityPerformance,
  recencyFrequencyMoney,
  lifeStages,
  explore,
];

/** Each with its source and the day it was read. */
export function segmentationTemplates(): readonly SegmentationTemplate[] {
  return SOURCES.map(({ id, name, shape, source, by }) => ({
    id,
    name,
    shape,
    source,
    on: READ_ON,
    segmentation: segmentation.parse({ id, name, source: { text: source, on: READ_ON }, by }),
  }));
}
