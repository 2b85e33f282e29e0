/**
 * A change that makes no plan is taken back, so that the last good one stays and every figure keeps speaking of it; what was
 * wrong with it is said at its place until something else is changed.
 */
import { useEffect, useRef, useState } from 'react';
import type { IncentiveScenario } from '../../../analytics/api/documents/incentiveCase.ts';
import type { Fault } from '../../../analytics/api/tiers.ts';
import type { DraftHandle } from '../../drafts/drafts.ts';
import { useCall } from '../../transport/calls.ts';

const NONE: readonly Fault[] = [];

export function useRefused(draft: DraftHandle<IncentiveScenario> | null): readonly Fault[] {
  const present = draft?.present;
  const { data, isPlaceholderData } = useCall(
    'incentive.check',
    { plan: present?.plan ?? {} },
    { enabled: present !== undefined },
  );
  const lastGood = useRef<IncentiveScenario>(undefined);
  const [refused, setRefused] = useState<{ readonly faults: readonly Fault[]; readonly to: IncentiveScenario }>();
  const checked = isPlaceholderData ? undefined : data;
  if (checked?.plan) lastGood.current = present;
  const faults = checked && checked.plan === null ? checked.faults : NONE;
  const refuse = draft?.refuse;
  useEffect(() => {
    const good = lastGood.current;
    if (faults.length === 0 || !good || !refuse || good === present) return;
    setRefused({ faults, to: refuse(good) });
  }, [faults, present, refuse]);
  if (draft?.held) return NONE;
  if (faults.length > 0) return faults;
  return refused && refused.to === present ? refused.faults : NONE;
}
