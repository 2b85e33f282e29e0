/** What the draft changes against its baseline, each with what it does when it is made alone. */
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Cell } from '../../../../analytics/api/results.ts';
import type { ProgramChange, TierSimulation } from '../../../../analytics/api/tiers.ts';
import { formatCell } from '../../../../analytics/present/cell.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { valueAt, withValueAt } from '../../../drafts/place.ts';
import { IconButton } from '../../../parts/Button.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { type ChangeRow, changeRows } from '../changes.ts';
import type { ThresholdHandle } from '../handles.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Lists.module.css';

interface ChangesProps {
  readonly handles: readonly ThresholdHandle[];
  /** Against the baseline, each change alone; undefined while it is on its way for the first time. */
  readonly comparison: TierSimulation | undefined;
}

export function Changes({ handles, comparison }: ChangesProps) {
  const { draft, baseline } = useTierWork();
  const locale = useLocale();
  const rows = changeRows(handles, comparison?.changes ?? []);
  if (rows.length === 0) {
    return (
      <p className={styles.none}>None yet. Drag a handle, and what it changes against {baseline.name} stands here.</p>
    );
  }
  const takeBack = (row: ChangeRow): void => {
    const former = valueAt(baseline.program, row.place);
    draft.edit(
      withValueAt(draft.present, row.place, former),
      `${row.label} back to ${write(row.from, row.unit, locale)}`,
    );
  };
  return (
    <ul className={styles.changes}>
      {rows.map((row) => {
        const resets =
          valueAt(baseline.program, row.place) !== undefined && valueAt(draft.present, row.place) !== undefined;
        return (
          <li key={row.place}>
            <span className="ellipsis" title={row.label}>
              {row.label}
            </span>
            <span className={styles.former}>{write(row.from, row.unit, locale)}</span>
            <span aria-hidden="true">→</span>
            <b className={styles.now}>{write(row.to, row.unit, locale)}</b>
            <Effect row={row} locale={locale} />
            {resets && (
              <IconButton
                icon={IconArrowBackUp}
                label={`Back to ${write(row.from, row.unit, locale)}`}
                className={styles.reset}
                onClick={() => takeBack(row)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Effect({ row: { up, down, current }, locale }: { readonly row: ChangeRow; readonly locale: string }) {
  const { integer } = numbers(locale);
  if (up === null || down === null || !current) {
    return (
      <span className={styles.effect} role="img" aria-label="being counted">
        …
      </span>
    );
  }
  return (
    <span className={styles.effect}>
      {down > 0 && (
        <span className="bad">
          <span aria-hidden="true">▼</span>
          <span className="hidden">falls </span>
          {integer(down)}
        </span>
      )}{' '}
      {up > 0 && (
        <span className="good">
          <span aria-hidden="true">▲</span>
          <span className="hidden">rises </span>
          {integer(up)}
        </span>
      )}
      {up === 0 && down === 0 && <span className="mut">none move</span>}
    </span>
  );
}

function write(value: Cell, unit: ProgramChange['unit'], locale: string): string {
  if (value === null) return NONE;
  if (unit === 'flag') return value === true || value === 'true' ? 'on' : 'off';
  if (unit === 'text') return formatCell(value, 'text', { locale });
  return Number.isFinite(Number(value)) ? writeThreshold(String(value), unit, locale) : String(value);
}
