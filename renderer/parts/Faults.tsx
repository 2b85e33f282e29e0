/** What is wrong with a document: where, what, and how to mend it. */
import type { Fault } from '../../analytics/api/tiers.ts';
import styles from './Faults.module.css';

interface FaultsProps {
  readonly faults: readonly Fault[];
  readonly title: string;
}

export function Faults({ faults, title }: FaultsProps) {
  if (faults.length === 0) return null;
  return (
    <div role="alert" className={styles.faults}>
      <b className="bad">✗ {title}</b>
      <ul>
        {faults.map(({ place, where, sentence }) => (
          <li key={`${place} ${sentence}`}>
            <b>{where || 'The document'}</b> {sentence} {place && <code>{place}</code>}
          </li>
        ))}
      </ul>
    </div>
  );
}
