/**
 * The documents being worked on in this window, one draft each. They outlive a change of screen and a reload of the page
 * (session storage, gone when the window closes); the workspace gets them when somebody saves.
 */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { asSaved, type Draft, discarded, draftOf, edited, isDirty, redone, refused, undone } from './draft.ts';

const STORAGE = 'quarterdeck.drafts.';
const drafts = new Map<string, Draft<unknown>>();
const watchers = new Set<() => void>();

/** A key belongs to documents of one kind: whoever made the key knows which. */
function draftAt<D>(key: string): Draft<D> | null {
  const known = drafts.get(key);
  if (known) return known as Draft<D>;
  const kept = restored<D>(sessionStorage.getItem(STORAGE + key));
  if (kept) drafts.set(key, kept);
  return kept;
}

/** What an earlier page of this window left; unreadable text is nobody's work. */
function restored<D>(text: string | null): Draft<D> | null {
  if (text === null) return null;
  try {
    const { saved, present, past, future } = JSON.parse(text) as Draft<D>;
    return saved && present && Array.isArray(past) && Array.isArray(future)
      ? { saved, present, past, future, gesture: null }
      : null;
  } catch {
    return null;
  }
}

function keep<D>(key: string, draft: Draft<D>): void {
  drafts.set(key, draft);
  if (isDirty(draft)) store(key, draft);
  else sessionStorage.removeItem(STORAGE + key);
  for (const watch of watchers) watch();
}

/** The storage of a window is small: when the steps do not fit, the document at least must. */
function store<D>(key: string, draft: Draft<D>): void {
  try {
    sessionStorage.setItem(STORAGE + key, JSON.stringify(draft));
  } catch {
    sessionStorage.removeItem(STORAGE + key);
    sessionStorage.setItem(STORAGE + key, JSON.stringify({ ...draft, past: [], future: [] }));
  }
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

export interface DraftHandle<D> {
  /** What the screen shows: the value in hand while something is dragged, else the present document. */
  readonly document: D;
  /** The document without what is in hand. */
  readonly present: D;
  readonly dirty: boolean;
  /** Something is being dragged. */
  readonly held: boolean;
  /** Somebody saved another version while this one was being worked on. */
  readonly overtaken: boolean;
  /** What the next undo or redo takes back or brings again; null when there is none. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  /** Shows a document without making it a step; null shows the present one again. */
  preview(document: D | null): void;
  edit(document: D, label: string, gesture?: string | null): void;
  undo(): void;
  redo(): void;
  discard(): void;
  /** Takes back a change that made no good document. Answers the document that stays; `good` is the last known to be good. */
  refuse(good: D): D;
  /** The present document is what the workspace holds now. */
  saved(document: D): void;
  /** Takes the version that overtook this one; the work of this window stays one undo away. */
  takeTheirs(): void;
  /** Goes on with the work of this window, to be saved over the other version. */
  keepMine(): void;
}

/**
 * The draft of a document that the workspace holds as `saved`; null until that is known. The key tells it from those of
 * other kinds, workspaces and documents: `tiers/…/network.quarterdeck#3`.
 */
export function useDraft<D>(key: string, saved: D | undefined): DraftHandle<D> | null {
  const draft = useSyncExternalStore(watch, () => draftAt<D>(key));
  const [shown, preview] = useState<D | null>(null);

  useEffect(() => {
    if (!saved) return;
    const known = draftAt<D>(key);
    if (!known || (!isDirty(known) && !isSame(known.saved, saved))) keep(key, draftOf(saved));
  }, [key, saved]);

  const change = useCallback(
    (next: (draft: Draft<D>) => Draft<D>) => {
      const known = draftAt<D>(key);
      preview(null);
      if (known) keep(key, next(known));
    },
    [key],
  );

  if (!draft) return null;
  return {
    document: shown ?? draft.present,
    present: draft.present,
    dirty: isDirty(draft),
    held: shown !== null,
    overtaken: saved !== undefined && isDirty(draft) && !isSame(draft.saved, saved) && !isSame(draft.present, saved),
    undoLabel: draft.past.at(-1)?.label ?? null,
    redoLabel: draft.future[0]?.label ?? null,
    preview,
    edit: (document, label, gesture = null) => change((known) => edited(known, document, label, gesture)),
    undo: () => change(undone),
    redo: () => change(redone),
    discard: () => change(discarded),
    refuse: (good) => {
      change((known) => refused(known, good));
      return draftAt<D>(key)?.present ?? good;
    },
    saved: (document) => change((known) => asSaved(known, document)),
    takeTheirs: () =>
      change((known) => (saved ? asSaved(edited(known, saved, 'Took the saved version'), saved) : known)),
    keepMine: () => change((known) => (saved ? asSaved(known, saved) : known)),
  };
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
