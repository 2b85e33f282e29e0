import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asSaved,
  type Draft,
  discarded,
  draftOf,
  edited,
  isDirty,
  redone,
  refused,
  undone,
} from '../../../renderer/drafts/draft.ts';
import { valueAt, withValueAt } from '../../../renderer/drafts/place.ts';
import { runs } from '../../fixtures/properties.ts';

describe('a draft', () => {
  it('takes back every step to what was saved, and makes them all again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1 }), { minLength: 1, maxLength: 40 }), (values) => {
        const documents = values.map((value) => ({ value }));
        let draft: Draft<{ value: number }> = draftOf({ value: 0 });
        for (const document of documents) draft = edited(draft, document, 'step');
        const last = draft.present;
        for (const _ of documents) draft = undone(draft);
        expect(draft.present).toEqual({ value: 0 });
        expect(isDirty(draft)).toBe(false);
        for (const _ of documents) draft = redone(draft);
        expect(draft.present).toBe(last);
      }),
      runs(60),
    );
  });

  it('counts one gesture as one step, however many values it passes', () => {
    let draft = draftOf({ value: 1 });
    draft = edited(draft, { value: 2 }, 'Gold 2', 'gold#1');
    draft = edited(draft, { value: 3 }, 'Gold 3', 'gold#1');
    expect(draft.past.map(({ label }) => label)).toEqual(['Gold 3']);
    draft = edited(draft, { value: 4 }, 'Gold 4', 'gold#2');
    expect(draft.past).toHaveLength(2);
    expect(undone(draft).present).toEqual({ value: 3 });
    expect(undone(undone(draft)).present).toEqual({ value: 1 });
  });

  it('does not run a gesture on over an undo: the next value is a step of its own', () => {
    let draft = edited(draftOf({ value: 1 }), { value: 2 }, 'two', 'gold#1');
    draft = edited(draft, { value: 3 }, 'three');
    draft = edited(undone(draft), { value: 9 }, 'nine', 'gold#1');
    expect(undone(draft).present).toEqual({ value: 2 });
  });

  it('loses what was taken back once something else is done', () => {
    const draft = undone(edited(draftOf({ value: 1 }), { value: 2 }, 'two'));
    expect(redone(edited(draft, { value: 5 }, 'five')).present).toEqual({ value: 5 });
  });

  it('is clean when saved, and its steps can still be taken back', () => {
    const draft = edited(draftOf({ value: 1 }), { value: 2 }, 'two');
    const saved = asSaved(draft, draft.present);
    expect(isDirty(saved)).toBe(false);
    expect(undone(saved).present).toEqual({ value: 1 });
    expect(isDirty(undone(saved))).toBe(true);
  });

  it('forgets a change that made no good document, and keeps the steps before it', () => {
    const good = edited(draftOf({ value: 1 }), { value: 2 }, 'two');
    const back = refused(edited(good, { value: -1 }, 'nonsense'), good.present);
    expect(back.present).toBe(good.present);
    expect(back.past).toEqual(good.past);
    // Within one gesture, the good part of it stays.
    const first = edited(good, { value: 3 }, 'three', 'gold#1');
    const second = edited(first, { value: -1 }, 'nonsense', 'gold#1');
    expect(refused(second, first.present).present).toEqual({ value: 3 });
    expect(undone(refused(second, first.present)).present).toEqual({ value: 2 });
  });

  // Of two changes made faster than they are judged, the first was lost with the second.
  it('forgets only the last change where the one before it is not judged yet', () => {
    const good = edited(draftOf({ value: 1 }), { value: 2 }, 'two');
    const unjudged = edited(good, { value: 3 }, 'three');
    const back = refused(edited(unjudged, { value: -1 }, 'nonsense'), good.present);
    expect(back.present).toEqual({ value: 3 });
    expect(back.past).toEqual(unjudged.past);
    // Nor does it come to what was taken back, however good that was.
    const former = edited(undone(good), { value: -1 }, 'nonsense');
    expect(refused(former, good.present).present).toEqual({ value: 1 });
  });

  it('is discarded as a step that can be taken back', () => {
    const draft = discarded(edited(draftOf({ value: 1 }), { value: 2 }, 'two'));
    expect(draft.present).toEqual({ value: 1 });
    expect(undone(draft).present).toEqual({ value: 2 });
    expect(discarded(draftOf({ value: 1 })).past).toEqual([]);
  });
});

describe('a place in a document', () => {
  const program = {
    levels: [
      { id: 'silver' },
      { id: 'gold', requirement: { all: [{ value: '500000' }, { valueByRegion: { 'U.K.': '3' } }] } },
    ],
  };

  it('is read and written without touching what lies beside it', () => {
    const place = 'levels.1.requirement.all.0.value';
    expect(valueAt(program, place)).toBe('500000');
    const changed = withValueAt(program, place, '650000');
    expect(valueAt(changed, place)).toBe('650000');
    expect(valueAt(program, place)).toBe('500000');
    expect(changed.levels[0]).toBe(program.levels[0]);
    expect(Array.isArray(changed.levels)).toBe(true);
  });

  it('may have dots in its names', () => {
    const place = 'levels.1.requirement.all.1.valueByRegion.U.K.';
    expect(valueAt(program, place)).toBe('3');
    expect(valueAt(withValueAt(program, place, '4'), place)).toBe('4');
  });

  it('that the document does not have changes nothing', () => {
    expect(valueAt(program, 'levels.7.requirement')).toBeUndefined();
    expect(withValueAt(program, 'levels.7.requirement', 1)).toBe(program);
    expect(withValueAt(program, 'levels.0.__proto__.polluted', 1)).toBe(program);
  });
});
