/** Changes of the plan and of what is assumed, as steps of the draft. */
import { useMemo, useRef } from 'react';
import type { Assumptions } from '../../../analytics/api/documents/assumptions.ts';
import type { IncentivePlan } from '../../../analytics/api/documents/incentivePlan.ts';
import { withValueAt } from '../../drafts/place.ts';
import { useIncentiveWork } from './IncentiveWork.ts';

export interface Edits {
  /** Shows a value of the plan while it is in hand; null puts back what was. */
  preview(place: string, value: unknown): void;
  /** One value of the plan (`lines.0.rate.flat`); values of the same gesture are one step together. */
  set(place: string, value: unknown, label: string, gesture?: string): void;
  /** Several values as one step, for instance those of a plan that was found. */
  setAll(values: readonly { readonly place: string; readonly value: unknown }[], label: string): void;
  setPlan(plan: IncentivePlan, label: string): void;
  assume(assumptions: Assumptions, label: string, gesture?: string): void;
  /** The saved tier program by whose levels it pays; null for the levels in force. */
  payByLevelsOf(tierProgram: number | null, label: string): void;
}

/** Null where no plan is open. The same object for the life of the view, so that a drag redraws only what it is on. */
export function useEdits(): Edits | null {
  const { open } = useIncentiveWork();
  const latest = useRef(open);
  latest.current = open;
  const isOpen = open !== null;
  return useMemo((): Edits | null => {
    if (!isOpen) return null;
    const present = () => latest.current!.draft.present;
    const edit = (part: Partial<ReturnType<typeof present>>, label: string, gesture?: string): void =>
      latest.current!.draft.edit({ ...present(), ...part }, label, gesture ?? null);
    return {
      preview: (place, value) =>
        latest.current!.draft.preview(
          value === null ? null : { ...present(), plan: withValueAt(present().plan, place, value) },
        ),
      set: (place, value, label, gesture) => edit({ plan: withValueAt(present().plan, place, value) }, label, gesture),
      setAll: (values, label) =>
        edit(
          { plan: values.reduce((plan, { place, value }) => withValueAt(plan, place, value), present().plan) },
          label,
        ),
      setPlan: (plan, label) => edit({ plan }, label),
      assume: (assumptions, label, gesture) => edit({ assumptions }, label, gesture),
      payByLevelsOf: (tierProgram, label) => {
        const { tierProgram: _, ...rest } = present();
        latest.current!.draft.edit(tierProgram === null ? rest : { ...rest, tierProgram }, label);
      },
    };
  }, [isOpen]);
}
