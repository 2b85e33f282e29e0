/**
 * A level of the program: sleeve stripes and its name. `stripes` 0 to 4, from `levelStripes` of present/labels.
 * `<Level name="Gold" stripes={3} />`, and where the name stands elsewhere `<Stripes count={3} />`
 */
import styles from './Level.module.css';

export function Level({ name, stripes }: { readonly name: string; readonly stripes: number }) {
  return (
    <span className={styles.level}>
      <Stripes count={stripes} />
      {name}
    </span>
  );
}

export function Stripes({ count }: { readonly count: number }) {
  return (
    <svg width="12" height="12" aria-hidden="true">
      {[10, 7, 4, 1].map((y, index) => (
        <rect key={y} x="0" y={y} width="12" height="2" fill={index < count ? 'var(--ink)' : 'var(--line-2)'} />
      ))}
    </svg>
  );
}
