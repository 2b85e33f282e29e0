/** The same moves as figures: rows sum to the roster before, columns to the roster after. A cell lists its partners. */
import { memo } from 'react';
import type { TierSelection } from '../../../../analytics/api/documents/tierCase.ts';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import type { Direction } from '../../../../analytics/present/charts/sankey.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Level } from '../../../parts/Level.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import type { Ladders } from '../levels.ts';
import { select } from '../select.ts';
import styles from './Matrix.module.css';

interface MatrixProps {
  readonly simulation: Pick<TierSimulation, 'fromLevels' | 'toLevels' | 'matrix' | 'amounts'>;
  readonly ladders: Ladders;
  readonly selection: TierSelection | null;
}

const MARKS: Readonly<Record<Direction, string>> = { up: '▲', down: '▼', stay: '', other: '→' };

/** Levels whose names can be read whole beside one another. */
const MOST_WHOLE = 6;

/** Drawn anew only when the simulation is another one. */
export const Matrix = memo(MatrixTable);

function MatrixTable({ simulation, ladders, selection }: MatrixProps) {
  const { fromLevels, toLevels, matrix, amounts } = simulation;
  const locale = useLocale();
  const { integer, percent, compact } = numbers(locale);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const rows = [...fromLevels.keys()].reverse();
  const columns = [...toLevels.keys()].reverse();
  const kept = (row: number): number => sum((matrix[row] ?? []).filter((_, column) => stays(row, column)));
  const total = sum(matrix.map(sum));
  function stays(row: number, column: number): boolean {
    return ladders.directionOf(fromLevels[row] ?? '', toLevels[column] ?? '') === 'stay';
  }
  return (
    <table className={['plain', styles.matrix, toLevels.length > MOST_WHOLE && styles.many].filter(Boolean).join(' ')}>
      <thead>
        <tr>
          <th scope="col">From ↓ to →</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="num" title={toLevels[column]}>
              {toLevels[column]}
            </th>
          ))}
          <th scope="col" className={`num ${styles.sum}`}>
            Total
          </th>
          <th scope="col" className={`num ${styles.sum}`}>
            Kept
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const from = fromLevels[row] ?? '';
          const before = sum(matrix[row] ?? []);
          return (
            <tr key={from}>
              <th scope="row">
                <Level name={from} stripes={ladders.stripesOf(from)} />
              </th>
              {columns.map((column) => {
                const to = toLevels[column] ?? '';
                const count = matrix[row]?.[column] ?? 0;
                const direction = ladders.directionOf(from, to);
                if (count === 0) {
                  return (
                    <td key={to} className="num mut">
                      <span aria-hidden="true">·</span>
                      <span className="hidden">none</span>
                    </td>
                  );
                }
                return (
                  <td key={to} className={`num ${styles[direction]}`}>
                    <button
                      type="button"
                      aria-pressed={selection?.from === from && selection.to === to}
                      aria-label={`${from} to ${to}: ${countWords(count, 'partner', locale)}`}
                      title={`${from} to ${to}: ${countWords(count, 'partner', locale)}, bookings ${compact(amounts[row]?.[column] ?? '0')}`}
                      onClick={() => select({ from, to })}
                    >
                      {MARKS[direction]}
                      {integer(count)}
                    </button>
                  </td>
                );
              })}
              <td className="num">
                <b>{integer(before)}</b>
              </td>
              <td className="num mut">{before === 0 ? NONE : percent(kept(row) / before, 1)}</td>
            </tr>
          );
        })}
        <tr className="total">
          <th scope="row">Total</th>
          {columns.map((column) => (
            <td key={column} className="num">
              {integer(sum(matrix.map((row) => row[column] ?? 0)))}
            </td>
          ))}
          <td className="num">{integer(total)}</td>
          <td className="num">{total === 0 ? NONE : percent(sum(fromLevels.map((_, row) => kept(row))) / total, 1)}</td>
        </tr>
      </tbody>
    </table>
  );
}
