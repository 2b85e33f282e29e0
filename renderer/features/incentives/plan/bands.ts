/** The bands of a line, where its rate has any. */
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';

export type Bands = readonly { readonly from: string; readonly rate: string }[];

export function bandsOf({ rate }: Pick<PlanLine, 'rate'>): Bands | null {
  return 'bands' in rate && rate.bands ? rate.bands : null;
}

/** Places of each band, of its edge and of its rate, as the engine names them. */
export function bandPlaces(
  line: Pick<PlanLine, 'rate'>,
  index: number,
): { readonly band: string; readonly from: string; readonly rate: string }[] {
  return (bandsOf(line) ?? []).map((_, at) => {
    const band = `lines.${index}.rate.bands.${at}`;
    return { band, from: `${band}.from`, rate: `${band}.rate` };
  });
}
