/**
 * The programs being worked on in this window, one draft each. They outlive a change of screen and a reload of the page
 * (session storage, gone when the window closes); the workspace gets them when somebody saves.
 */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { TierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { asSaved, type Draft, discarded, draftOf, edited, isDirty, redone, refused, undone } from './draft.ts';

type ProgramDraft = Draft<TierProgram>;

const STORAGE = 'quarterdeck.tiers.';
const drafts = new Map<string, ProgramDraft>();
const watchers = new Set<() => void>();

function draftAt(key: string): ProgramDraft | null {
  const known = drafts.get(key);
  if (known) return known;
  const kept = restored(sessionStorage.getItem(STORAGE + key));
  if (kept) drafts.set(key, kept);
  return kept;
}

/** What an earlier page of this window left; unreadable text is nobody's work. */
function restored(text: string | null): ProgramDraft | null {
  if (text === null) return null;
  try {
    const { saved, present, past, future } = JSON.parse(text) as ProgramDraft;
    return saved && present && Array.isArray(past) && Array.isArray(future)
      ? { saved, present, past, future, gesture: null }
      : null;
  } catch {
    return null;
  }
}

function keep(key: string, draft: ProgramDraft): void {
  drafts.set(key, draft);
  if (isDirty(draft)) store(key, draft);
  else sessionStorage.removeItem(STORAGE + key);
  for (const watch of watchers) watch();
}

/** The storage of a window is small: when the steps do not fit, the document at least must. */
function store(key: string, draft: ProgramDraft): void {
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

export interface DraftHandle {
  /** What the screen shows: the value in hand while something is dragged, else the present document. */
  readonly document: TierProgram;
  /** The document without what is in hand. */
  readonly present: TierProgram;
  readonly dirty: boolean;
  /** Something is being dragged. */
  readonly held: boolean;
  /** Somebody saved another version while this one was being worked on. */
  readonly overtaken: boolean;
  /** What the next undo or redo takes back or brings again; null when there is none. */
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  /** Shows a document without making it a step; null shows the present one again. */
  preview(document: TierProgram | null): void;
  edit(document: TierProgram, label: string, gesture?: string | null): void;
  undo(): void;
  redo(): void;
  discard(): void;
  /** Takes back a change that made no program; the last good document stays. */
  refuse(good: TierProgram): void;
  /** The present document is what the workspace holds now. */
  saved(document: TierProgram): void;
  /** Takes the version that overtook this one; the work of this window stays one undo away. */
  takeTheirs(): void;
  /** Goes on with the work of this window, to be saved over the other version. */
  keepMine(): void;
}

/** The draft of a program that the workspace holds as `saved`; null until that is known. */
export function useDraft(key: string, saved: TierProgram | undefined): DraftHandle | null {
  const draft = useSyncExternalStore(watch, () => draftAt(key));
  const [shown, preview] = useState<TierProgram | null>(null);

  useEffect(() => {
    if (!saved) return;
    const known = draftAt(key);
    if (!known || (!isDirty(known) && !isSame(known.saved, saved))) keep(key, draftOf(saved));
  }, [key, saved]);

  const change = useCallback(
    (next: (draft: ProgramDraft) => ProgramDraft) => {
      const known = draftAt(key);
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
    refuse: (good) => change((known) => refused(known, good)),
    saved: (document) => change((known) => asSaved(known, document)),
    takeTheirs: () =>
      change((known) => (saved ? asSaved(edited(known, saved, 'Took the saved version'), saved) : known)),
    keepMine: () => change((known) => (saved ? asSaved(known, saved) : known)),
  };
}

const isSame = (a: TierProgram, b: TierProgram): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
