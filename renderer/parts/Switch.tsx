/**
 * On or off, taking effect at once; for what waits for a button, use a checkbox.
 * `<Switch checked={grace} onChange={setGrace}>Grace, 1 review</Switch>`
 */
import type { ReactNode } from 'react';
import styles from './Switch.module.css';

interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function Switch({ checked, onChange, disabled = false, children }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      disabled={disabled}
      className={styles.switch}
      onClick={() => onChange(!checked)}
    >
      <i className={styles.track} aria-hidden="true" />
      {children}
    </button>
  );
}
