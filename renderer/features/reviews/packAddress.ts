/** What a pack is made of, in the address: period, comparison and scope from the context bar, the rest here. */
import { PACK_SECTIONS, type PackSection, type PackSpec } from '../../../analytics/api/documents/pack.ts';
import type { ContextSpec } from '../../shell/workspace.ts';

export const SECTION_WORDS: Readonly<Record<PackSection, string>> = {
  cover: 'Cover',
  summary: 'Executive summary',
  partner: 'By partner',
  level: 'By level',
  country: 'By country',
  product: 'By product',
  definitions: 'Definitions',
  quality: 'Data quality',
};

const CONFIDENTIALITY = 'Confidential';

export function packOf(extra: Readonly<Record<string, string>>, { period, compare, where }: ContextSpec): PackSpec {
  const named = extra.sections?.split(',') ?? [];
  const sections = PACK_SECTIONS.filter((section) => named.includes(section));
  return {
    ...(period === undefined ? {} : { period }),
    compare: compare ?? 'year',
    where,
    sections: sections.length > 0 ? sections : [...PACK_SECTIONS],
    paper: extra.paper === 'Letter' ? 'Letter' : 'A4',
    confidentiality: extra.marked ?? CONFIDENTIALITY,
    preparedFor: extra.for ?? '',
  };
}

/** The other fields of the address that say the same; what is the default is left out. */
export function packExtra(
  spec: Pick<PackSpec, 'sections' | 'paper' | 'confidentiality' | 'preparedFor'>,
): Record<string, string> {
  return {
    ...(spec.sections.length === PACK_SECTIONS.length ? {} : { sections: spec.sections.join(',') }),
    ...(spec.paper === 'A4' ? {} : { paper: spec.paper }),
    ...(spec.confidentiality === CONFIDENTIALITY ? {} : { marked: spec.confidentiality }),
    ...(spec.preparedFor === '' ? {} : { for: spec.preparedFor }),
  };
}
