/** A whole number with its unit beside it. `<Days label="Influence looks back" value={90} onChange={…} />` */
import { NumberInput } from '@mantine/core';
import styles from './PolicyScreen.module.css';

interface AmountProps {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function Amount({ label, unit, min, max, value, onChange }: AmountProps) {
  return (
    <span className={styles.amount}>
      <NumberInput
        aria-label={label}
        value={value}
        min={min}
        max={max}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        onChange={(next) => typeof next === 'number' && onChange(next)}
      />
      <span className="mut">{unit}</span>
    </span>
  );
}

export function Days({ label, value, onChange }: Pick<AmountProps, 'label' | 'value' | 'onChange'>) {
  return <Amount label={label} unit="days" min={0} max={3650} value={value} onChange={onChange} />;
}
