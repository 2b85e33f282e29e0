/**
 * A screen: head with title, basis and actions, then the work.
 * `<Screen title="Data" basis="Nothing is written until you load" actions={<Button …/>}>…</Screen>`
 */
import type { ReactNode } from 'react';
import styles from './Screen.module.css';

interface ScreenProps {
  readonly title: string;
  readonly basis?: ReactNode;
  /** Before the title, for instance the way back. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** `fill` gives the work the whole height (a grid scrolls by itself); `scroll` scrolls all of it. */
  readonly body?: 'scroll' | 'fill';
  readonly children: ReactNode;
}

export function Screen({ title, basis, lead, actions, body = 'scroll', children }: ScreenProps) {
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        {lead}
        <h1>{title}</h1>
        {basis !== undefined && <span className={styles.basis}>{basis}</span>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={body === 'fill' ? styles.fill : styles.scroll}>{children}</div>
    </div>
  );
}
