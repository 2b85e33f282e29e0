/** A document as JSON to begin with, typed or from a file; checked while it is written. */
import { Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Fault } from '../../analytics/api/tiers.ts';
import { capital } from '../../analytics/present/capital.ts';
import { readJsonText } from '../../analytics/present/jsonText.ts';
import styles from './BeginWithJson.module.css';
import { Button } from './Button.tsx';
import { Faults } from './Faults.tsx';
import { Settled } from './states.tsx';

interface Checked {
  readonly faults: readonly Fault[];
  readonly advice: readonly Fault[];
}

interface BeginWithJsonProps<A, D> {
  /** What it is: `program`, `plan`. */
  readonly noun: string;
  readonly description: string;
  readonly placeholder: string;
  /** A hook, the same one for good: asks the engine about a document, and about nothing while there is none. */
  readonly useCheck: (document: Record<string, unknown> | null) => UseQueryResult<A, Error>;
  /** What can be begun with; null while something is wrong. */
  readonly goodOf: (answer: A) => D | null;
  readonly onBegin: (document: D, name: string) => void;
}

export function BeginWithJson<A extends Checked, D extends { readonly name: string }>({
  noun,
  description,
  placeholder,
  useCheck,
  goodOf,
  onBegin,
}: BeginWithJsonProps<A, D>) {
  const [text, setText] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const settled = useDeferredValue(text);
  const { document, fault } = useMemo(() => readJsonText(settled), [settled]);
  const query = useCheck(document);
  return (
    <>
      <Textarea
        aria-label={`${capital(noun)} as JSON`}
        description={description}
        placeholder={placeholder}
        autosize
        minRows={8}
        maxRows={22}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        classNames={{ input: styles.code ?? '' }}
      />
      <div className={styles.result} aria-live="polite">
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={async (event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen) setText(await chosen.text());
          }}
        />
        {settled.trim() === '' && (
          <Button icon={IconUpload} onClick={() => file.current?.click()}>
            Choose a file
          </Button>
        )}
        {fault !== null && settled.trim() !== '' && <p className="warn">▲ This is {fault}.</p>}
        {document && (
          <Settled query={query} what={`The ${noun} could not be checked`} rows={2}>
            {(answer) => (
              <>
                <Faults faults={answer.faults} title={`This ${noun} cannot be used yet`} />
                {answer.advice.map(({ where, sentence }) => (
                  <p key={`${where} ${sentence}`} className="small">
                    {where && <b>{where}: </b>}
                    {sentence}
                  </p>
                ))}
                <Begin
                  good={goodOf(answer)}
                  // What was checked of the text before must not be begun with.
                  stale={query.isPlaceholderData || settled !== text}
                  onBegin={onBegin}
                />
              </>
            )}
          </Settled>
        )}
      </div>
    </>
  );
}

function Begin<D extends { readonly name: string }>({
  good,
  stale,
  onBegin,
}: {
  readonly good: D | null;
  readonly stale: boolean;
  readonly onBegin: (document: D, name: string) => void;
}) {
  if (!good) return null;
  return (
    <Button kind="primary" disabled={stale} onClick={() => onBegin(good, good.name)}>
      Begin with {good.name}
    </Button>
  );
}
