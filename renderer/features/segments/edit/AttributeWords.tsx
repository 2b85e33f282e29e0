/** What a partner is, in a sentence: “Type is one of Reseller or MSP”. */
import { useState } from 'react';
import type { DimensionId } from '../../../../analytics/api/documents/query.ts';
import { NO_VALUE } from '../../../../analytics/present/labels.ts';
import word from '../../../parts/Word.module.css';
import { Word } from '../../../parts/Word.tsx';
import { useValueNames } from '../../../shell/useFilterWords.ts';
import { useDimensions } from '../../../shell/workspace.ts';
import { PARTNER_ATTRIBUTES } from './attributes.ts';
import { ATTRIBUTE_COMPARISONS, type AttributeComparison, type AttributeTest, comparisonWords } from './conditions.ts';
import { PickValues } from './PickValues.tsx';

interface AttributeWordsProps {
  readonly name: string;
  readonly test: AttributeTest;
  readonly onChange: (test: AttributeTest, label: string) => void;
}

export function AttributeWords({ name, test, onChange }: AttributeWordsProps) {
  const { dim, comparison, values } = test;
  const dimensions = useDimensions();
  // A comparison with values says nothing yet until some are chosen.
  const [begun, begin] = useState<AttributeComparison | null>(null);
  const shown = begun ?? comparison;
  const labelOf = (id: DimensionId): string => dimensions.get(id)?.label ?? id;
  return (
    <>
      <Word
        name={`Attribute of ${name}`}
        value={dim}
        choices={PARTNER_ATTRIBUTES.map((id) => ({ value: id, label: labelOf(id) }))}
        text={labelOf(dim)}
        onChoose={(next) => onChange({ dim: next, comparison: 'known', values: [] }, `${name}: ${labelOf(next)}`)}
      />{' '}
      <Word
        name={`Comparison of ${name}`}
        value={shown}
        choices={ATTRIBUTE_COMPARISONS}
        onChoose={(next) => {
          const named = next === 'is' || next === 'isNot';
          if (named && values.length === 0) begin(next);
          else
            onChange({ ...test, comparison: next, values: named ? values : [] }, `${name}: ${comparisonWords(next)}`);
        }}
      />
      {(shown === 'is' || shown === 'isNot') && (
        <>
          {' '}
          <Values
            key={shown}
            name={name}
            dim={dim}
            values={values}
            onDone={(chosen) => {
              begin(null);
              if (chosen)
                onChange(
                  { dim, comparison: shown, values: chosen },
                  `${name}: ${labelOf(dim)} ${comparisonWords(shown)}`,
                );
            }}
          />
        </>
      )}
    </>
  );
}

interface ValuesProps {
  readonly name: string;
  readonly dim: DimensionId;
  readonly values: readonly (string | null)[];
  /** Null leaves them as they are. */
  readonly onDone: (values: readonly (string | null)[] | null) => void;
}

/** More values than this are counted rather than named. */
const MOST_NAMED = 8;

function Values({ name, dim, values, onDone }: ValuesProps) {
  const nameOf = useValueNames([{ dim, values: [...values] }]);
  const listed = values.map((value) => (value === null ? NO_VALUE : nameOf(dim, value)));
  const text = listed.length > MOST_NAMED ? `${listed.length} values` : listed.join(' or ');
  return (
    <PickValues
      name={`Values of ${name}`}
      dim={dim}
      values={values}
      text={text === '' ? 'no value yet' : text}
      className={word.word}
      atOnce={values.length === 0}
      onDone={onDone}
    />
  );
}
