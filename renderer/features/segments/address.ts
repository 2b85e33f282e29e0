/** What the address says of the segments: which segmentation is open (a saved one, or a template), which segment is looked at. */
import { change } from '../../shell/location.ts';

const TEMPLATE = 'new-';

export const templateOf = (item: string | null): string | null =>
  item?.startsWith(TEMPLATE) ? item.slice(TEMPLATE.length) : null;

export const openSaved = (id: number): void => change({ item: String(id), extra: {} });
export const openTemplate = (id: string): void => change({ item: `${TEMPLATE}${id}`, extra: {} });
