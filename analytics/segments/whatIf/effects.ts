/** What a change does to the network, by the definitions of the dictionary. */
import type { Cell } from '../../api/results.ts';
import type { SegmentWhatIf } from '../../api/segments.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import { overAmounts } from '../../metrics/hypothetical.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { SegmentDesk } from '../desk.ts';
import { moneyText, ratioOf } from '../exact.ts';
import type { Books } from './books.ts';
import { indicesOf, type Population } from './indices.ts';

type Effect = SegmentWhatIf['effects'][number];

const CONCENTRATION = ['top10_share', 'gini', 'hhi', 'pareto_share'] as const;
/** Of no dictionary: margin less payouts other than discounts and program cost, as returns of segments count it. */
const CONTRIBUTION = 'contribution';

/** Before a change, after its likeliest course, and after each of the courses that its ranges allow. */
export interface Courses {
  readonly before: Books;
  readonly likely: Books;
  readonly others: readonly Books[];
}

export async function effectsOf(
  desk: SegmentDesk,
  population: Population,
  { before, likely, others }: Courses,
  options: LabOptions = {},
): Promise<Effect[]> {
  const courses = [before, likely, ...others] as const;
  // Courses that differ in money only have the same concentration, which is dear with many partners.
  const concentrations = new Map<Books['amounts'], Readonly<Record<string, Cell>>>();
  for (const { amounts } of courses) {
    if (concentrations.has(amounts)) continue;
    const texts = [...amounts.values()].map(moneyText);
    concentrations.set(amounts, await overAmounts(desk.context, CONCENTRATION, texts, { signal: options.signal }));
  }
  const indices = await indicesOf(desk, population, courses, options);
  const [then, now, ...ends] = courses.map((books, course) => ({
    ...figuresOf(books),
    ...concentrations.get(books.amounts),
    ...indices[course],
  }));
  return Object.keys(then!).map((metric): Effect => {
    const known = metric === CONTRIBUTION ? null : findMetric(metric);
    const cells = [now!, ...ends].map((figures) => figures[metric] ?? null);
    const range = new Set(cells).size > 1 ? cells : [];
    return {
      metric,
      label: known?.label ?? 'Contribution',
      unit: known?.unit ?? 'money',
      before: then![metric] ?? null,
      after: now![metric] ?? null,
      low: extreme(range, -1),
      high: extreme(range, 1),
      good: known?.good ?? 'up',
    };
  });
}

function figuresOf(books: Books): Readonly<Record<string, Cell>> {
  const { bookings, throughPartners, margin, discount, payouts, cash, programCost, enrolled } = books;
  return {
    won_amount: moneyText(bookings),
    payout_amount: moneyText(payouts),
    cost_of_channel: ratioOf(cash + discount + programCost, throughPartners),
    [CONTRIBUTION]: moneyText(margin - cash - programCost),
    enrolled_partners: enrolled,
  };
}

/** The lowest or highest of several cells; null where there is no range or no figure. */
function extreme(cells: readonly Cell[], sign: 1 | -1): Cell {
  const known = cells.filter((cell) => cell !== null);
  return known.reduce<Cell>(
    (best, cell) => (best === null || sign * (Number(cell) - Number(best)) > 0 ? cell : best),
    null,
  );
}
