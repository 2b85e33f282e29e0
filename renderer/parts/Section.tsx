/**
 * A section: a rule, a title, a basis; never a box. `busy` draws the accent line while new figures are on their way and
 * leaves the old ones at 60 %.
 * `<Section title="Findings" basis="ranked by money at stake" aside={…}>…</Section>`
 */
import { type CSSProperties, type ReactNode, useId } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  readonly title: string;
  /** Its place among questions that are asked in order. */
  readonly number?: number;
  readonly basis?: ReactNode;
  readonly aside?: ReactNode;
  readonly busy?: boolean;
  readonly className?: string | undefined;
  readonly style?: CSSProperties;
  readonly children?: ReactNode;
}

export function Section({ title, number, basis, aside, busy = false, className, style, children }: SectionProps) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      aria-busy={busy}
      className={[styles.section, className].filter(Boolean).join(' ')}
      style={style}
    >
      <header className={styles.head}>
        <h2 id={heading}>
          {number !== undefined && <span className={styles.number}>{number}</span>}
          {title}
        </h2>
        {basis !== undefined && (
          // A narrow page cuts it off.
          <span className={styles.basis} title={typeof basis === 'string' ? basis : undefined}>
            {basis}
          </span>
        )}
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
