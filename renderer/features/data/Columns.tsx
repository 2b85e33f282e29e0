/** Column by column: what the file calls it, what is in it, what it is taken for, how sure and why. */
import { Select, TextInput } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ColumnMap } from '../../../analytics/api/documents/columnMap.ts';
import type { FileInspection, KindField } from '../../../analytics/api/results.ts';
import { countWords } from '../../../analytics/present/labels.ts';
import { Button, IconButton } from '../../parts/Button.tsx';
import { Pips } from '../../parts/Pips.tsx';
import { Section } from '../../parts/Section.tsx';
import { useCall } from '../../transport/calls.ts';
import styles from './Columns.module.css';
import { fieldOf, missingFields, setConstant, takeColumnFor } from './mapping.ts';
import { CONFIDENCE_WORDS, KIND_WORDS } from './words.ts';

const UNUSED = '';

interface ColumnsProps {
  readonly file: FileInspection;
  readonly map: ColumnMap;
  readonly busy: boolean;
  readonly onMap: (map: ColumnMap) => void;
}

export function Columns({ file, map, busy, onMap }: ColumnsProps) {
  const { data: fields = [] } = useCall('dataset.fields', { as: file.as ?? 'deals' }, { enabled: file.as !== null });
  const used = file.columns.filter(({ header }) => fieldOf(map, header) !== null).length;
  const missing = missingFields(map, fields);
  const choices = [
    { value: UNUSED, label: 'Not used' },
    ...fields.map(({ field, label, required }) => ({ value: field, label: required ? `${label} *` : label })),
  ];
  return (
    <Section
      title={`Columns of ${file.name}`}
      basis={`${used} of ${file.columns.length} used${missing.length > 0 ? `, ${missing.length} still needed` : ''}`}
      busy={busy}
    >
      <table className={`plain ${styles.table}`}>
        <thead>
          <tr>
            <th>In the file</th>
            <th>Sample values</th>
            <th>
              <span className="hidden">is taken for</span>
            </th>
            <th>Taken for</th>
            <th>Confidence and why</th>
          </tr>
        </thead>
        <tbody>
          {file.columns.map(({ header, samples, confidence, why, filled }) => {
            const field = fieldOf(map, header);
            const guessed = file.columns.find((column) => column.header === header)?.field === field;
            return (
              <tr key={header} data-unused={field === null || undefined}>
                <td className={`ellipsis ${styles.header}`} title={header}>
                  {header}
                </td>
                <td className={`ellipsis ${styles.samples}`} title={samples.join('; ')}>
                  {samples.length > 0 ? samples.join('; ') : <span className="mut">empty</span>}
                </td>
                <td className={styles.arrow}>
                  <IconArrowRight size={14} stroke={1.6} aria-hidden="true" />
                </td>
                <td>
                  <Select
                    aria-label={`${header} is taken for`}
                    data={choices}
                    value={field ?? UNUSED}
                    searchable
                    disabled={file.as === null}
                    nothingFoundMessage="No such field"
                    maxDropdownHeight={320}
                    onChange={(next) => onMap(takeColumnFor(map, header, next === UNUSED ? null : next))}
                  />
                </td>
                <td className={`ellipsis ${styles.why}`} title={why}>
                  <Pips
                    value={guessed ? confidence : 3}
                    label={guessed ? CONFIDENCE_WORDS[confidence] : 'you said so'}
                  />{' '}
                  {guessed ? why : 'you said so'}
                  {filled < file.rows && field !== null && (
                    <span className="mut">, {countWords(file.rows - filled, 'row')} empty</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Constants file={file} map={map} fields={fields} missing={missing} onMap={onMap} />
    </Section>
  );
}

interface ConstantsProps {
  readonly file: FileInspection;
  readonly map: ColumnMap;
  readonly fields: readonly KindField[];
  readonly missing: readonly KindField[];
  readonly onMap: (map: ColumnMap) => void;
}

/** Fields the file lacks, filled with one value for every row. */
function Constants({ file, map, fields, missing, onMap }: ConstantsProps) {
  const [field, setField] = useState<string | null>(null);
  const [value, setValue] = useState('');
  const free = fields.filter((candidate) => !(candidate.field in map.columns) && !(candidate.field in map.constants));
  const label = (id: string): string => fields.find((candidate) => candidate.field === id)?.label ?? id;
  if (file.as === null) return null;
  return (
    <div className={styles.constants}>
      {missing.length > 0 && (
        <p className="warn">
          {KIND_WORDS[file.as]} need {missing.map((need) => need.label).join(', ')}: choose the column above, or one
          value for every row below.
        </p>
      )}
      {Object.entries(map.constants).map(([id, constant]) => (
        <span key={id} className={styles.constant}>
          {label(id)} is <b>{String(constant)}</b> in every row
          <IconButton
            icon={IconX}
            label={`Take away the value of ${label(id)}`}
            onClick={() => onMap(setConstant(map, id, null))}
          />
        </span>
      ))}
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          if (field === null) return;
          onMap(setConstant(map, field, value.trim()));
          setField(null);
          setValue('');
        }}
      >
        <span className="small">The same in every row</span>
        <Select
          aria-label="Field"
          placeholder="Field"
          searchable
          data={free.map((candidate) => ({ value: candidate.field, label: candidate.label }))}
          value={field}
          onChange={setField}
        />
        <TextInput
          aria-label="Value"
          placeholder="Value"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button small type="submit" disabled={field === null || value.trim() === ''}>
          Add
        </Button>
      </form>
    </div>
  );
}
