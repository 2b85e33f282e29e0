/** What is measured, in a sentence: “Bookings (closed-won), only family Cloud, trailing 12 months, per 100 k of …”. */
import { IconDivide, IconX } from '@tabler/icons-react';
import type { Measure } from '../../analytics/api/documents/measure.ts';
import { Choose } from '../parts/Choose.tsx';
import { FilterChips } from '../parts/FilterChips.tsx';
import { Word } from '../parts/Word.tsx';
import { useLocale, useMetrics } from '../shell/workspace.ts';
import { FigureField } from './FigureField.tsx';
import styles from './Measures.module.css';
import { newMeasure, rowDimensions, withMetric } from './measure.ts';
import { restText } from './measureText.ts';
import { useMetricChoices } from './useMetricChoices.ts';
import { WindowWords } from './WindowWords.tsx';
import { ON_THE_DAY, windowLabel } from './windowText.ts';

interface MeasureWordsProps<M extends Measure> {
  /** What the measure is called where it stands, for assistive technology and for the steps of undo. */
  readonly name: string;
  readonly measure: M;
  readonly onChange: (measure: M, label: string) => void;
}

/** What stands beside the measure in its document (a threshold, a switch) stays with it. */
export function MeasureWords<M extends Measure>({ name, measure, onChange }: MeasureWordsProps<M>) {
  const locale = useLocale();
  const { per, ...alone } = measure;
  const rest = restText(measure, locale);
  return (
    <>
      <Side name={name} side={measure} onChange={onChange} />
      {per ? (
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
          <button
            type="button"
            className={styles.chip}
            onClick={() => onChange(alone as unknown as M, `${name}, not divided`)}
          >
            not divided <IconX size={11} stroke={1.8} aria-hidden="true" />
          </button>
        </>
      ) : (
        <>
          {' '}
          <Divide
            name={name}
            onAdd={(divisor, label) => onChange({ ...measure, per: divisor }, `${name} per ${label}`)}
          />
        </>
      )}
      {rest !== '' && <span className="mut"> ({rest})</span>}
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
  const metric = metrics.get(side.metric);
  return (
    <>
      <Word
        name={`Metric of ${name}`}
        value={side.metric}
        choices={choices}
        text={metric?.label ?? side.metric}
        onChoose={(id) => {
          const next = metrics.get(id);
          if (next) onChange(withMetric(side, next), `${name} measures ${next.label}`);
        }}
      />{' '}
      <span className={styles.chips}>
        <FilterChips
          name={name}
          dims={rowDimensions(metric)}
          filters={side.filter}
          onChange={(filter, label) => onChange({ ...side, filter }, label)}
        />
      </span>{' '}
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
      <button type="button" className={styles.chip} aria-label={`Divide ${name} by another measure`}>
        <IconDivide size={11} stroke={1.8} aria-hidden="true" /> per…
      </button>
    </Choose>
  );
}
