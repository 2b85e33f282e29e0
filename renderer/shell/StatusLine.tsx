/** What a screenshot needs to be quotable: basis, window, population; data version and that nothing left the machine. */
import { formatMoment } from '../../analytics/present/dates.ts';
import { useConnection } from '../transport/connection.ts';
import styles from './StatusLine.module.css';
import { useShown } from './statusLine.ts';
import { useWorkspace } from './workspace.ts';

export function StatusLine() {
  const { screen, said } = useShown();
  const { dataVersion, lastLoad, policyVersion, policy } = useWorkspace();
  const stale = useConnection().phase === 'lost';
  return (
    <footer className={styles.line}>
      {screen.basis && (
        <span>
          <b>Basis</b> {screen.basis}
        </span>
      )}
      {screen.window && (
        <span>
          <b>Window</b> {screen.window}
        </span>
      )}
      {screen.population && (
        <span className={styles.give}>
          <b>Population</b> {screen.population}
        </span>
      )}
      <span className={styles.right}>
        <span aria-live="polite" className={styles.said}>
          {said}
        </span>
        <span className={stale ? 'warn' : undefined}>
          <b>Data version {dataVersion}</b>
          {lastLoad ? ` loaded ${formatMoment(lastLoad.at, policy.locale)}` : ', nothing loaded yet'}
        </span>
        <span>Policy {policyVersion}</span>
        <span className={styles.ok}>Offline</span>
      </span>
    </footer>
  );
}
