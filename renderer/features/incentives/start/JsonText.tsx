/** A plan as JSON, typed or from a file; checked while it is written. */
import { Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { readJsonText } from '../../../../analytics/present/jsonText.ts';
import { Button } from '../../../parts/Button.tsx';
import { Faults } from '../../../parts/Faults.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useCall } from '../../../transport/calls.ts';
import type { BeginProps } from './begin.ts';
import styles from './Start.module.css';

export function JsonText({ onBegin }: BeginProps) {
  const [text, setText] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const settled = useDeferredValue(text);
  const { document, fault } = useMemo(() => readJsonText(settled), [settled]);
  const query = useCall('incentive.check', { plan: document ?? {} }, { enabled: document !== null });
  return (
    <>
      <Textarea
        aria-label="Plan as JSON"
        description="The document that the terminal takes with --plan."
        placeholder='{ "id": "growth", "name": "Growth rebate FY27", "lines": [ … ] }'
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
          <Settled query={query} what="The plan could not be checked" rows={2}>
            {({ plan, faults, advice }) => (
              <>
                <Faults faults={faults} title="This plan cannot be used yet" />
                {advice.map(({ where, sentence }) => (
                  <p key={`${where} ${sentence}`} className="small">
                    {where && <b>{where}: </b>}
                    {sentence}
                  </p>
                ))}
                {plan && (
                  <Button kind="primary" onClick={() => onBegin(plan, plan.name)}>
                    Begin with {plan.name}
                  </Button>
                )}
              </>
            )}
          </Settled>
        )}
      </div>
    </>
  );
}
