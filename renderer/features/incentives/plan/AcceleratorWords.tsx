/** What an accelerator measures, what it is held against, and its steps. The factors themselves stand in the sentence. */
import type { PlanLine } from '../../../../analytics/api/documents/incentivePlan.ts';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { Word } from '../../../parts/Word.tsx';
import { Value } from './Value.tsx';

type Accelerator = NonNullable<PlanLine['accelerator']>;

interface AcceleratorWordsProps {
  readonly label: string;
  readonly accelerator: Accelerator;
  readonly onChange: (accelerator: Accelerator, label: string) => void;
}

const TARGETS = [
  { value: 'fixed', label: 'the same target for all' },
  { value: 'own', label: 'each partner’s own target' },
] as const;

export function AcceleratorWords({ label, accelerator, onChange }: AcceleratorWordsProps) {
  const { measure, target, bands } = accelerator;
  const fixed = typeof target === 'string';
  return (
    <>
      {', reached by '}
      <MeasureWords
        name={`attainment of ${label}`}
        measure={measure}
        onChange={(next, text) => onChange({ ...accelerator, measure: next }, text)}
      />
      {', against '}
      <Word
        name={`Target of ${label}`}
        value={fixed ? 'fixed' : 'own'}
        choices={TARGETS}
        onChoose={(kind) =>
          onChange(
            { ...accelerator, target: kind === 'fixed' ? '1000000' : { metric: measure.metric } },
            TARGETS.find(({ value }) => value === kind)!.label,
          )
        }
      />
      {!fixed && (
        <>
          {' in '}
          <Value
            name={`${label}: metric of the targets`}
            value={target.metric}
            unit="text"
            figure="edge"
            onSet={(metric) => onChange({ ...accelerator, target: { metric: String(metric) } }, `targets in ${metric}`)}
          />
        </>
      )}{' '}
      <button
        type="button"
        className="link"
        aria-label={`A step more for ${label}`}
        onClick={() => onChange({ ...accelerator, bands: [...bands, stepAbove(bands)] }, 'a step more')}
      >
        a step more
      </button>
      {bands.length > 1 && (
        <>
          {', '}
          <button
            type="button"
            className="link"
            aria-label={`A step less for ${label}`}
            onClick={() => onChange({ ...accelerator, bands: bands.slice(0, -1) }, 'a step less')}
          >
            a step less
          </button>
        </>
      )}
    </>
  );
}

/** A fifth of the target further, a quarter more. */
function stepAbove(bands: Accelerator['bands']): Accelerator['bands'][number] {
  const last = bands.at(-1)!;
  const plain = (value: number): string => String(Math.round(value * 100) / 100);
  return { from: plain(Number(last.from) + 0.2), factor: plain(Number(last.factor) + 0.25) };
}
