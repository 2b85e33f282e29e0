/** How sure: three pips beside the word that says it. `<Pips of={3} value={2} label="likely" />` */
import styles from './Pips.module.css';

interface PipsProps {
  readonly value: number;
  readonly of?: number;
  readonly label?: string;
}

export function Pips({ value, of = 3, label }: PipsProps) {
  return (
    <span className={styles.pips} role="img" aria-label={label ?? `${value} of ${of}`}>
      {Array.from({ length: of }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pips are their place
        <i key={index} className={index < value ? styles.on : undefined} />
      ))}
    </span>
  );
}
