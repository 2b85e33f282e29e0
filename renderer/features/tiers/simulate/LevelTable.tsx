/** Each level by its partners after the change: how many, what they bring, how able they are, what they cost. */
import { memo } from 'react';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { formatCell } from '../../../../analytics/present/cell.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Level } from '../../../parts/Level.tsx';
import { useLocale, useMetrics } from '../../../shell/workspace.ts';
import type { Ladders } from '../levels.ts';
import styles from './Matrix.module.css';

/** Those that tell levels apart; the engine knows more. */
const SHOWN = ['won_amount', 'win_rate', 'payout_rate', 'certified_people'] as const;

interface LevelTableProps {
  readonly simulation: Pick<TierSimulation, 'figures'>;
  readonly ladders: Ladders;
}

/** Drawn anew only when the simulation is another one. */
export const LevelTable = memo(Table);

function Table({ simulation: { figures }, ladders }: LevelTableProps) {
  const locale = useLocale();
  const known = useMetrics();
  const { integer, signed, compact } = numbers(locale);
  const metrics = SHOWN.flatMap((id) => {
    const metric = known.get(id);
    return metric && figures.some((level) => level.metrics[id] !== null) ? [metric] : [];
  });
  const benefits = figures.some(({ benefitsAfter }) => Number(benefitsAfter) !== 0);
  return (
    <table className={`plain ${styles.matrix}`}>
      <thead>
        <tr>
          <th scope="col">Level</th>
          <th scope="col" className="num">
            Partners
          </th>
          {metrics.map(({ id, label, meaning }) => (
            <th key={id} scope="col" className="num" title={`${label}. ${meaning}`}>
              {label.replace(/ \(.*\)$/, '')}
            </th>
          ))}
          {benefits && (
            <th scope="col" className="num">
              Benefits
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {[...figures].reverse().map((level) => {
          const moved = level.partnersAfter - level.partnersBefore;
          return (
            <tr key={level.id}>
              <th scope="row">
                <Level name={level.label} stripes={ladders.stripesOf(level.label)} />
              </th>
              <td className="num">
                {moved !== 0 && <span className="mut">{signed.integer(moved)}</span>} {integer(level.partnersAfter)}
              </td>
              {metrics.map(({ id, unit }) => (
                <td key={id} className="num">
                  {formatCell(level.metrics[id] ?? null, unit, { locale })}
                </td>
              ))}
              {benefits && <td className="num">{compact(level.benefitsAfter)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
