/** The plan as it reads: a sentence for each line, its values changed where they stand. */
export function PlanEditor() {
  return null;
}
