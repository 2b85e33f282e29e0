import { Menu } from '@mantine/core';
import { IconFileSpreadsheet, IconFileTypeCsv, IconX } from '@tabler/icons-react';
import type { FileKind } from '../../../analytics/api/documents/columnMap.ts';
import type { FileInspection } from '../../../analytics/api/results.ts';
import { countWords, formatBytes } from '../../../analytics/present/labels.ts';
import { IconButton } from '../../parts/Button.tsx';
import { Pips } from '../../parts/Pips.tsx';
import { useLocale } from '../../shell/workspace.ts';
import styles from './FileCard.module.css';
import { CONFIDENCE_WORDS, KIND_CHOICES, KIND_WORDS } from './words.ts';

interface FileCardProps {
  readonly file: FileInspection;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onKind: (kind: FileKind) => void;
  readonly onDrop: () => void;
}

/** One file: what it was taken for, why, and how it reads. */
export function FileCard({ file, selected, onSelect, onKind, onDrop }: FileCardProps) {
  const locale = useLocale();
  const IconMark = file.format === 'csv' ? IconFileTypeCsv : IconFileSpreadsheet;
  return (
    <article className={styles.card} aria-current={selected}>
      <header className={styles.head}>
        <button type="button" className={styles.name} onClick={onSelect} title={file.path}>
          <IconMark size={16} stroke={1.4} aria-hidden="true" />
          <span className="ellipsis">{file.name}</span>
        </button>
        <IconButton icon={IconX} label={`Leave out ${file.name}`} onClick={onDrop} />
      </header>
      <div className={styles.kind}>
        <Pips value={file.confidence} label={CONFIDENCE_WORDS[file.confidence]} />
        <b>{file.as === null ? 'Not recognised' : KIND_WORDS[file.as]}</b>
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className="link">
              {file.as === null ? 'say what it is' : 'change'}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {KIND_CHOICES.map(({ value, label }) => (
              <Menu.Item key={value} onClick={() => onKind(value)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {file.problem && <p className="bad">{file.problem}</p>}
      {file.why.map((reason) => (
        <p key={reason} className={styles.why}>
          {reason}
        </p>
      ))}
      <p className="small">
        {file.reading}; {countWords(file.rows, 'row', locale)}, {countWords(file.columns.length, 'column', locale)},{' '}
        {formatBytes(file.bytes)}
      </p>
    </article>
  );
}
