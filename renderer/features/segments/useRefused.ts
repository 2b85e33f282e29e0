/** A change that makes no segmentation is taken back; what was wrong with it is said until something else is changed. */
import { useEffect, useRef, useState } from 'react';
import type { Segmentation } from '../../../analytics/api/documents/segmentation.ts';
import type { Fault } from '../../../analytics/api/tiers.ts';
import type { DraftHandle } from '../../drafts/drafts.ts';
import { useCall } from '../../transport/calls.ts';

const NONE: readonly Fault[] = [];

export function useRefused({ present, held, refuse }: DraftHandle<Segmentation>): readonly Fault[] {
  const { data, isPlaceholderData } = useCall('segment.check', { segmentation: present });
  const lastGood = useRef<Segmentation>(undefined);
  const [refused, setRefused] = useState<{ readonly faults: readonly Fault[]; readonly to: Segmentation }>();
  const checked = isPlaceholderData ? undefined : data;
  if (checked?.segmentation) lastGood.current = present;
  const faults = checked && checked.segmentation === null ? checked.faults : NONE;
  useEffect(() => {
    const good = lastGood.current;
    if (faults.length === 0 || !good || good === present) return;
    setRefused({ faults, to: refuse(good) });
  }, [faults, present, refuse]);
  if (held) return NONE;
  return faults.length > 0 ? faults : refused && refused.to === present ? refused.faults : NONE;
}
