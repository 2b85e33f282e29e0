/** What partners do not sell and their peers do, how many partners the plan needs, and where products have no partner. */
import styles from '../Segments.module.css';
import { Capacity } from './Capacity.tsx';
import { Coverage } from './Coverage.tsx';
import space from './Space.module.css';
import { WhiteSpace } from './WhiteSpace.tsx';

export default function SpaceView() {
  return (
    <div className={`${styles.columns} ${space.view}`}>
      <WhiteSpace />
      <Capacity />
      <Coverage />
    </div>
  );
}
