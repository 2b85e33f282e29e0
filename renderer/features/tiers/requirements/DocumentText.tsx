/** The whole program as its document: for what has no form, and to carry it elsewhere. */
import { Textarea } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { readJsonText } from '../../../../analytics/present/jsonText.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { saveFile } from '../../../transport/files.ts';
import styles from './Requirements.module.css';
import type { Propose } from './useProposal.ts';

interface DocumentTextProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function DocumentText({ program, propose }: DocumentTextProps) {
  const written = useMemo(() => JSON.stringify(program, null, 2), [program]);
  const [text, setText] = useState(written);
  const [open, setOpen] = useState(false);
  useEffect(() => setText(written), [written]);
  const { document, fault } = useMemo(() => readJsonText(text), [text]);
  const name = `${program.name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ')}.json`;
  return (
    <Section
      title="Document"
      basis="as the terminal takes it with --program"
      aside={
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'}
        </button>
      }
    >
      {open && (
        <>
          <Textarea
            aria-label="Program document"
            autosize
            minRows={10}
            maxRows={30}
            value={text}
            error={fault === null ? undefined : `This is ${fault}.`}
            onChange={(event) => setText(event.currentTarget.value)}
            classNames={{ input: styles.code ?? '' }}
          />
          <div className={styles.line}>
            <Button
              disabled={document === null || text === written}
              // The engine checks it like any other edit and says what is wrong with it.
              onClick={() => document && propose(document as unknown as TierProgram, 'Document edited')}
            >
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
