/** What the levels cost a year before and after, and how much of the fallers’ bookings may be lost before the saving is. */
import { memo, type ReactNode } from 'react';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { decimalText, parseDecimal, subtract } from '../../../../analytics/present/decimal.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Costs.module.css';

/** As many kinds of benefit as stand beside their sum. */
const LINES = 2;

/** Drawn anew only when the simulation is another one. */
export const Costs = memo(CostFacts);

function CostFacts({ simulation }: { readonly simulation: Pick<TierSimulation, 'costs'> }) {
  const { costs } = simulation;
  const locale = useLocale();
  const { compact, percent } = numbers(locale);
  if (costs.lines.length === 0) {
    return <p className={styles.none}>The program names no benefits, so no level costs anything here.</p>;
  }
  const lines = [...costs.lines]
    .sort((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a)) || Number(b.after) - Number(a.after))
    .slice(0, costs.lines.length > 1 ? LINES : 0);
  return (
    <div className={styles.costs}>
      <Cost label="All benefits" {...costs} />
      {lines.map((line) => (
        <Cost key={line.id} {...line} />
      ))}
      {costs.breakEvenLoss !== null && (
        <Fact label="Break-even loss" figure={percent(costs.breakEvenLoss)}>
          of fallers’ bookings
          {costs.marginRate !== null && ` at ${percent(costs.marginRate)} margin`}
        </Fact>
      )}
      {costs.breakEvenLoss === null && Number(costs.fallingAmount) > 0 && (
        <Fact label="Bookings of who falls" figure={compact(costs.fallingAmount)}>
          {costs.marginRate === null ? 'no margin is known to weigh it' : 'nothing is saved that it could cost'}
        </Fact>
      )}
    </div>
  );
}

interface Change {
  readonly before: string;
  readonly after: string;
}
const changeOf = ({ before, after }: Change): number => Number(after) - Number(before);

function Cost({ label, before, after }: Change & { readonly label: string }) {
  const { compact, signed } = numbers(useLocale());
  const [now, former] = [parseDecimal(after), parseDecimal(before)];
  const change = now && former ? decimalText(subtract(now, former)) : '0';
  const size = Number(change);
  return (
    <Fact label={label} figure={compact(after)}>
      {size === 0 ? (
        'unchanged'
      ) : (
        <>
          <span className={size > 0 ? 'bad' : 'good'}>
            <span aria-hidden="true">{size > 0 ? '▲' : '▼'}</span>
            {signed.compact(change)}
          </span>{' '}
          on {compact(before)}
        </>
      )}
    </Fact>
  );
}

function Fact({ label, figure, children }: { label: string; figure: string; children: ReactNode }) {
  return (
    <div>
      <span>{label}</span>
      <b>{figure}</b>
      <span>{children}</span>
    </div>
  );
}
