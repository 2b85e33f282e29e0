/** Sentences below what they tell of. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  return notes.map((note) => (
    <p key={note} className="small">
      {note}
    </p>
  ));
}
