/** How segments change from quarter to quarter: sizes, flows, and who entered and left one of them, and why. */
import type { SegmentMovement } from '../../../../analytics/api/segments.ts';
import { capital } from '../../../../analytics/present/capital.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Segmented } from '../../../parts/Button.tsx';
import { Empty } from '../../../parts/states.tsx';
import { useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { useAddressed } from '../addressed.ts';
import { Notes } from '../Notes.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import { Flows } from './Flows.tsx';
import { Movers } from './Movers.tsx';
import { COUNTED, orderedPlaces } from './places.ts';
import { Sizes } from './Sizes.tsx';

const OPTIONS = COUNTED.map((value) => ({ value, label: capital(value) }));

export default function MovementView() {
  const { asked } = useSegmentWork();
  const { quarter } = useAddress().extra;
  const long = useLongQuery('segment.movement', { ...asked, ...(quarter === undefined ? {} : { quarter }) });
  return (
    <Awaited
      long={long}
      what="The movement could not be counted"
      stage="Placing partners at the end of every quarter"
      rows={14}
    >
      {(movement) => <Movement movement={movement} />}
    </Awaited>
  );
}

function Movement({ movement }: { readonly movement: SegmentMovement }) {
  const locale = useLocale();
  const { run } = useSegmentWork();
  const [counted, count] = useAddressed('moved', COUNTED);
  const { segments, quarters, basis } = movement;
  const at = quarters.findIndex(({ label }) => label === movement.quarter);
  useScreenStatus({
    basis: `${basis.segmentation.name}, quarter by quarter`,
    window: `to ${formatDate(basis.asOf, locale)}`,
    population: countWords(basis.population, 'partner', locale),
  });
  if (at < 0) return <Empty>There is no complete quarter yet to place partners at.</Empty>;
  const places = orderedPlaces(segments, run.data?.segments ?? []);
  return (
    <div className={styles.columns}>
      <div className={styles.wide}>
        <Segmented label="Movement of" value={counted} options={OPTIONS} onChange={count} />
      </div>
      <Sizes movement={movement} places={places} at={at} counted={counted} />
      <Flows movement={movement} places={places} at={at} counted={counted} />
      <Movers movement={movement} at={at} />
      <div className={styles.wide}>
        <Notes notes={basis.notes} />
      </div>
    </div>
  );
}
