/** A test as a sentence whose values are inputs: “Bookings, trailing 12 months, at least 650,000”. */
import { Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import type { MeasureFilter } from '../../../../analytics/api/documents/measure.ts';
import {
  COMPARISONS,
  type ComparisonSign,
  type MetricTest,
  type Requirement,
  type ScoreTest,
} from '../../../../analytics/api/documents/tierProgram.ts';
import type { TestUnit } from '../../../../analytics/api/tiers.ts';
import { writeThreshold } from '../../../../analytics/present/thresholds.ts';
import { valueAt } from '../../../drafts/place.ts';
import { FilterChips } from '../../../parts/FilterChips.tsx';
import { useLocale, useMetrics } from '../../../shell/workspace.ts';
import { useTierWork } from '../TierWork.ts';
import { useMetricChoices } from './NewTest.tsx';
import styles from './Requirements.module.css';
import { byRegion, forAll } from './regions.ts';
import { isMetricTest } from './tree.ts';
import { ValueField } from './ValueField.tsx';
import { windowChoices, windowFrom, windowKey } from './windowText.ts';

const SIGNS: Readonly<Record<ComparisonSign, string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'under',
  '=': 'exactly',
};

/** What a state is read on when the document names no window. */
const ON_THE_DAY = { kind: 'on-the-day' } as const;

/** By what the rows of one partner can be told apart. */
const ROW_DIMENSIONS: readonly MeasureFilter['dim'][] = [
  'product',
  'family',
  'category',
  'motion',
  'route',
  'role',
  'deal_country',
  'stage',
  'currency',
  'kind',
  'program',
  'certification',
  'certification_level',
];

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
  const choices = useMetricChoices();
  const name = test.label ?? (isMetricTest(test) ? (metrics.get(test.metric)?.label ?? test.metric) : test.score);
  const unit = isMetricTest(test) ? (metrics.get(test.metric)?.unit ?? 'quantity') : 'points';
  const change = (part: Partial<MetricTest>, label: string): void =>
    onChange({ ...test, ...part } as Requirement, label);
  const wasAt = (key: string, now: string): string | null => {
    const former = valueAt(baseline.program, `${place}.${key}`);
    return typeof former === 'string' && Number(former) !== Number(now) ? former : null;
  };
  return (
    <div className={styles.sentence}>
      {isMetricTest(test) ? (
        <>
          <Select
            aria-label="Measure"
            className={styles.metric ?? ''}
            size="xs"
            searchable
            data={choices}
            value={test.metric}
            allowDeselect={false}
            onChange={(metric) => metric && change({ metric }, `Measures ${metrics.get(metric)?.label ?? metric}`)}
          />
          {test.label && <span className="mut">{test.label}</span>}
          {test.agg && <span className="mut">({test.agg})</span>}
          <FilterChips
            name={name}
            dims={ROW_DIMENSIONS}
            filters={test.filter}
            onChange={(filter, label) => change({ filter }, label)}
          />
          <Select
            aria-label={`Window of ${name}`}
            className={styles.window ?? ''}
            size="xs"
            data={windowChoices(test.window ?? ON_THE_DAY)}
            value={windowKey(test.window ?? ON_THE_DAY)}
            allowDeselect={false}
            onChange={(key) => key && change({ window: windowFrom(key) }, `${name}: another window`)}
          />
        </>
      ) : (
        <span>{test.label ?? `Score ${test.score}`}</span>
      )}
      <Select
        aria-label={`Comparison of ${name}`}
        className={styles.sign ?? ''}
        size="xs"
        data={COMPARISONS.map((sign) => ({ value: sign, label: SIGNS[sign] }))}
        value={test.op}
        allowDeselect={false}
        onChange={(op) => op && change({ op: op as ComparisonSign }, `${name} ${SIGNS[op as ComparisonSign]}`)}
      />
      {test.value !== undefined && (
        <ValueField
          label={`Threshold of ${name}`}
          unit={unit}
          value={test.value}
          was={wasAt('value', test.value)}
          onSet={(value) => change({ value }, `${name} ${value}`)}
        />
      )}
      {test.valueByRegion &&
        Object.entries(test.valueByRegion).map(([group, value]) => (
          <span key={group} className={styles.region}>
            {group}
            <ValueField
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
      )}
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
              <ValueField
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
