/** The picture of a segmentation: scatter and matrix in the middle, what it is made of at the left, segments at the right. */
import { useMemo, useState } from 'react';
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
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import { CompareSegments } from './CompareSegments.tsx';
import { HeldPartners } from './HeldPartners.tsx';
import { MatrixGrid } from './MatrixGrid.tsx';
import { Members } from './Members.tsx';
import picture from './Picture.module.css';
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

const SHOWN_BY = { rules: 'rules', rfm: 'recency, frequency, money', kmeans: 'clusters', matrix: 'matrix' } as const;

function Picture({ run, stale }: { readonly run: SegmentRun; readonly stale: boolean }) {
  const { asked, run: live, draft } = useSegmentWork();
  const { extra } = useAddress();
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const [held, hold] = useState<{ readonly of: SegmentRun; readonly places: readonly number[] } | null>(null);
  const { basis, segments, members, shown, clusters, total, overlap, x, y } = run;
  const chosen = segments.find(({ id }) => id === extra.segment) ?? null;
  const other = segments.find(({ id }) => id === extra.other) ?? null;
  const isMatrix = segments.some(({ cell }) => cell !== null);
  const places = useMemo(() => (held && held.of === run ? held.places : []), [held, run]);
  const choose = (segment: string | null): void =>
    changeExtra({ segment: segment ?? '', other: '' }, { replace: true });
  useScreenStatus({
    basis: `${basis.segmentation.name}, ${SHOWN_BY[basis.method]}, ${basis.currency}`,
    window: `as of ${formatDate(basis.asOf, locale)}`,
    population: countWords(basis.population, 'partner', locale),
  });
  /** A line that is taken in hand becomes a fixed figure of three digits. */
  const cut = (axis: 'x' | 'y', index: number, value: number, done: boolean): void => {
    const fixed = run[axis].cuts.map((one, at) => (at === index ? String(Number(value.toPrecision(3))) : one));
    const moved = withValueAt(draft.present, `by.matrix.${axis}.cut`, { fixed });
    if (done) draft.edit(moved, `${run[axis].feature.label}: cut at ${fixed[index]}`);
    else draft.preview(moved);
  };
  return (
    <div className={picture.view}>
      <div className={picture.column}>
        <SegmentEditor run={run} />
      </div>
      <div className={picture.column}>
        {live.error && live.error.code !== 'segmentation-invalid' && (
          <Failed what="The change could not be shown" error={live.error} still="The last good picture stays below." />
        )}
        <Section
          title={`${x.feature.label} and ${y.feature.label}`}
          basis="a dot is a partner; draw a loop to hold some"
          busy={stale && !draft.held}
        >
          <Scatter
            run={run}
            chosen={chosen ? segments.indexOf(chosen) : null}
            held={places}
            onHold={(next) => hold({ of: run, places: next })}
            onPartner={(partner) => go({ screen: 'partners', item: partner })}
            onCut={'matrix' in draft.document.by ? cut : undefined}
          />
          {shown < basis.population && <TooMuch shown={shown} of={basis.population} noun="partners" />}
        </Section>
        {places.length > 0 && (
          <HeldPartners members={members} segments={segments} places={places} onDone={() => hold(null)} />
        )}
        {isMatrix && (
          <Section title="Matrix" basis="partners and bookings of the year in each cell, each deal once" busy={stale}>
            <MatrixGrid
              segments={segments}
              names={{ x: x.feature.label, y: y.feature.label }}
              chosen={chosen?.id ?? null}
              onChoose={choose}
            />
          </Section>
        )}
        {clusters && (
          <Section
            title={`${clusters.k} clusters`}
            basis={`seed ${clusters.seed}, ${clusters.restarts} restarts; silhouette of ${integer(clusters.judgedOn)} partners`}
          >
            <table className={`compact ${styles.table}`}>
              <thead>
                <tr>
                  <th>Clusters</th>
                  <th className="num">silhouette, −1 to 1</th>
                  <th className="num">inertia</th>
                </tr>
              </thead>
              <tbody>
                {clusters.tried.map(({ k, silhouette, inertia }) => (
                  <tr key={k} aria-selected={k === clusters.k}>
                    <td>{k}</td>
                    <td className="num">{silhouette.toFixed(3)}</td>
                    <td className="num">{inertia.toFixed(1)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        )}
        {[y, x].map(
          ({ feature, grounds }) =>
            grounds !== null && (
              <p key={feature.key} className="small">
                <b>{feature.label}</b> rests on {grounds}.
              </p>
            ),
        )}
        {basis.notes.map((note) => (
          <p key={note} className="small">
            {note}
          </p>
        ))}
      </div>
      <div className={picture.column}>
        <Section
          title={`${integer(segments.length)} segments`}
          basis="partners, bookings of the year with each deal once"
          busy={stale}
        >
          <ProfileCards
            run={run}
            chosen={chosen?.id ?? null}
            other={other?.id ?? null}
            onChoose={choose}
            onCompare={(segment) => changeExtra({ other: segment ?? '' }, { replace: true })}
          />
          {overlap !== null && (
            <p className="small">
              Deals that partners of several segments share count in each of them: together {compact(overlap)} more than
              the {compact(total.amount)} of all partners.
            </p>
          )}
        </Section>
        {chosen && other && <CompareSegments asked={asked} a={chosen.id} b={other.id} />}
        {chosen && <Members key={chosen.id} asked={asked} segment={chosen} />}
      </div>
    </div>
  );
}
