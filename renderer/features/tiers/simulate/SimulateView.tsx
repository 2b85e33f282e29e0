/** Move a threshold and see at once who rises, who falls, what it costs, and how it compares with the baseline. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { formatDate, formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { useSameData } from '../../../charts/useSameData.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Frame, Progress } from '../../../parts/states.tsx';
import { useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { queryClient, useCall } from '../../../transport/calls.ts';
import type { Newest } from '../../../transport/newest.ts';
import { type ThresholdHandle, thresholdHandles } from '../handles.ts';
import { laddersOf } from '../levels.ts';
import { selectionOf } from '../selection.ts';
import { useTierWork } from '../TierWork.ts';

import { AgainstField } from './AgainstField.tsx';
import { AtReview } from './AtReview.tsx';
import { Changes } from './Changes.tsx';
import { Costs } from './Costs.tsx';
import { Distribution, type HandleActions } from './Distribution.tsx';
import { FlowPicture } from './FlowPicture.tsx';
import { LevelTable } from './LevelTable.tsx';
import { Matrix } from './Matrix.tsx';
import { Movers, Picked } from './Movers.tsx';
import { Protect } from './Protect.tsx';
import { Regions } from './Regions.tsx';
import styles from './Simulate.module.css';
import { useCases } from './useCases.ts';
import { useWindowHeight } from './useWindowHeight.ts';

export default function SimulateView() {
  const cases = useCases();
  const { data, error, stopped, refetch } = cases.simulation;
  if (data === undefined) {
    return error ? (
      <Failed what="The program could not be simulated" error={error} onRetry={() => void refetch()} />
    ) : (
      <Waiting stopped={stopped} onAgain={() => void refetch()} />
    );
  }
  return <Lab simulation={data} cases={cases} />;
}

/** The first reading of a network takes a while, what follows does not: say so, and let it be stopped. */
function Waiting({ stopped, onAgain }: { readonly stopped: boolean; readonly onAgain: () => void }) {
  if (stopped)
    return <Empty action={<Button onClick={onAgain}>Simulate</Button>}>Stopped before the first picture.</Empty>;
  return (
    <>
      <div className={styles.waiting}>
        <Progress
          stage="Reading what every partner did in the windows of the program; later changes take no time"
          done={0}
          total={0}
          unit=""
          onStop={() => void queryClient.cancelQueries({ queryKey: ['tier.simulate'] })}
        />
      </div>
      <div className={styles.view}>
        {['measures', 'flows', 'movers'].map((column) => (
          <div key={column} className={styles.column}>
            <Frame rows={12} />
          </div>
        ))}
      </div>
    </>
  );
}

interface LabProps {
  readonly simulation: TierSimulation;
  readonly cases: ReturnType<typeof useCases>;
}

function Lab({ simulation, cases: { simulation: query, comparison, unchanged, atRest } }: LabProps) {
  const { draft, baseline } = useTierWork();
  const { extra } = useAddress();
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const { basis, up, down, stay } = simulation;
  const ladders = useMemo(() => laddersOf(simulation), [simulation]);
  const selection = useMemo(() => selectionOf(extra), [extra]);
  const handles = thresholdHandles(simulation, comparison, draft.document, baseline.program);
  const objection = useObjection(query);
  const stale = query.behind && !draft.held && query.error === null;
  useScreenStatus({
    basis: `${basis.program.name} against ${basis.against}`,
    window: formatRange(basis.from, basis.to, locale),
    population: `${countWords(basis.population, 'partner', locale)}, ${RUN_WORDS[basis.run]}`,
  });

  return (
    <>
      {query.error && query.error.code !== 'program-invalid' && (
        <Failed
          what="The change could not be simulated"
          error={query.error}
          still="The last good picture stays below."
          onRetry={() => void query.refetch()}
        />
      )}
      <div className={styles.view}>
        <div className={styles.column}>
          <Measures handles={handles} />
          <Section title="At the review" aside="holds and honours">
            <AtReview simulation={simulation} asked={atRest} />
          </Section>
        </div>
        <div className={styles.column}>
          <Section
            title={`${integer(down)} fall, ${integer(up)} rise, ${integer(stay)} stay`}
            basis={
              objection === null ? (
                <>
                  {compact(simulation.costs.fallingAmount)} of bookings falls
                  {unchanged &&
                    `; ${baseline.name} unchanged: ${integer(unchanged.down)} fall, ${integer(unchanged.up)} rise`}
                </>
              ) : (
                <span role="alert" className="bad" title={objection}>
                  {objection}
                </span>
              )
            }
            busy={stale}
          >
            <div className={styles.sides}>
              <AgainstField against={basis.against} asOf={basis.asOf} />
              <span className={styles.after}>
                {basis.program.name}, {formatDate(basis.asOf, locale)}
              </span>
            </div>
            <FlowPicture simulation={simulation} ladders={ladders} selection={selection} held={draft.held} />
          </Section>
          <Section
            title="Migration matrix"
            basis="partners; rows sum to the roster before, columns to the roster after"
            busy={stale}
          >
            <Matrix simulation={simulation} ladders={ladders} selection={selection} />
          </Section>
          <Section
            title="Cost and benefit"
            basis={`a year at current volume, ${basis.currency}, before any response`}
            busy={stale}
          >
            <Costs simulation={simulation} />
          </Section>
          <Section
            title="What each level is"
            basis={`partners of the new level, the year to ${formatDate(basis.asOf, locale)}`}
            busy={stale}
          >
            <LevelTable simulation={simulation} ladders={ladders} />
          </Section>
          {basis.notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
        </div>
        <div className={styles.column}>
          <Section title="Changes" basis={`against ${baseline.name}`} aside="made alone ▼ ▲">
            <Changes handles={handles} comparison={comparison} />
          </Section>
          {selection ? (
            <Picked asked={atRest} selection={selection} ladders={ladders} currency={basis.currency} />
          ) : (
            <Movers simulation={simulation} ladders={ladders} />
          )}
          <Protect simulation={simulation} />
          {simulation.regions.length > 1 && (
            <Section title="Regions" basis={`movers, partners, bookings that fall, ${basis.currency}`} busy={stale}>
              <Regions regions={simulation.regions} selection={selection} />
            </Section>
          )}
        </div>
      </div>
    </>
  );
}

/**
 * What speaks against a change that makes no program, in words; such a change is taken back when the hand is off, so that
 * the last good document stays. Null when nothing does.
 */
function useObjection({ error, asked, good }: Newest<'tier.simulate'>): string | null {
  const { draft } = useTierWork();
  const { present, held, refuse } = draft;
  const [objection, object] = useState<{ readonly sentence: string; readonly to: TierProgram } | null>(null);
  const lastGood = useRef<TierProgram>(null);
  if (good?.program === present) lastGood.current = present;
  const invalid = error?.code === 'program-invalid' ? error.message : null;
  const settled = !held && asked.program === present && present !== lastGood.current;
  useEffect(() => {
    const back = lastGood.current;
    if (invalid === null || !settled || back === null) return;
    object({ sentence: `Not taken. ${invalid}`, to: refuse(back) });
  }, [invalid, settled, refuse]);
  // The next change answers the objection.
  return invalid ?? (objection?.to === present && !held ? objection.sentence : null);
}

/** Bars, context, and what stands beside each picture in its column. */
const AROUND = 320;
const AROUND_EACH = 118;
const LOWEST = 96;
const HIGHEST = 190;

/** Few measures fill the column; many keep their smallest height and scroll. */
function plotHeight(windowHeight: number, measures: number): number {
  const room = Math.floor((windowHeight - AROUND) / Math.max(measures, 1)) - AROUND_EACH;
  return Math.min(HIGHEST, Math.max(LOWEST, room));
}

/** A distribution for each measure that a threshold sits on. */
function Measures({ handles }: { readonly handles: readonly ThresholdHandle[] }) {
  const { draft, conditions } = useTierWork();
  const locale = useLocale();
  const { exceptions: _, ...who } = conditions;
  const query = useCall('tier.distributions', { program: draft.present, ...who });
  const distributions = useSameData(query.data ?? null);
  const height = useWindowHeight();
  const latest = useRef(draft);
  latest.current = draft;
  // The same object for the life of the view: a drag redraws the one distribution that it is on.
  const actions = useMemo((): HandleActions => {
    const moved = (place: string, value: string) => withValueAt(latest.current.present, place, value);
    return {
      onPreview: (place, value) => latest.current.preview(value === null ? null : moved(place, value)),
      onSet: ({ place, name, unit }, value, gesture) =>
        latest.current.edit(moved(place, value), `${name} ${writeThreshold(value, unit, locale)}`, gesture),
    };
  }, [locale]);
  return (
    <>
      {query.error && query.error.code !== 'program-invalid' && (
        <Failed
          what="The distributions could not be read"
          error={query.error}
          {...(distributions ? { still: 'The last good ones stay below.' } : {})}
          onRetry={() => void query.refetch()}
        />
      )}
      {!distributions && !query.error && <Frame rows={12} />}
      {distributions?.map((distribution) => (
        <Distribution
          key={distribution.measure}
          distribution={distribution}
          handles={handles.filter(({ measure }) => measure === distribution.measure)}
          plot={plotHeight(height, distributions.length)}
          actions={actions}
        />
      ))}
    </>
  );
}

const RUN_WORDS = {
  date: 'levels as the requirements give them on the day',
  review: 'one review from the levels in force',
  history: 'all reviews up to the day',
} as const;
