/** The segment that is looked at: what can be done with it, how it differs from another one, who is in it and why. */
import { IconColumns2 } from '@tabler/icons-react';
import type { Ref } from 'react';
import type { SegmentProfile, SegmentRun } from '../../../../analytics/api/segments.ts';
import { Button } from '../../../parts/Button.tsx';
import { Choose } from '../../../parts/Choose.tsx';
import { go, useAddress } from '../../../shell/location.ts';
import { useSegmentWork } from '../SegmentWork.ts';
import { CompareSegments } from './CompareSegments.tsx';
import { Members } from './Members.tsx';
import styles from './ProfileCards.module.css';

interface ChosenSegmentProps {
  readonly run: SegmentRun;
  readonly segment: SegmentProfile;
  readonly other: SegmentProfile | null;
  readonly onCompare: (segment: string | null) => void;
  /** Of its partners, for the keyboard to come back to. */
  readonly list: Ref<HTMLElement>;
  readonly held: readonly number[];
  readonly onHold: (places: readonly number[]) => void;
}

export function ChosenSegment({ run, segment, other, onCompare, list, held, onHold }: ChosenSegmentProps) {
  const { asked, saved, draft } = useSegmentWork();
  const { where } = useAddress();
  const others = run.segments.filter(({ id }) => id !== segment.id);
  const filters = saved?.inForce === true && !draft.dirty;
  return (
    <div className={styles.more}>
      <div className={styles.acts}>
        {others.length > 0 && (
          <Choose
            name={`Compare ${segment.label} with`}
            choices={others.map(({ id, label }) => ({ value: id, label }))}
            value={other?.id ?? null}
            onChoose={onCompare}
          >
            <Button small icon={IconColumns2} aria-label={`Compare ${segment.label} with`}>
              {other ? `Compared with ${other.label}` : 'Compare with…'}
            </Button>
          </Choose>
        )}
        {filters && (
          <Button
            small
            onClick={() =>
              go({
                screen: 'scorecards',
                where: [...where.filter(({ dim }) => dim !== 'segment'), { dim: 'segment', values: [segment.id] }],
              })
            }
          >
            Its scorecard
          </Button>
        )}
        {!filters && <span className="small">Put in force, its segments filter every screen.</span>}
      </div>
      {other && <CompareSegments asked={asked} a={segment} b={other} onDone={() => onCompare(null)} />}
      <Members ref={list} asked={asked} segment={segment} members={run.members} held={held} onHold={onHold} />
    </div>
  );
}
