/** What the plan invites: places where pay jumps, and stretches where it stands still. */
import type { GamingReport } from '../../../../analytics/api/incentiveSearch.ts';
import { Section } from '../../../parts/Section.tsx';
import styles from './Gaming.module.css';

export function Invited({ cliffs, deadZones }: Pick<GamingReport, 'cliffs' | 'deadZones'>) {
  return (
    <Section title="What the plan invites" basis="jumps and flat stretches of pay">
      {cliffs.length + deadZones.length === 0 && (
        <p className={styles.say}>Pay neither jumps nor stands still anywhere.</p>
      )}
      <ul className={styles.patterns}>
        {cliffs.map(({ line: of, at, sentence }) => (
          <li key={`${of} ${at}`}>
            <span>{sentence}</span>
          </li>
        ))}
        {deadZones.map(({ line: of, from, sentence }) => (
          <li key={`${of} ${from} flat`}>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
