/** What a criterion is worth, in a sentence: in proportion between two figures, by bands, or by what the partner is. */
import { FigureField } from '../../../measures/FigureField.tsx';
import measures from '../../../measures/Measures.module.css';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { startFigure, unitOf } from '../../../measures/measure.ts';
import { useDimensions, useMetrics } from '../../../shell/workspace.ts';
import { PickValues } from './PickValues.tsx';
import type { Bands, Criterion, Ramp, Worths } from './profiles.ts';

export function CriterionWorth({ name, by, onChange }: WorthProps<Criterion['by']>) {
  if ('attribute' in by) return <AttributeWorth name={name} by={by} onChange={onChange} />;
  if ('bands' in by) return <BandWorth name={name} by={by} onChange={onChange} />;
  return <RampWorth name={name} by={by} onChange={onChange} />;
}

interface WorthProps<By> {
  readonly name: string;
  readonly by: By;
  readonly onChange: (by: By, label: string) => void;
}

function RampWorth({ name, by, onChange }: WorthProps<Ramp>) {
  const metrics = useMetrics();
  const unit = unitOf(by, metrics);
  return (
    <MeasureWords
      name={name}
      measure={by}
      onChange={(next, label) => {
        const now = unitOf(next, metrics);
        onChange(now === unit ? next : { ...next, from: '0', to: startFigure(now) }, label);
      }}
    >
      : nothing at{' '}
      <FigureField
        label={`${name}: worth nothing at`}
        unit={unit}
        value={by.from}
        onSet={(from) => onChange({ ...by, from }, `${name}: nothing at ${from}`)}
      />
      , all at{' '}
      <FigureField
        label={`${name}: worth all at`}
        unit={unit}
        value={by.to}
        onSet={(to) => onChange({ ...by, to }, `${name}: all at ${to}`)}
      />
    </MeasureWords>
  );
}

function BandWorth({ name, by, onChange }: WorthProps<Bands>) {
  const metrics = useMetrics();
  const unit = unitOf(by, metrics);
  const withBand = (index: number, part: Partial<Bands['bands'][number]>, label: string): void =>
    onChange({ ...by, bands: by.bands.map((band, at) => (at === index ? { ...band, ...part } : band)) }, label);
  return (
    <MeasureWords name={name} measure={by} onChange={onChange}>
      :{' '}
      {by.bands.map(({ from, worth }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place
        <span key={index}>
          {index > 0 && ', '}
          <FigureField
            label={`${name}: worth of band ${index + 1}`}
            unit="ratio"
            value={String(worth)}
            onSet={(next) => withBand(index, { worth: Number(next) }, `${name}: another worth`)}
          />{' '}
          from{' '}
          <FigureField
            label={`${name}: band ${index + 1} from`}
            unit={unit}
            value={from}
            onSet={(next) => withBand(index, { from: next }, `${name}: from ${next}`)}
          />
        </span>
      ))}
    </MeasureWords>
  );
}

function AttributeWorth({ name, by, onChange }: WorthProps<Worths>) {
  const dimensions = useDimensions();
  const { attribute, worth, otherwise } = by;
  const values = Object.keys(worth);
  return (
    <>
      {dimensions.get(attribute)?.label ?? attribute}:{' '}
      {values.map((value) => (
        <span key={value}>
          {value}{' '}
          <FigureField
            label={`${name}: worth of ${value}`}
            unit="ratio"
            value={String(worth[value])}
            onSet={(next) => onChange({ ...by, worth: { ...worth, [value]: Number(next) } }, `${name}: ${value}`)}
          />
          ,{' '}
        </span>
      ))}
      {values.length > 0 ? 'others ' : 'all '}
      <FigureField
        label={`${name}: worth of others`}
        unit="ratio"
        value={String(otherwise)}
        onSet={(next) => onChange({ ...by, otherwise: Number(next) }, `${name}: others`)}
      />{' '}
      <PickValues
        name={`Values of ${name} with a worth of their own`}
        dim={attribute}
        values={values}
        text="values…"
        className={measures.add}
        orNone
        onDone={(chosen) => {
          const named = (chosen ?? []).filter((value) => value !== null);
          const next = Object.fromEntries(named.map((value) => [value, worth[value] ?? 1]));
          if (chosen) onChange({ ...by, worth: next }, `${name}: other values`);
        }}
      />
    </>
  );
}
