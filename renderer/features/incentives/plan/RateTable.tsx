/** Rates by level or region: what the baseline pays beside what the plan pays, to be changed. */
import { IconX } from '@tabler/icons-react';
import { levelStripes } from '../../../../analytics/present/labels.ts';
import { IconButton } from '../../../parts/Button.tsx';
import { Level } from '../../../parts/Level.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useLadder } from '../../trend/known.ts';
import { writeFigure } from './figures.ts';
import styles from './Plan.module.css';
import type { ArrangedSentence } from './sentence.ts';
import { Value } from './Value.tsx';

interface RateTableProps {
  readonly label: string;
  readonly table: NonNullable<ArrangedSentence['table']>;
  readonly baseline: string;
  readonly plan: string;
  readonly valueAt: (place: string) => unknown;
  readonly wasAt: (place: string) => unknown;
  readonly onSet: (place: string, value: string | number | boolean, label: string, gesture?: string) => void;
  readonly onRemove: (place: string, name: string) => void;
}

export function RateTable({ label, table, baseline, plan, valueAt, wasAt, onSet, onRemove }: RateTableProps) {
  const locale = useLocale();
  const ladder = useLadder()?.levels ?? [];
  const rows = table.by === 'level' ? [...table.rows].sort((a, b) => rank(b.key) - rank(a.key)) : table.rows;
  return (
    <table className={styles.rates}>
      <thead>
        <tr>
          <th scope="col">{table.by === 'level' ? 'Level' : 'Region'}</th>
          <th scope="col" className="num ellipsis" title={baseline}>
            {baseline}
          </th>
          <th scope="col" className="num ellipsis" title={plan}>
            {plan}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, part }) => {
          const was = wasAt(part.place);
          const value = (valueAt(part.place) ?? part.value) as string;
          const name = key === 'else' ? 'All others' : key;
          return (
            <tr key={key}>
              <th scope="row">
                {table.by === 'level' ? <Level name={name} stripes={levelStripes(key, ladder)} /> : name}
              </th>
              <td className="num mut">{writeFigure((was as string | undefined) ?? value, part.unit, locale)}</td>
              <td className="num" data-place={part.place}>
                <Value
                  name={`${label}: ${name}`}
                  value={value}
                  unit={part.unit}
                  figure="rate"
                  was={was}
                  onSet={(next, text, gesture) => onSet(part.place, next, `${label}, ${name} ${text}`, gesture)}
                />
              </td>
              <td>
                <IconButton
                  icon={IconX}
                  label={`Remove ${label}: ${name}`}
                  className={styles.remove}
                  onClick={() => onRemove(part.place, name)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );

  function rank(level: string): number {
    return ladder.indexOf(level);
  }
}
