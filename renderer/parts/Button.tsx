/**
 * Buttons. One `primary` per screen; a disabled one says in its words what is missing.
 * `<Button icon={IconTable} onClick={…}>Export</Button>`, `<IconButton label="Undo" icon={IconArrowBackUp} />`
 */
import type { Icon } from '@tabler/icons-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon?: Icon;
  readonly kind?: 'plain' | 'primary' | 'quiet';
  readonly small?: boolean;
  readonly children: ReactNode;
}

export function Button({ icon: IconMark, kind = 'plain', small = false, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={[styles.button, styles[kind], small && styles.small, className].filter(Boolean).join(' ')}
      {...rest}
    >
      {IconMark && <IconMark size={14} stroke={1.6} aria-hidden="true" className={styles.icon} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  readonly icon: Icon;
  /** For assistive technology and the tooltip: an icon alone says too little. */
  readonly label: string;
}

export function IconButton({ icon: IconMark, label, className, title, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={title ?? label}
      className={[styles.iconButton, className].filter(Boolean).join(' ')}
      {...rest}
    >
      <IconMark size={16} stroke={1.6} aria-hidden="true" />
    </button>
  );
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <div className={styles.segmented} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a row of native radios cannot be drawn as one joined control
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
