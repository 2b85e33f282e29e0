/** Some of a few things, in a sentence: each can be taken away, and another one added. */
import { IconX } from '@tabler/icons-react';
import { Choose } from '../../../parts/Choose.tsx';
import chips from '../../../parts/FilterChips.module.css';
import styles from './Plan.module.css';

interface SomeOfProps<T extends string> {
  /** What is listed, for assistive technology. */
  readonly name: string;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly value: readonly T[];
  /** What none of them means; without it the last one stays. */
  readonly none?: string;
  readonly onChange: (value: T[]) => void;
}

export function SomeOf<T extends string>({ name, choices, value, none, onChange }: SomeOfProps<T>) {
  const left = choices.filter((choice) => !value.includes(choice.value));
  const kept = value.length === 1 && none === undefined;
  return (
    <span className={styles.someOf}>
      {value.length === 0 && none}
      {value.map((one) => {
        const label = choices.find((choice) => choice.value === one)?.label ?? one;
        if (kept) return <b key={one}>{label}</b>;
        return (
          <button
            key={one}
            type="button"
            className={chips.chip}
            aria-label={`${name}: not ${label}`}
            onClick={() => onChange(value.filter((other) => other !== one))}
          >
            {label} <IconX size={11} stroke={1.8} aria-hidden="true" />
          </button>
        );
      })}
      {left.length > 0 && (
        <Choose
          name={name}
          choices={left}
          // In the order of the list, whatever the order of the clicks.
          onChoose={(one) =>
            onChange(
              choices.flatMap((choice) => (choice.value === one || value.includes(choice.value) ? [choice.value] : [])),
            )
          }
        >
          <button type="button" className={chips.chip} aria-label={`${name}: one more`}>
            {value.length === 0 ? 'only…' : 'or…'}
          </button>
        </Choose>
      )}
    </span>
  );
}
