/** A whole document as JSON: for what has no form, and to carry it elsewhere. Whoever applies it has it checked. */
import { Textarea } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { readJsonText } from '../../analytics/present/jsonText.ts';
import { saveFile } from '../transport/files.ts';
import { Button } from './Button.tsx';
import styles from './DocumentText.module.css';
import { Section } from './Section.tsx';

interface DocumentTextProps {
  readonly document: Readonly<Record<string, unknown>> & { readonly name: string };
  /** For assistive technology: `Program document`. */
  readonly label: string;
  readonly basis: string;
  readonly onApply: (document: Record<string, unknown>) => void;
}

export function DocumentText({ document: current, label, basis, onApply }: DocumentTextProps) {
  const written = useMemo(() => JSON.stringify(current, null, 2), [current]);
  const [text, setText] = useState(written);
  const [open, setOpen] = useState(false);
  useEffect(() => setText(written), [written]);
  const { document, fault } = useMemo(() => readJsonText(text), [text]);
  const name = `${current.name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ')}.json`;
  return (
    <Section
      title="Document"
      basis={basis}
      aside={
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'}
        </button>
      }
    >
      {open && (
        <>
          <Textarea
            aria-label={label}
            autosize
            minRows={10}
            maxRows={30}
            value={text}
            error={fault === null ? undefined : `This is ${fault}.`}
            onChange={(event) => setText(event.currentTarget.value)}
            classNames={{ input: styles.code ?? '' }}
          />
          <div className={styles.actions}>
            <Button disabled={document === null || text === written} onClick={() => document && onApply(document)}>
              {text === written ? 'Nothing to apply' : 'Apply the document'}
            </Button>
            <Button icon={IconDownload} onClick={() => void saveFile(name, new TextEncoder().encode(`${written}\n`))}>
              Save as a file
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
