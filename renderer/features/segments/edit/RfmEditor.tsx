/** Recency, frequency, money: over which window, how figures become scores, and which scores make a segment. */
import { IconPlus } from '@tabler/icons-react';
import type { Unit } from '../../../../analytics/api/results.ts';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { capital } from '../../../../analytics/present/capital.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import measures from '../../../measures/Measures.module.css';
import { WindowWords } from '../../../measures/WindowWords.tsx';
import { Button, Segmented } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Word } from '../../../parts/Word.tsx';
import { useSegmentWork } from '../SegmentWork.ts';
import { Count } from './Count.tsx';
import styles from './Edit.module.css';
import type { Edit } from './edit.ts';
import { freeId } from './lists.ts';
import { NameField } from './NameField.tsx';
import { Order } from './Order.tsx';
import {
  firstBreaks,
  type Pattern,
  type Rfm,
  SCORE_AXES,
  type ScoreAxis,
  SPAN_CHOICES,
  spanKey,
  withSpan,
} from './scores.ts';

interface RfmEditorProps {
  readonly by: Rfm;
  readonly run: SegmentRun;
  readonly onEdit: Edit;
}

const WAYS = [
  { value: 'rank', label: 'By rank' },
  { value: 'breaks', label: 'By fixed breaks' },
] as const;

const UNITS: Readonly<Record<ScoreAxis, Unit>> = { recency: 'days', frequency: 'count', money: 'money' };
const MEANING: Readonly<Record<ScoreAxis, string>> = {
  recency: 'days since the last win, from the best score down',
  frequency: 'deals won, from the second score up',
  money: 'bookings, from the second score up',
};

export function RfmEditor({ by, run, onEdit }: RfmEditorProps) {
  const { draft } = useSegmentWork();
  const { window, scores } = by.rfm;
  const edit = (next: Partial<Rfm['rfm']>, label: string): void =>
    onEdit({ ...draft.document, by: { ...by, rfm: { ...by.rfm, ...next } } }, label);
  return (
    <>
      <Section title="Scores" basis="1 to 5 an axis, 5 the best">
        <p className={measures.sentence}>
          Frequency and money of{' '}
          <WindowWords name="the scores" window={window} onChange={(next, label) => edit({ window: next }, label)} />,
          recency of all time.
        </p>
        <Segmented
          label="Scores"
          value={scores === 'rank' ? 'rank' : 'breaks'}
          options={WAYS}
          onChange={(way) =>
            way === 'rank'
              ? edit({ scores: 'rank' }, 'Scores by rank')
              : edit({ scores: firstBreaks(run) }, 'Fixed breaks')
          }
        />
        {scores === 'rank' ? (
          <p className={styles.say}>By rank among all partners: equal figures share a score.</p>
        ) : (
          SCORE_AXES.map((axis) => (
            <p key={axis} className={measures.sentence}>
              <b>{capital(axis)}</b>, {MEANING[axis]}:{' '}
              {scores[axis].map((figure, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a break is its place
                <span key={index}>
                  {index > 0 && ', '}
                  <FigureField
                    label={`${capital(axis)}, break ${index + 1}`}
                    unit={UNITS[axis]}
                    value={figure}
                    onSet={(next) =>
                      edit(
                        { scores: { ...scores, [axis]: scores[axis].with(index, next) } },
                        `${capital(axis)} ${next}`,
                      )
                    }
                  />
                </span>
              ))}
            </p>
          ))
        )}
      </Section>
      <Patterns by={by} run={run} onEdit={onEdit} />
    </>
  );
}

function Patterns({ by, run, onEdit }: RfmEditorProps) {
  const { draft } = useSegmentWork();
  const { patterns, otherwise } = by;
  const edit = (next: readonly Pattern[], label: string): void =>
    onEdit({ ...draft.document, by: { ...by, patterns: [...next] } }, label);
  return (
    <Section title="Patterns" basis="the first that fits wins">
      <ol className={styles.rules}>
        {patterns.map((pattern, index) => {
          const name = pattern.label ?? pattern.id;
          return (
            <li key={pattern.id}>
              <header className={styles.ruleHead}>
                <Count run={run} id={pattern.id} />
                <NameField
                  label={`Name of ${name}`}
                  value={name}
                  onSet={(label) => edit(patterns.with(index, { ...pattern, label }), `${name} is called ${label}`)}
                />
                <Order name={name} list={patterns} index={index} onChange={edit} />
              </header>
              <p className={measures.sentence}>
                {SCORE_AXES.map((axis, at) => (
                  <span key={axis}>
                    {at > 0 && ', '}
                    {axis}{' '}
                    <Word
                      name={`${capital(axis)} of ${name}`}
                      value={spanKey(pattern[axis])}
                      choices={SPAN_CHOICES}
                      onChoose={(key) =>
                        edit(patterns.with(index, withSpan(pattern, axis, key)), `${name}: ${axis} ${key}`)
                      }
                    />
                  </span>
                ))}
              </p>
            </li>
          );
        })}
        <li>
          <header className={styles.ruleHead}>
            <Count run={run} id={otherwise.id} />
            <b className={styles.say}>{otherwise.label ?? otherwise.id}</b>
          </header>
          <p className={styles.say}>every other score</p>
        </li>
      </ol>
      <Button
        small
        icon={IconPlus}
        onClick={() => {
          const id = freeId('Segment', [...patterns.map((pattern) => pattern.id), otherwise.id]);
          edit([...patterns, { id }], `${id} added`);
        }}
      >
        Add a segment
      </Button>
    </Section>
  );
}
