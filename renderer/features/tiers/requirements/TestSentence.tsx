/** A test as a sentence whose values are inputs: “Bookings, trailing 12 months, at least 650,000”. */
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { MetricTest, Requirement, ScoreTest } from '../../../../analytics/api/documents/tierProgram.ts';
import type { TestUnit } from '../../../../analytics/api/tiers.ts';
import { writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { valueAt } from '../../../drafts/place.ts';
import { SIGN_CHOICES, SIGN_WORDS } from '../../../measures/comparisons.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import measures from '../../../measures/Measures.module.css';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { unitOf } from '../../../measures/measure.ts';
import { Word } from '../../../parts/Word.tsx';
import { useLocale, useMetrics } from '../../../shell/workspace.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Requirements.module.css';
import { byRegion, forAll } from './regions.ts';
import { isMetricTest } from './tree.ts';

interface TestSentenceProps {
  readonly test: MetricTest | ScoreTest;
  readonly place: string;
  readonly groups: readonly string[];
  readonly onChange: (requirement: Requirement, label: string) => void;
}

export function TestSentence({ test, place, groups, onChange }: TestSentenceProps) {
  const { baseline } = useTierWork();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const metrics = useMetrics();
  const name = test.label ?? (isMetricTest(test) ? (metrics.get(test.metric)?.label ?? test.metric) : test.score);
  const unit = isMetricTest(test) ? unitOf(test, metrics) : 'points';
  const change = (part: Partial<MetricTest>, label: string): void =>
    onChange({ ...test, ...part } as Requirement, label);
  const wasAt = (key: string, now: string): string | null => {
    const former = valueAt(baseline.program, `${place}.${key}`);
    return typeof former === 'string' && Number(former) !== Number(now) ? former : null;
  };
  const asked = (
    <>
      <Word
        name={`Comparison of ${name}`}
        value={test.op}
        choices={SIGN_CHOICES}
        onChoose={(op) => change({ op }, `${name} ${SIGN_WORDS[op]}`)}
      />{' '}
      {test.value !== undefined && (
        <FigureField
          label={`Threshold of ${name}`}
          unit={unit}
          value={test.value}
          was={wasAt('value', test.value)}
          onSet={(value) => change({ value }, `${name} ${value}`)}
        />
      )}{' '}
      {test.valueByRegion &&
        Object.entries(test.valueByRegion).map(([group, value]) => (
          <span key={group} className={styles.region}>
            {group}
            <FigureField
              label={`Threshold of ${name} in ${group}`}
              unit={unit}
              value={value}
              was={wasAt(`valueByRegion.${group}`, value)}
              onSet={(next) =>
                change({ valueByRegion: { ...test.valueByRegion, [group]: next } }, `${name}, ${group} ${next}`)
              }
            />
          </span>
        ))}
    </>
  );
  return (
    <div className={`${measures.sentence} ${styles.test}`}>
      {isMetricTest(test) ? (
        <>
          {test.label && <span className="mut">{test.label}: </span>}
          <MeasureWords name={name} measure={test} onChange={onChange}>
            , {asked}
          </MeasureWords>
        </>
      ) : (
        <>
          {test.label ?? `Score ${test.score}`} {asked}
        </>
      )}{' '}
      {(groups.length > 0 || test.valueByRegion) && (
        <button
          type="button"
          className="link"
          onClick={() =>
            test.valueByRegion
              ? onChange(forAll(test), `${name}: one value for all`)
              : onChange(byRegion(test, groups), `${name} by region`)
          }
        >
          {test.valueByRegion ? 'one value for all' : 'by region'}
        </button>
      )}{' '}
      <button
        type="button"
        className="link"
        aria-expanded={open}
        aria-label={`To keep the level: ${name}`}
        onClick={() => setOpen(!open)}
      >
        {keepingWords(test, unit, locale)}
      </button>
      {open && (
        <span className={styles.keeping}>
          {!test.entryOnly && test.value !== undefined && (
            <span className={styles.region}>
              keeps at
              <FigureField
                label={`${name} that keeps the level`}
                unit={unit}
                value={test.exitValue ?? test.value}
                was={wasAt('exitValue', test.exitValue ?? test.value)}
                onSet={(exitValue) => change({ exitValue }, `${name} keeps at ${exitValue}`)}
              />
            </span>
          )}
          <Checkbox
            size="xs"
            label="asked for to enter only"
            checked={test.entryOnly ?? false}
            onChange={({ currentTarget: { checked } }) =>
              change({ entryOnly: checked }, checked ? `${name} to enter only` : `${name} also to stay`)
            }
          />
        </span>
      )}
    </div>
  );
}

/** What it takes to stay, where that is not what it takes to enter. */
function keepingWords(test: MetricTest | ScoreTest, unit: TestUnit, locale: string): string {
  if (test.entryOnly) return 'to enter only';
  if (test.exitValue !== undefined && test.exitValue !== test.value) {
    return `keeps at ${writeThreshold(test.exitValue, unit, locale)}`;
  }
  return 'keeps the same';
}
