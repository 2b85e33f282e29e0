/** The table of a comparison: what each plan costs and brings, and how far it is from what all are compared with. */
import type { CostRow, IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { decimalText, parseDecimal, subtract } from '../../../../analytics/present/decimal.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';

export interface ComparedCell {
  readonly text: string;
  /** To what all are compared with; none where it is the same, or where nothing is to compare. */
  readonly difference: string | null;
  readonly tone: 'good' | 'bad' | 'mut';
}

export interface ComparedRow {
  readonly label: string;
  /** Of what all are compared with; null where it has no such figure. */
  readonly before: string | null;
  /** One for each plan; null while it is not known. */
  readonly cells: readonly (ComparedCell | null)[];
}

export interface ComparedGroup {
  readonly title: string;
  readonly rows: readonly ComparedRow[];
}

type Simulations = readonly (IncentiveSimulation | undefined)[];

const labelOf = ({ value, label }: CostRow): string => (value === null ? 'None' : label);

const NOTHING = { before: '0', after: '0' };

/** Plans that pay other kinds of payouts are compared with other sums: there is no column that all are compared with. */
export function kindsAlike(simulations: Simulations): boolean {
  const kinds = simulations.flatMap((simulation) => (simulation ? [[...simulation.basis.kinds].sort().join()] : []));
  return new Set(kinds).size <= 1;
}

/** @param simulations of each plan, all against the same; undefined while one is on its way */
export function comparedGroups(simulations: Simulations, locale: string): ComparedGroup[] {
  const first = simulations.find((simulation) => simulation !== undefined);
  if (!first) return [];
  const alike = kindsAlike(simulations);
  const cost = (
    label: string,
    read: (simulation: IncentiveSimulation) => Pick<CostRow, 'before' | 'after'>,
  ): ComparedRow => ({
    label,
    before: alike ? numbers(locale).compact(read(first).before) : null,
    cells: cellsOf((simulation) => costCell(read(simulation))),
  });
  const byOf = (title: string, rows: (simulation: IncentiveSimulation) => readonly CostRow[]): ComparedGroup => ({
    title,
    rows: labelsOf(rows).map((label) =>
      cost(label, (simulation) => rows(simulation).find((row) => labelOf(row) === label) ?? NOTHING),
    ),
  });
  return [
    {
      title: 'Cost of the period',
      rows: [
        cost('All payees', (simulation) => simulation),
        ...(alike ? [] : [plain('Against', ({ before }) => numbers(locale).compact(before))]),
      ],
    },
    byOf('Cost by level', ({ by }) => by.level),
    byOf('Cost by quarter', ({ quarters }) => quarters),
    {
      title: 'Payees',
      rows: [
        plain('Win', ({ wins }) => sideText(wins)),
        plain('Lose', ({ loses }) => sideText(loses)),
        plain('See no change', ({ same }) => numbers(locale).integer(same)),
        plain('Lose though they grew', ({ growingLosers }) => numbers(locale).integer(growingLosers)),
      ],
    },
    {
      title: 'What it brings',
      rows: [
        plain('Net lift of revenue', ({ worth }) => numbers(locale).signed.compact(worth.netLift)),
        plain('Incremental margin', ({ worth }) => numbers(locale).signed.compact(worth.incrementalMargin)),
        plain('Margin less extra cost', ({ worth }) => numbers(locale).signed.compact(worth.net)),
        plain('Lift that pays for it', ({ worth: { breakEven } }) => ratioText(breakEven)),
        plain('Evidence', ({ worth }) => worth.evidence),
      ],
    },
  ].filter(({ rows }) => rows.length > 0);

  function cellsOf(read: (simulation: IncentiveSimulation) => ComparedCell): (ComparedCell | null)[] {
    return simulations.map((simulation) => (simulation ? read(simulation) : null));
  }

  function plain(label: string, read: (simulation: IncentiveSimulation) => string): ComparedRow {
    return {
      label,
      before: null,
      cells: cellsOf((simulation) => ({ text: read(simulation), difference: null, tone: 'mut' })),
    };
  }

  function costCell({ before, after }: Pick<CostRow, 'before' | 'after'>): ComparedCell {
    const { compact, signed } = numbers(locale);
    const [from, to] = [parseDecimal(before), parseDecimal(after)];
    const apart = from && to ? subtract(to, from) : null;
    if (!apart || apart.units === 0n) return { text: compact(after), difference: null, tone: 'mut' };
    return {
      text: compact(after),
      difference: signed.compact(decimalText(apart)),
      // Cost that rises is bad.
      tone: apart.units > 0n ? 'bad' : 'good',
    };
  }

  function sideText({ payees, amount }: IncentiveSimulation['wins']): string {
    const { integer, signed } = numbers(locale);
    return `${integer(payees)}, ${signed.compact(amount)}`;
  }

  function ratioText(ratio: IncentiveSimulation['worth']['breakEven']): string {
    if (ratio === null || Number(ratio.denominator) === 0) return NONE;
    return numbers(locale).signed.percent(Number(ratio.numerator) / Number(ratio.denominator));
  }

  /** Every row that any of them has, in the order of the longest list. */
  function labelsOf(rows: (simulation: IncentiveSimulation) => readonly CostRow[]): string[] {
    const lists = simulations.flatMap((simulation) => (simulation ? [rows(simulation).map(labelOf)] : []));
    return [...new Set(lists.sort((a, b) => b.length - a.length).flat())];
  }
}
