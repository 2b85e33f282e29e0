/**
 * A document being worked on: what it is now, what it was at each step, and what it is when nobody has touched it. Pure;
 * where it is kept is another matter. A gesture (a drag, a run of arrow keys) is one step however many values it passes.
 */

export interface Step<D> {
  readonly document: D;
  /** What led away from this document: `Gold, bookings 650 k`. */
  readonly label: string;
}

export interface Draft<D> {
  /** As it was when it was last saved. */
  readonly saved: D;
  readonly present: D;
  /** Oldest first. */
  readonly past: readonly Step<D>[];
  /** Next first. */
  readonly future: readonly Step<D>[];
  /** The gesture that made the last step; a further edit of it changes that step. */
  readonly gesture: string | null;
}

/** More than anybody takes back one by one. */
const MOST_STEPS = 200;

export function draftOf<D>(saved: D): Draft<D> {
  return { saved, present: saved, past: [], future: [], gesture: null };
}

/** Whether something would be lost. */
export function isDirty<D>({ saved, present }: Draft<D>): boolean {
  return saved !== present && JSON.stringify(saved) !== JSON.stringify(present);
}

export function edited<D>(draft: Draft<D>, document: D, label: string, gesture: string | null = null): Draft<D> {
  if (document === draft.present) return draft;
  const goesOn = gesture !== null && gesture === draft.gesture && draft.past.length > 0;
  const past = goesOn
    ? [...draft.past.slice(0, -1), { document: draft.past.at(-1)?.document ?? draft.present, label }]
    : [...draft.past, { document: draft.present, label }].slice(-MOST_STEPS);
  return { ...draft, present: document, past, future: [], gesture };
}

export function undone<D>(draft: Draft<D>): Draft<D> {
  const step = draft.past.at(-1);
  if (!step) return draft;
  return {
    ...draft,
    present: step.document,
    past: draft.past.slice(0, -1),
    future: [{ document: draft.present, label: step.label }, ...draft.future],
    gesture: null,
  };
}

export function redone<D>(draft: Draft<D>): Draft<D> {
  const [step, ...future] = draft.future;
  if (!step) return draft;
  return {
    ...draft,
    present: step.document,
    past: [...draft.past, { document: draft.present, label: step.label }],
    future,
    gesture: null,
  };
}

/**
 * Without the last change, which made no good document, as if it had not been made. Of a gesture its good part stays;
 * `good` is the last document that is known to be good. A change before the last one may be too new to be known: it is
 * not taken back with it, but judged on its own.
 */
export function refused<D>(draft: Draft<D>, good: D): Draft<D> {
  const { past, gesture } = draft;
  const last = past.at(-1);
  const isOfGesture = gesture !== null && past.every(({ document }) => document !== good);
  if (!last || isOfGesture) return { ...draft, present: good, gesture: null };
  return { ...draft, present: last.document, past: past.slice(0, -1), gesture: null };
}

/** The present one is saved: nothing would be lost, and every step can still be taken back. */
export function asSaved<D>(draft: Draft<D>, saved: D): Draft<D> {
  return { ...draft, saved, gesture: null };
}

/** Back to what is saved, as a step of its own. */
export function discarded<D>(draft: Draft<D>): Draft<D> {
  return isDirty(draft) ? edited(draft, draft.saved, 'All changes taken back') : draft;
}
