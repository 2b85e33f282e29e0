import { Radio } from '@mantine/core';
import type { ColumnMap } from '../../../analytics/api/documents/columnMap.ts';
import type { FileInspection } from '../../../analytics/api/results.ts';
import { Section } from '../../parts/Section.tsx';
import { answer, answerOf } from './answers.ts';
import styles from './Questions.module.css';

interface QuestionsProps {
  readonly file: FileInspection;
  readonly map: ColumnMap;
  readonly onMap: (map: ColumnMap) => void;
}

/** What only a person can know; and what a row that has gone from the file means. */
export function Questions({ file, map, onMap }: QuestionsProps) {
  return (
    <Section title="Only a person can say" basis={file.name}>
      {file.questions.map(({ id, text, detail, options }) => (
        <Radio.Group
          key={id}
          className={styles.question ?? ''}
          label={text}
          description={detail}
          value={answerOf(map, id)}
          onChange={(value) => onMap(answer(map, id, value))}
        >
          {options.map((option) => (
            <Radio key={option.value} value={option.value} label={<OptionLabel {...option} />} />
          ))}
        </Radio.Group>
      ))}
      <Radio.Group
        className={styles.question ?? ''}
        label="Rows of earlier loads that this file no longer has"
        value={map.vanished}
        onChange={(value) => onMap({ ...map, vanished: value === 'close' ? 'close' : 'keep' })}
      >
        <Radio value="keep" label={<OptionLabel label="Stay" detail="the file holds what is new or changed" />} />
        <Radio value="close" label={<OptionLabel label="Are closed" detail="the file is the full export" />} />
      </Radio.Group>
    </Section>
  );
}

function OptionLabel({ label, detail }: { readonly label: string; readonly detail: string }) {
  return (
    <>
      <b className={styles.label}>{label}</b> <span className="small">{detail}</span>
    </>
  );
}
