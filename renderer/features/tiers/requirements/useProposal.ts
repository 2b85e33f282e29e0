/**
 * Edits of the document that may be wrong for a while: the engine checks each one, and only a good one becomes the draft.
 * What is wrong stays in sight with its faults until it is mended or thrown away; every figure keeps showing the last good.
 */
import { useCallback, useRef, useState } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { Fault } from '../../../../analytics/api/tiers.ts';
import { explain } from '../../../transport/calls.ts';
import { call } from '../../../transport/connection.ts';
import { useTierWork } from '../TierWork.ts';

export type Propose = (program: TierProgram, label: string) => void;

export interface Proposal {
  /** What the form shows: the proposal while it is wrong or on its way, else the draft. */
  readonly program: TierProgram;
  readonly faults: readonly Fault[];
  readonly propose: Propose;
  /** Back to the last good one. */
  readonly drop: () => void;
}

export function useProposal(): Proposal {
  const { draft } = useTierWork();
  const [pending, setPending] = useState<TierProgram | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const newest = useRef(0);
  const accept = useRef(draft.edit);
  accept.current = draft.edit;

  const propose = useCallback((program: TierProgram, label: string): void => {
    newest.current += 1;
    const own = newest.current;
    setPending(program);
    call('tier.check', { program: program as unknown as Record<string, unknown> }).then(
      (checked) => {
        if (own !== newest.current) return;
        setFaults(checked.faults);
        if (checked.program === null) return;
        accept.current(checked.program, label);
        setPending(null);
      },
      (error: unknown) => {
        if (own === newest.current) setFaults([{ place: '', where: '', sentence: explain(error).sentence }]);
      },
    );
  }, []);

  const drop = useCallback((): void => {
    newest.current += 1;
    setPending(null);
    setFaults([]);
  }, []);
  return { program: pending ?? draft.present, faults, propose, drop };
}
