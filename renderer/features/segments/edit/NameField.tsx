/** A name that is changed where it stands: takes effect on Enter or when left, goes back on Escape. */
import styles from './Edit.module.css';

interface NameFieldProps {
  /** What is named, for assistive technology. */
  readonly label: string;
  readonly value: string;
  readonly maxLength?: number;
  readonly onSet: (name: string) => void;
}

export function NameField({ label, value, maxLength = 60, onSet }: NameFieldProps) {
  return (
    <input
      key={value}
      aria-label={label}
      className={styles.name}
      size={Math.max(4, value.length)}
      maxLength={maxLength}
      defaultValue={value}
      onBlur={({ currentTarget }) => {
        const name = currentTarget.value.trim();
        if (name === '' || name === value) currentTarget.value = value;
        else onSet(name);
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape') currentTarget.value = value;
        if (key === 'Enter' || key === 'Escape') currentTarget.blur();
      }}
    />
  );
}
