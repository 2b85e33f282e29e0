/** Ask for a shape of the network, get the thresholds that bring it about, and what each way costs. */
import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import type { Params } from '../../../../analytics/api/methods.ts';
import type { TierSimulation } from '../../../../analytics/api/tiers.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed, Progress } from '../../../parts/states.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useLongCall } from '../../../transport/useLongCall.ts';
import { useTierWork } from '../TierWork.ts';
import { Frontier } from './Frontier.tsx';
import styles from './Search.module.css';
import { type Wish, wishOf, wishProblem } from './wish.ts';

/** The program is the document being worked on, so that what is found can be taken over. */
type Question = Params<'tier.search'> & { readonly program: TierProgram };

const PERCENT = { suffix: ' %', min: 0, max: 100, decimalScale: 1, hideControls: true, size: 'xs' } as const;

export default function SearchView() {
  const { draft, conditions, against } = useTierWork();
  const { levels } = draft.document;
  const [wish, setWish] = useState<Wish>({ shares: {}, tolerance: 2, maxDemoted: null, maxCost: null });
  const { state: search, start, stop } = useLongCall<'tier.search', Question>('tier.search');
  const problem = wishProblem(wish);
  const locale = useLocale();
  const now = useCall('tier.simulate', { ...conditions, program: draft.present, ...(against ? { against } : {}) });
  useScreenStatus(
    now.data
      ? {
          basis: `${now.data.basis.program.name} against ${now.data.basis.against}`,
          window: formatRange(now.data.basis.from, now.data.basis.to, locale),
          population: countWords(now.data.basis.population, 'partner', locale),
        }
      : {},
  );

  return (
    <div className={styles.columns}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start({ ...conditions, program: draft.document, ...(against ? { against } : {}), wish: wishOf(wish) });
        }}
      >
        <Section title="The shape you want" basis="share at each level, or open">
          <div className={styles.wish}>
            {[...levels].reverse().map(({ id, label }) => (
              <NumberInput
                key={id}
                label={label ?? id}
                placeholder={shareNow(now.data, id, locale)}
                value={wish.shares[id] ?? ''}
                onChange={(value) =>
                  setWish({ ...wish, shares: { ...wish.shares, [id]: typeof value === 'number' ? value : null } })
                }
                {...PERCENT}
              />
            ))}
            <NumberInput
              label="Near enough"
              description="furthest a share may be from its wish"
              value={wish.tolerance}
              onChange={(value) => setWish({ ...wish, tolerance: typeof value === 'number' ? value : 0 })}
              {...PERCENT}
              max={50}
            />
            <NumberInput
              label="Demoted at most"
              description="of the roster"
              placeholder="no limit"
              value={wish.maxDemoted ?? ''}
              onChange={(value) => setWish({ ...wish, maxDemoted: typeof value === 'number' ? value : null })}
              {...PERCENT}
            />
            <NumberInput
              label="Benefit cost at most"
              description="a year"
              placeholder="no limit"
              value={wish.maxCost ?? ''}
              min={0}
              thousandSeparator=","
              hideControls
              size="xs"
              onChange={(value) => setWish({ ...wish, maxCost: typeof value === 'number' ? value : null })}
            />
          </div>
          <div className={styles.ask}>
            <Button type="submit" kind="primary" disabled={problem !== null || search.phase === 'running'}>
              {problem ?? 'Search thresholds'}
            </Button>
          </div>
        </Section>
      </form>
      <div>
        {search.phase === 'running' && (
          <Progress {...(search.progress ?? { stage: 'Searching', done: 0, total: 0, unit: 'plans' })} onStop={stop} />
        )}
        {search.phase === 'failed' && (
          <Failed what="The search failed" error={search.error} still="Your program is as it was." />
        )}
        {search.phase === 'done' && <Frontier result={search.result} program={search.asked.program} />}
        {search.phase === 'ready' && (
          <Section title="Plans" basis="thresholds that come closest, and what each costs">
            <p className={styles.text}>
              Thresholds are tried in figures one can say aloud, each plan is counted partner by partner, and what no
              threshold can reach is said so.
            </p>
          </Section>
        )}
      </div>
    </div>
  );
}

/** What an open wish shows in its place: the share that the draft gives. */
function shareNow(simulation: TierSimulation | undefined, level: string, locale: string): string {
  const count = simulation?.levels.find(({ id }) => id === level)?.after;
  if (simulation === undefined || count === undefined || simulation.basis.population === 0) return 'any';
  return `any, now ${numbers(locale).percent(count / simulation.basis.population, 1)}`;
}
