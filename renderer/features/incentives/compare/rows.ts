/** The table of a comparison: what each plan costs and brings, and how far it is from the one thing that all are held against. */
import type { CostRow, IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { differenceText } from '../../../../analytics/present/decimal.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { sumText } from '../money.ts';

export interface ComparedCell {
  readonly text: string;
  /** To what all are held against, or what payees of a side gain or lose; none where it is the same, or nothing is to compare. */
  readonly difference: string | null;
  readonly tone: 'good' | 'bad' | 'mut';
  /** What the figure is made of. */
  readonly words?: string;
}

export interface ComparedRow {
  readonly label: string;
  /** What was paid; null where it has no such figure. */
  readonly paid: string | null;
  /** One for each plan; null while it is not known. */
  readonly cells: readonly (ComparedCell | null)[];
}

export interface ComparedGroup {
  readonly title: string;
  readonly rows: readonly ComparedRow[];
}

type Simulations = readonly (IncentiveSimulation | undefined)[];

export interface Comparison {
  /** Of each plan beside what was paid of its own kinds; undefined while one is on its way. */
  readonly simulations: Simulations;
  /** What was paid of the kinds of all of them together; null where that is not known. */
  readonly paid: IncentiveSimulation | null;
  /** The place of the plan that all are held against; null for what was paid. */
  readonly base: number | null;
}

const NOTHING = { before: '0', after: '0' };

/** Kinds of payouts that any of them pays. */
export function kindsOfAll(simulations: Simulations): string[] {
  return [...new Set(simulations.flatMap((simulation) => simulation?.basis.kinds ?? []))].sort();
}

/**
 * Costs of plans that pay different kinds stand on one footing: a plan leaves the kinds that it does not pay as they were
 * paid, so that each column is the cost of the same kinds.
 */
export function comparedGroups({ simulations, paid, base }: Comparison, locale: string): ComparedGroup[] {
  const { compact, signed, integer } = numbers(locale);
  const first = simulations.find((simulation) => simulation !== undefined);
  if (!first) return [];
  const kinds = kindsOfAll(simulations);
  const alike = simulations.every((simulation) => !simulation || simulation.basis.kinds.length === kinds.length);
  const responds = simulations.some((simulation) => simulation && Number(simulation.worth.grossLift) !== 0);
  const ends = simulations.some((simulation) => simulation && endingOf(simulation).length > 0);

  return [
    {
      title: 'Cost of the period',
      rows: [
        cost('All payees', (simulation) => simulation),
        ...(paid && !alike
          ? [
              plain('Of it paid by the plan', ({ after }) => compact(after)),
              plain('Of it other kinds, left as paid', ({ before }) => compact(differenceText(paid.before, before))),
            ]
          : []),
        ...(paid && ends ? [endingRow()] : []),
      ],
    },
    byOf(`Cost by level on ${formatDate(first.basis.period.to, locale)}`, ({ by }) => by.level, 'No level'),
    byOf('Cost by quarter', ({ quarters }) => quarters, NONE),
    ...(paid ? [besidePaid()] : []),
    {
      title: paid ? 'What it brings, beside what was paid' : 'What it brings',
      rows: [
        ...(responds
          ? [
              plain('Net lift of revenue', ({ worth }) => signed.compact(worth.netLift)),
              plain('Incremental margin', ({ worth }) => signed.compact(worth.incrementalMargin)),
            ]
          : []),
        plain('Margin less extra cost', ({ worth }) => signed.compact(worth.net)),
        plain('Lift that pays for it', ({ worth }) => liftText(worth)),
        plain('Evidence', ({ worth }) => worth.evidence),
      ],
    },
  ].filter(({ rows }) => rows.length > 0);

  type Read = (simulation: IncentiveSimulation) => Pick<CostRow, 'before' | 'after'>;

  function cost(label: string, read: Read): ComparedRow {
    const whole = paid && read(paid).before;
    const total = (simulation: IncentiveSimulation | undefined): string | null => {
      if (!simulation) return null;
      const { before, after } = read(simulation);
      return whole === null ? after : sumText([after, differenceText(whole, before)]);
    };
    const totals = simulations.map(total);
    const against = base === null ? whole : (totals[base] ?? null);
    const currency = (base === null ? paid : simulations[base])?.basis.currency;
    return {
      label,
      paid: whole === null ? null : compact(whole),
      cells: totals.map((own, index) =>
        own === null ? null : costCell(own, simulations[index]?.basis.currency === currency ? against : null),
      ),
    };
  }

  function costCell(total: string, against: string | null): ComparedCell {
    const apart = against === null ? 0 : Number(differenceText(total, against));
    if (against === null || apart === 0) return { text: compact(total), difference: null, tone: 'mut' };
    return {
      text: compact(total),
      difference: signed.compact(differenceText(total, against)),
      // Cost that rises is bad.
      tone: apart > 0 ? 'bad' : 'good',
    };
  }

  function byOf(
    title: string,
    rows: (simulation: IncentiveSimulation) => readonly CostRow[],
    none: string,
  ): ComparedGroup {
    const labelOf = ({ value, label }: CostRow): string => (value === null ? none : label);
    const lists = [...simulations, paid ?? undefined].flatMap((simulation) =>
      simulation ? [rows(simulation).map(labelOf)] : [],
    );
    // Every row that any of them has, in the order of the longest list.
    const labels = [...new Set(lists.sort((a, b) => b.length - a.length).flat())];
    return {
      title,
      rows: labels.map((label) =>
        cost(label, (simulation) => rows(simulation).find((row) => labelOf(row) === label) ?? NOTHING),
      ),
    };
  }

  function plain(label: string, read: (simulation: IncentiveSimulation) => string): ComparedRow {
    return {
      label,
      paid: null,
      cells: simulations.map((simulation) =>
        simulation ? { text: read(simulation), difference: null, tone: 'mut' } : null,
      ),
    };
  }

  /** What a plan saves by paying a program no more is seen apart from what its rates save. */
  function endingRow(): ComparedRow {
    return {
      label: 'Paid until now by programs that end',
      paid: null,
      cells: simulations.map((simulation) => {
        if (!simulation) return null;
        const ending = endingOf(simulation);
        return {
          text: ending.length === 0 ? NONE : compact(sumText(ending.map(({ before }) => before ?? '0'))),
          difference: null,
          tone: 'mut',
          ...(ending.length > 0 && { words: ending.map(({ label }) => label).join(', ') }),
        };
      }),
    };
  }

  function besidePaid(): ComparedGroup {
    const side = (
      label: string,
      tone: 'good' | 'bad',
      read: (one: IncentiveSimulation) => IncentiveSimulation['wins'],
    ) => ({
      label,
      paid: null,
      cells: simulations.map((simulation): ComparedCell | null => {
        if (!simulation) return null;
        const { payees, amount } = read(simulation);
        return { text: integer(payees), difference: payees === 0 ? null : signed.compact(amount), tone };
      }),
    });
    return {
      title: 'Payees, beside what was paid',
      rows: [
        side('Win', 'good', ({ wins }) => wins),
        side('Lose', 'bad', ({ loses }) => loses),
        plain('See no change', ({ same }) => integer(same)),
        plain('Lose though they grew', ({ growingLosers }) => integer(growingLosers)),
      ],
    };
  }

  /** What costs less than before has no lift to wait for. */
  function liftText({ breakEven, extraCost }: IncentiveSimulation['worth']): string {
    if (breakEven === null || Number(breakEven.denominator) === 0 || Number(extraCost) <= 0) return NONE;
    return numbers(locale).signed.percent(Number(breakEven.numerator) / Number(breakEven.denominator));
  }
}

/** Programs of the ledger that no line of the plan goes on with. */
const endingOf = ({ lines }: IncentiveSimulation) => lines.filter(({ plan }) => plan === 'as-paid');
