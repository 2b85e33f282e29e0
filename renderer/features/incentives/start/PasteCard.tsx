/** A rate card from a spreadsheet, an agreement or an e-mail: what each line was read as, and what is still open. */
import { Textarea } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { Button } from '../../../parts/Button.tsx';
import { Faults } from '../../../parts/Faults.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useCall } from '../../../transport/calls.ts';
import type { BeginProps } from './begin.ts';
import styles from './Start.module.css';

const HINT = 'Annual purchases\tRebate, first-dollar\n2 M\t3 %\n4 M\t5 %\n6 M\t7 %';

export function PasteCard({ onBegin }: BeginProps) {
  const [text, setText] = useState('');
  const settled = useDeferredValue(text.trim());
  const query = useCall('incentive.paste', { text: settled || ' ' }, { enabled: settled !== '' });
  return (
    <>
      <Textarea
        aria-label="Rate card"
        description="Copy the cells and paste them here: one line for each band, level, product or limit."
        placeholder={HINT}
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        classNames={{ input: styles.code ?? '' }}
      />
      {settled !== '' && (
        <Settled query={query} what="The rate card could not be read" rows={3}>
          {({ plan, read, questions, faults }) => (
            <div className={styles.result} aria-live="polite">
              <Faults faults={faults} title="This rate card is no plan yet" />
              {read.length > 0 && (
                <dl className={styles.pairs}>
                  {read.map(({ text: line, as }) => (
                    <div key={line}>
                      <dt>{line}</dt>
                      <dd>{as}</dd>
                    </div>
                  ))}
                </dl>
              )}
              {questions.map(({ cell, text: content, why }) => (
                <p key={`${cell} ${content}`} className="warn">
                  ▲ {cell}: “{content}”, {why}.
                </p>
              ))}
              {plan && (
                <Button
                  kind="primary"
                  // What was read of the text before must not be begun with.
                  disabled={query.isPlaceholderData || settled !== text.trim()}
                  onClick={() => onBegin(plan, plan.name)}
                >
                  {questions.length > 0 ? 'Begin with it as it was read' : 'Begin with this rate card'}
                </Button>
              )}
            </div>
          )}
        </Settled>
      )}
    </>
  );
}
