/** A whole document as JSON: for what has no form, and to carry it elsewhere. */
import { Textarea } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
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
  /** What makes the text the document: a button, and what is wrong with the text where that is known before. */
  readonly apply: (document: Record<string, unknown>) => ReactNode;
}

export function DocumentText({ document: current, label, basis, apply }: DocumentTextProps) {
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
            {document && text !== written ? apply(document) : <Button disabled>Nothing to apply</Button>}
            <Button icon={IconDownload} onClick={() => void saveFile(name, new TextEncoder().encode(`${written}\n`))}>
              Save as a file
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
