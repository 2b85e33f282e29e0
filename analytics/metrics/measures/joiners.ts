/** Partners who joined within a window: what they did in their days of it, scaled up to all of its days. */
import type { Measure } from '../../api/documents/measure.ts';
import { dateLiteral } from '../../network/network.ts';
import { divided, wholes } from './arithmetic.ts';
import type { PlannedMeasure } from './measureTable.ts';
import type { Scene } from './request.ts';
import { type Days, resolveWindow } from './windows.ts';

/** The windows whose figures are scaled up for partners who joined within them. */
export class JoinerWindows {
  private readonly windows: readonly { readonly key: string; readonly days: readonly Days[] }[];

  constructor({ network, asOfs }: Scene, measures: readonly PlannedMeasure[]) {
    const scaled = measures.flatMap(({ measure }) =>
      measure.proRateJoiners && measure.window ? [measure.window] : [],
    );
    this.windows = [...new Map(scaled.map((window) => [JSON.stringify(window), window]))].map(([key, window]) => ({
      key,
      days: asOfs.map((day) => {
        const days = resolveWindow(window, day, network);
        if (days === 'since-anniversary')
          throw new Error('Such a window begins with the partner; planMeasure refuses it');
        return days;
      }),
    }));
  }

  get columns(): string[] {
    return this.windows.flatMap((_, index) => [`from${index}`, `to${index}`]);
  }

  values(day: number): string[] {
    return this.windows.flatMap(({ days }) => [dateLiteral(days[day]!.from), dateLiteral(days[day]!.to)]);
  }

  /** The figure as if the partner had been there for the whole window, from the day of joining on. */
  scaled({ proRateJoiners, window }: Measure, figure: string): string {
    if (!proRateJoiners) return figure;
    const index = this.windows.findIndex(({ key }) => key === JSON.stringify(window));
    const served = `(grid.to${index} - grid.started_on + 1)`;
    const joined = `grid.started_on > grid.from${index} AND ${served} >= ${proRateJoiners.fromDays}`;
    return `CASE WHEN ${joined} THEN ${divided(`${wholes(figure)} * (grid.to${index} - grid.from${index} + 1)`, served)} ELSE ${figure} END`;
  }
}
