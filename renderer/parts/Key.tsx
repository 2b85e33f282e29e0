/** A key of chart notation, used only where a mark repeats. `<Key items={[['actual', 'actual'], ['prior', 'FY25-Q3']]} />` */
import styles from './Key.module.css';

export type Notation = 'actual' | 'prior' | 'plan' | 'mute' | 'accent';

export function Key({ items }: { readonly items: readonly (readonly [Notation, string])[] }) {
  return (
    <span className={styles.keys}>
      {items.map(([notation, label]) => (
        <span key={label} className={styles.key}>
          <i className={styles[notation]} aria-hidden="true" />
          {label}
        </span>
      ))}
    </span>
  );
}
