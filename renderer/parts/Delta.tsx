/**
 * A change with sign, direction and judgement: `▲+7.9 %`. `value` is what a column of role `change` holds.
 * `<Delta value={0.079} unit="money" good="up" />`
 */
import type { Cell, Unit } from '../../analytics/api/results.ts';
import { formatChange, toneOf } from '../../analytics/present/cell.ts';
import { useCellStyle } from '../shell/workspace.ts';

interface DeltaProps {
  readonly value: Cell;
  readonly unit: Unit;
  readonly good: 'up' | 'down' | 'none';
  /** Without the triangle, where a whole column of changes would be noise. */
  readonly plain?: boolean;
}

export function Delta({ value, unit, good, plain = false }: DeltaProps) {
  const text = formatChange(value, unit, useCellStyle());
  const tone = toneOf(value, good);
  const size = Number(value ?? 0);
  return (
    <span className={tone === 'plain' ? undefined : tone}>
      {!plain && size !== 0 && <span aria-hidden="true">{size > 0 ? '▲' : '▼'}</span>}
      {text}
    </span>
  );
}
