/** The picture of a segmentation: scatter and matrix in the middle, what it is made of at the left, segments at the right. */
import { useMemo, useRef, useState } from 'react';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Section } from '../../../parts/Section.tsx';
import { Failed, Frame, Progress, TooMuch } from '../../../parts/states.tsx';
import { changeExtra, go, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { queryClient } from '../../../transport/calls.ts';
import { SegmentEditor } from '../edit/SegmentEditor.tsx';
import { useSegmentWork } from '../SegmentWork.ts';
import { ChosenSegment } from './ChosenSegment.tsx';
import { ClusterTable } from './ClusterTable.tsx';
import type { CutAxis } from './grips.ts';
import { HeldPartners } from './HeldPartners.tsx';
import { MatrixGrid } from './MatrixGrid.tsx';
import styles from './Picture.module.css';
import { ProfileCards } from './ProfileCards.tsx';
import { Scatter } from './Scatter.tsx';

export default function PictureView() {
  const { run, draft } = useSegmentWork();
  if (!run.data) {
    return run.error ? (
      <Failed what="The network could not be segmented" error={run.error} onRetry={() => void run.refetch()} />
    ) : (
      <>
        <Progress
          stage="Reading what every partner did"
          done={0}
          total={0}
          unit=""
          onStop={() => void queryClient.cancelQueries({ queryKey: ['segment.run'] })}
        />
        <Frame rows={12} />
      </>
    );
  }
  return <Picture run={run.data} stale={run.behind && !draft.held && run.error === null} />;
}

const SHOWN_BY = {
  rules: 'by rules',
  rfm: 'by scores',
  kmeans: 'by clusters',
  matrix: 'by matrix',
} as const;

interface PictureProps {
  readonly run: SegmentRun;
  readonly stale: boolean;
}

function Picture({ run, stale }: PictureProps) {
  const { extra } = useAddress();
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const [kept, hold] = useState<{ readonly of: SegmentRun; readonly places: readonly number[] } | null>(null);
  const { basis, segments, members, clusters, total, overlap, x, y } = run;
  const chosen = segments.find(({ id }) => id === extra.segment) ?? null;
  const other = segments.find(({ id }) => id === extra.other && id !== chosen?.id) ?? null;
  const held = useMemo(() => (kept && kept.of === run ? kept.places : []), [kept, run]);
  const holdThese = (places: readonly number[]): void => hold({ of: run, places });
  const list = useRef<HTMLElement>(null);
  const heldHere = useRef<HTMLDivElement>(null);
  /** The form goes with the partners: the keyboard goes back to the list they were held in, else it stays where the form was. */
  const letGo = (): void => {
    const { activeElement } = document;
    const isMine = activeElement === document.body || heldHere.current?.contains(activeElement) === true;
    if (isMine) (list.current ?? heldHere.current)?.focus({ preventScroll: true });
    hold(null);
  };
  const choose = (segment: string | null): void =>
    changeExtra({ segment: segment ?? '', other: '' }, { replace: true });
  useScreenStatus({
    basis: `${basis.segmentation.name}, ${SHOWN_BY[basis.method]}, ${basis.currency}`,
    window: `as of ${formatDate(basis.asOf, locale)}`,
    population: countWords(basis.population, 'partner', locale),
  });
  return (
    <div className={styles.view}>
      <div className={styles.column}>
        <SegmentEditor run={run} />
      </div>
      <div className={styles.column}>
        <Dots
          run={run}
          stale={stale}
          chosen={chosen ? segments.indexOf(chosen) : null}
          held={held}
          onHold={holdThese}
        />
        <div ref={heldHere} tabIndex={-1} className={styles.held}>
          {held.length > 0 && <HeldPartners members={members} segments={segments} places={held} onDone={letGo} />}
        </div>
        {segments.some(({ cell }) => cell !== null) && (
          <Section title="Matrix" basis="choose a cell to see who is in it" busy={stale}>
            <MatrixGrid
              segments={segments}
              names={{ x: x.feature.label, y: y.feature.label }}
              chosen={chosen?.id ?? null}
              onChoose={choose}
            />
          </Section>
        )}
        {clusters && <ClusterTable clusters={clusters} />}
        <Reservations run={run} />
      </div>
      <div className={styles.column}>
        <Section
          title={`${integer(segments.length)} segments`}
          basis={`partners, bookings of the year, ${basis.currency}`}
          busy={stale}
        >
          <ProfileCards run={run} chosen={chosen?.id ?? null} onChoose={choose}>
            {chosen && (
              <ChosenSegment
                run={run}
                segment={chosen}
                list={list}
                other={other}
                onCompare={(segment) => changeExtra({ other: segment ?? '' }, { replace: true })}
                held={held}
                onHold={holdThese}
              />
            )}
          </ProfileCards>
          {overlap !== null && (
            <p className="small">
              Each deal counts once in a segment. Deals that partners of several segments share count in each of them:
              together {compact(overlap)} more than the {compact(total.amount)} of all partners.
            </p>
          )}
        </Section>
      </div>
    </div>
  );
}

interface DotsProps extends PictureProps {
  /** Index of the segment that is looked at. */
  readonly chosen: number | null;
  readonly held: readonly number[];
  readonly onHold: (places: readonly number[]) => void;
}

function Dots({ run, stale, chosen, held, onHold }: DotsProps) {
  const { run: live, draft } = useSegmentWork();
  const { basis, shown, x, y } = run;
  /** A line that is taken in hand becomes a fixed figure of three digits. */
  const cut = (axis: CutAxis, index: number, value: number, done: boolean): void => {
    const fixed = run[axis].cuts.map((one, at) => (at === index ? String(Number(value.toPrecision(3))) : one));
    const moved = withValueAt(draft.present, `by.matrix.${axis}.cut`, { fixed });
    if (done) draft.edit(moved, `${run[axis].feature.label}: cut at ${fixed[index]}`);
    else draft.preview(moved);
  };
  const cuts = 'matrix' in draft.document.by;
  return (
    <>
      {live.error && live.error.code !== 'segmentation-invalid' && (
        <Failed what="The change could not be shown" error={live.error} still="The last good picture stays below." />
      )}
      <Section
        title={`${y.feature.label} and ${x.feature.label}`}
        basis={`a dot is a partner; draw a loop to hold some${cuts ? ', drag a grip to cut elsewhere' : ''}`}
        busy={stale && !draft.held}
      >
        <Scatter
          run={run}
          chosen={chosen}
          held={held}
          onHold={onHold}
          onPartner={(partner) => go({ screen: 'partners', item: partner })}
          onCut={cuts ? cut : undefined}
          alone={!cuts && run.clusters === null}
        />
        {shown < basis.population && <TooMuch shown={shown} of={basis.population} noun="partners" />}
      </Section>
    </>
  );
}

/** Who is not in the picture, and what its figures rest on. */
function Reservations({ run }: { readonly run: SegmentRun }) {
  const locale = useLocale();
  const { unplaced, x, y, basis } = run;
  const scored = [y, x].filter(({ grounds }) => grounds !== null);
  if (!unplaced && scored.length === 0 && basis.notes.length === 0) return null;
  return (
    <div className={styles.notes}>
      {unplaced && (
        <p>
          <b>
            {countWords(unplaced.partners, 'partner', locale)} not placed
            {Number(unplaced.amount) > 0 && `, with ${numbers(locale).compact(unplaced.amount)} of bookings`}.
          </b>{' '}
          {unplaced.why}
        </p>
      )}
      {scored.map(({ feature, grounds }) => (
        <p key={feature.key}>
          <b>{feature.label}</b> rests on {grounds}.
        </p>
      ))}
      {basis.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
