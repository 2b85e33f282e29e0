/** The rarer parts of a measure in its sentence: “, as the median of its rows, deals from 10 k, joiners scaled up from 90 days on”. */
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Measure } from '../../analytics/api/documents/measure.ts';
import { Choose } from '../parts/Choose.tsx';
import { Word } from '../parts/Word.tsx';
import { useMetrics } from '../shell/workspace.ts';
import { FigureField } from './FigureField.tsx';
import styles from './Measures.module.css';
import {
  AGGREGATE_WORDS,
  aggregatesOf,
  type MeasurePart,
  PART_WORDS,
  partsToAdd,
  withoutPart,
  withPart,
} from './parts.ts';

interface PartWordsProps<M extends Measure> {
  readonly name: string;
  readonly measure: M;
  readonly onChange: (measure: M, label: string) => void;
}

export function PartWords<M extends Measure>({ name, measure, onChange }: PartWordsProps<M>) {
  const metrics = useMetrics();
  const { metric, agg, dealFrom, dealBelow, proRateJoiners } = measure;
  const away = (part: MeasurePart, what: string): ReactNode => (
    <Away what={`${what} of ${name}`} onAway={() => onChange(withoutPart(measure, part), `${name} without ${what}`)} />
  );
  const size = (part: 'dealFrom' | 'dealBelow', value: number, words: string): ReactNode => (
    <>
      , deals {words}{' '}
      <FigureField
        label={`Deals ${words}, of ${name}`}
        unit="money"
        value={String(value)}
        onSet={(next) => onChange({ ...measure, [part]: Number(next) }, `${name}: deals ${words} ${next}`)}
      />
      {away(part, `deals ${words}`)}
    </>
  );
  return (
    <>
      {agg !== undefined && (
        <>
          , as the{' '}
          <Word
            name={`Rows of ${name} put together`}
            value={agg}
            choices={[...new Set([agg, ...aggregatesOf(metrics.get(metric))])].map((value) => ({
              value,
              label: AGGREGATE_WORDS[value],
            }))}
            onChoose={(next) => onChange({ ...measure, agg: next }, `${name}: ${AGGREGATE_WORDS[next]}`)}
          />
          {away('agg', AGGREGATE_WORDS[agg])}
        </>
      )}
      {dealFrom !== undefined && size('dealFrom', dealFrom, 'from')}
      {dealBelow !== undefined && size('dealBelow', dealBelow, 'below')}
      {proRateJoiners !== undefined && (
        <>
          , joiners scaled up from{' '}
          <FigureField
            label={`Days from which joiners are scaled up, of ${name}`}
            unit="days"
            value={String(proRateJoiners.fromDays)}
            onSet={(next) =>
              onChange(
                { ...measure, proRateJoiners: { fromDays: Number(next) } },
                `${name}: joiners scaled up from ${next} days on`,
              )
            }
          />{' '}
          on
          {away('proRateJoiners', 'scaling up joiners')}
        </>
      )}
    </>
  );
}

interface AwayProps {
  readonly what: string;
  readonly onAway: () => void;
}

function Away({ what, onAway }: AwayProps) {
  return (
    <button type="button" className={styles.away} aria-label={`Take away: ${what}`} title="Take away" onClick={onAway}>
      <IconX size={11} stroke={1.8} aria-hidden="true" />
    </button>
  );
}

interface AddPartProps<M extends Measure> extends PartWordsProps<M> {
  /** The parts that its document has a place for, where those are not all. */
  readonly only?: readonly MeasurePart[];
}

/** Nothing where the metric can be asked nothing more. */
export function AddPart<M extends Measure>({ name, measure, onChange, only }: AddPartProps<M>) {
  const metric = useMetrics().get(measure.metric);
  const parts = partsToAdd(measure, metric).filter((part) => only === undefined || only.includes(part));
  if (!metric || parts.length === 0) return null;
  return (
    <Choose
      name={`What else is said of ${name}`}
      choices={parts.map((part) => ({ value: part, label: PART_WORDS[part] }))}
      onChoose={(part) => onChange(withPart(measure, part, metric), `${name}: ${PART_WORDS[part]}`)}
    >
      <button type="button" className={styles.add} aria-label={`Say more of ${name}`}>
        <IconPlus size={11} stroke={1.8} aria-hidden="true" /> more…
      </button>
    </Choose>
  );
}
