/** What people decided beside the rules: exceptions with their cost and end, and attested requirements. */
import { Attestations } from './Attestations.tsx';
import { Exceptions } from './Exceptions.tsx';
import styles from './Registers.module.css';

export default function RegistersView() {
  return (
    <div className={styles.view}>
      <Exceptions />
      <Attestations />
    </div>
  );
}
