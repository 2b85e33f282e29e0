import type { ReactNode } from 'react';
import styles from './Trace.module.css';

interface BlockProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the passport under a rule. */
export function Block({ title, aside, children }: BlockProps) {
  return (
    <section className={styles.block}>
      <h3>
        {title}
        {aside}
      </h3>
      {children}
    </section>
  );
}
