/** What tells each program apart from the first one, rule by rule. */
import type { ProgramChange } from '../../../../analytics/api/tiers.ts';
import { formatCell } from '../../../../analytics/present/cell.ts';
import { Section } from '../../../parts/Section.tsx';
import { Empty } from '../../../parts/states.tsx';
import { useCellStyle } from '../../../shell/workspace.ts';
import styles from './Compare.module.css';
import type { Compared } from './useCompared.ts';

export function Differences({ compared }: { readonly compared: readonly Compared[] }) {
  const [first, ...others] = compared;
  if (!first || others.length === 0) return null;
  return (
    <Section title="Rules that differ" basis={`from ${first.name}`}>
      {others.map(({ id, name, changes }) => (
        <div key={id} className={styles.changes}>
          <h3>{name}</h3>
          {changes === undefined ? (
            <p className="mut">on its way</p>
          ) : changes.length === 0 ? (
            <Empty>The same rules.</Empty>
          ) : (
            <ul>
              {changes.map((change) => (
                <Change key={`${change.place} ${change.label}`} change={change} />
              ))}
            </ul>
          )}
        </div>
      ))}
    </Section>
  );
}

function Change({ change: { label, from, to, unit } }: { readonly change: ProgramChange }) {
  const style = useCellStyle();
  const write = (value: ProgramChange['from']): string =>
    value === null ? 'none' : formatCell(value, unit === 'points' ? 'quantity' : unit, style);
  return (
    <li>
      <span>{label}</span>
      <span className="num mut">{write(from)}</span>
      <span aria-hidden="true">→</span>
      <b className={styles.to}>{write(to)}</b>
    </li>
  );
}
