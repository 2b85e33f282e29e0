/** A setting of the policy: what it is, what it does, its value. A changed one says what it was. */
import type { ReactNode } from 'react';
import type { Change } from './changes.ts';
import styles from './PolicyScreen.module.css';

interface RowProps {
  readonly label: string;
  readonly hint?: string;
  /** The path of the value in the policy. */
  readonly id: string;
  readonly changes: readonly Change[];
  /** What it was, where the document writes it in another way than people. */
  readonly was?: string;
  readonly children: ReactNode;
}

export function Row({ label, hint, id, changes, was, children }: RowProps) {
  const changed = changes.find((change) => change.path === id);
  return (
    <div className={styles.row} data-changed={changed ? true : undefined}>
      <div>
        <div>{label}</div>
        {(changed || hint) && (
          <div className="small">
            {changed ? <span className={styles.was}>was {was ?? changed.before}</span> : hint}
          </div>
        )}
      </div>
      <div>{children}</div>
    </div>
  );
}
