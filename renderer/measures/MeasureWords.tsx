/** What is measured, in a sentence: “Bookings (closed-won) trailing 12 months, at least 650 k, only family Cloud”. */
import { IconDivide, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Measure } from '../../analytics/api/documents/measure.ts';
import { Choose } from '../parts/Choose.tsx';
import { FilterChips } from '../parts/FilterChips.tsx';
import { Word } from '../parts/Word.tsx';
import { useMetrics } from '../shell/workspace.ts';
import { FigureField } from './FigureField.tsx';
import styles from './Measures.module.css';
import { newMeasure, rowDimensions, withMetric } from './measure.ts';
import { AddPart, PartWords } from './PartWords.tsx';
import { useMetricChoices } from './useMetricChoices.ts';
import { WindowWords } from './WindowWords.tsx';
import { ON_THE_DAY, windowLabel } from './windowText.ts';

interface MeasureWordsProps<M extends Measure> {
  /** What the measure is called where it stands, for assistive technology and for the steps of undo. */
  readonly name: string;
  readonly measure: M;
  readonly onChange: (measure: M, label: string) => void;
  /** What the sentence says of the measure: `, at least 650 k`. What could be added to the measure comes after it. */
  readonly children?: ReactNode;
}

/** What stands beside the measure in its document (a threshold, a switch) stays with it. */
export function MeasureWords<M extends Measure>({ name, measure, onChange, children }: MeasureWordsProps<M>) {
  const metrics = useMetrics();
  const { per, ...alone } = measure;
  const filters = (of: string, side: Measure, change: (filter: Measure['filter'], label: string) => void) => (
    <FilterChips name={of} dims={rowDimensions(metrics.get(side.metric))} filters={side.filter} onChange={change} />
  );
  return (
    <>
      <Side name={name} side={measure} onChange={onChange} />
      {per && (
        <>
          , per{' '}
          <FigureField
            label={`Unit of the divisor of ${name}`}
            unit="quantity"
            value={String(per.times)}
            onSet={(times) => onChange({ ...measure, per: { ...per, times: Number(times) } }, `${name} per ${times}`)}
          />{' '}
          of{' '}
          <Side
            name={`the divisor of ${name}`}
            side={per}
            onChange={(side, label) => onChange({ ...measure, per: side }, label)}
          />{' '}
          <PartWords
            name={`the divisor of ${name}`}
            measure={per}
            onChange={(side, label) => onChange({ ...measure, per: side }, label)}
          />{' '}
          <span className={styles.tools}>
            {filters(`the divisor of ${name}`, per, (filter, label) =>
              onChange({ ...measure, per: { ...per, filter } }, label),
            )}
            <AddPart
              name={`the divisor of ${name}`}
              measure={per}
              only={['agg']}
              onChange={(side, label) => onChange({ ...measure, per: side }, label)}
            />
          </span>
        </>
      )}
      <PartWords name={name} measure={measure} onChange={onChange} />
      {children}{' '}
      <span className={styles.tools}>
        {filters(name, measure, (filter, label) => onChange({ ...measure, filter }, label))}
        {per ? (
          <button
            type="button"
            className={styles.add}
            aria-label={`Do not divide ${name}`}
            onClick={() => onChange(alone as unknown as M, `${name}, not divided`)}
          >
            <IconX size={11} stroke={1.8} aria-hidden="true" /> not per
          </button>
        ) : (
          <Divide
            name={name}
            onAdd={(divisor, label) => onChange({ ...measure, per: divisor }, `${name} per ${label}`)}
          />
        )}
        <AddPart name={name} measure={measure} onChange={onChange} />
      </span>
    </>
  );
}

type Divisor = NonNullable<Measure['per']>;

interface SideProps<S extends Measure> {
  readonly name: string;
  readonly side: S;
  readonly onChange: (side: S, label: string) => void;
}

function Side<S extends Measure>({ name, side, onChange }: SideProps<S>) {
  const metrics = useMetrics();
  const choices = useMetricChoices();
  return (
    <>
      <Word
        name={`Metric of ${name}`}
        value={side.metric}
        choices={choices}
        text={metrics.get(side.metric)?.label ?? side.metric}
        onChoose={(id) => {
          const next = metrics.get(id);
          if (next) onChange(withMetric(side, next), `${name} measures ${next.label}`);
        }}
      />{' '}
      <WindowWords
        name={name}
        window={side.window ?? ON_THE_DAY}
        onChange={(window) => onChange({ ...side, window }, `${name}: ${windowLabel(window)}`)}
      />
    </>
  );
}

interface DivideProps {
  readonly name: string;
  readonly onAdd: (divisor: Divisor, label: string) => void;
}

function Divide({ name, onAdd }: DivideProps) {
  const metrics = useMetrics();
  const choices = useMetricChoices();
  return (
    <Choose
      name={`What ${name} is divided by`}
      choices={choices}
      onChoose={(id) => {
        const metric = metrics.get(id);
        if (metric) onAdd({ ...newMeasure(metric), times: 1 }, metric.label);
      }}
    >
      <button type="button" className={styles.add} aria-label={`Divide ${name} by another measure`}>
        <IconDivide size={11} stroke={1.8} aria-hidden="true" /> per…
      </button>
    </Choose>
  );
}
