/** The screens, always in sight. Arrow keys need nothing special here: each is a link. */
import { hrefOf, useAddress } from './location.ts';
import styles from './Rail.module.css';
import { SCREENS, type ScreenEntry } from './screens.ts';

export function Rail({ current }: { readonly current: string }) {
  // Links carry the period and filters along, so they follow the address.
  useAddress();
  const entry = ({ id, label, icon: IconMark }: ScreenEntry) => (
    <a key={id} href={hrefOf({ screen: id })} aria-current={id === current ? 'page' : undefined}>
      <IconMark size={19} stroke={1.6} aria-hidden="true" />
      {label}
    </a>
  );
  return (
    <nav className={styles.rail} aria-label="Screens">
      <Mark />
      {SCREENS.filter(({ place }) => place === 'main').map(entry)}
      <span className={styles.gap} />
      {SCREENS.filter(({ place }) => place === 'foot').map(entry)}
    </nav>
  );
}

/** Sleeve stripes, the last one being worked on. */
export function Mark() {
  return (
    <div className={styles.mark}>
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M3 5h18M3 10h18M3 15h18" stroke="currentColor" strokeWidth="2.4" />
        <path d="M3 20h11" stroke="var(--accent)" strokeWidth="2.4" />
      </svg>
    </div>
  );
}
