/** Why the cost differs: steps that sum to the cent and do not depend on their order. */
import type { PayBridge } from '../../../../analytics/api/incentives.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { StepBars } from '../../../charts/StepBars.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import styles from './Answers.module.css';

interface WhyAnswerProps {
  readonly bridge: PayBridge;
  readonly names: { readonly before: string; readonly after: string };
  /** Nothing of it is a plan's: it ends with what was paid. */
  readonly paid: boolean;
}

export function WhyAnswer({ bridge, names, paid }: WhyAnswerProps) {
  const locale = useLocale();
  const { compact, signed, exact } = numbers(locale);
  const { before, after, factors } = bridge;
  const steps = factors.filter(({ amount }) => Number(amount) !== 0);
  const interacting = steps.filter(({ alone, last }) => alone !== last).length;
  if (steps.length === 0) return <p className={styles.say}>Both cost the same, and no part of either differs.</p>;
  return (
    <>
      <StepBars
        good="down"
        rows={[
          { id: 'before', label: names.before, kind: 'before', value: Number(before), text: compact(before) },
          ...steps.map(({ id, label, amount, alone, last }) => ({
            id,
            label,
            kind: 'step' as const,
            value: Number(amount),
            text: signed.compact(amount),
            words: `${label}: ${signed.exact(amount)}; made alone ${signed.exact(alone)}, made last ${signed.exact(last)}`,
          })),
          {
            id: 'after',
            label: names.after,
            kind: paid ? 'actual' : 'after',
            value: Number(after),
            text: compact(after),
          },
        ]}
      />
      <details>
        <summary className="small">
          Sums to the cent: {exact(before)} to {exact(after)}.
          {interacting > 0 &&
            ` ${interacting} steps act on each other: each has its fair share (Shapley), whatever the order.`}
        </summary>
        <table className={`compact ${styles.table}`}>
          <thead>
            <tr>
              <th>Step</th>
              <th className="num">Share</th>
              <th className="num">Made alone</th>
              <th className="num">Made last</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ id, label, amount, alone, last }) => (
              <tr key={id}>
                <td>{label}</td>
                <td className="num">{signed.exact(amount)}</td>
                <td className="num">{signed.exact(alone)}</td>
                <td className="num">{signed.exact(last)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
