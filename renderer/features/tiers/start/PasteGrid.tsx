/** A requirements grid from a spreadsheet or a program guide: what each line was read as, and what is still open. */
import { Textarea } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { Button } from '../../../parts/Button.tsx';
import { Faults } from '../../../parts/Faults.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useCall } from '../../../transport/calls.ts';
import type { BeginProps } from './begin.ts';
import styles from './Start.module.css';

const HINT =
  'Requirement\tSilver\tGold\tPlatinum\nBookings, trailing 12 months\t150 k\t500 k\t1.5 M\nCertified people\t2\t3\t8';

export function PasteGrid({ onBegin }: BeginProps) {
  const [text, setText] = useState('');
  const settled = useDeferredValue(text.trim());
  const query = useCall('tier.paste', { text: settled || ' ' }, { enabled: settled !== '' });
  return (
    <>
      <Textarea
        aria-label="Requirements grid"
        description="Copy the cells in Excel and paste them here: one line per requirement, one column per level."
        placeholder={HINT}
        autosize
        minRows={5}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        classNames={{ input: styles.code ?? '' }}
      />
      {settled !== '' && (
        <Settled query={query} what="The grid could not be read" rows={3}>
          {({ program, read, questions, faults }) => (
            <div className={styles.result} aria-live="polite">
              <Faults faults={faults} title="This grid is no program yet" />
              {read.length > 0 && (
                <dl className={styles.pairs}>
                  {read.map(({ criterion, as }) => (
                    <div key={criterion}>
                      <dt>{criterion}</dt>
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
              {program && (
                <Button
                  kind="primary"
                  // What was read of the text before must not be begun with.
                  disabled={query.isPlaceholderData || settled !== text.trim()}
                  onClick={() => onBegin(program, program.name)}
                >
                  {questions.length > 0
                    ? `Begin without the ${questions.length === 1 ? 'one' : questions.length} left out`
                    : 'Begin with this grid'}
                </Button>
              )}
            </div>
          )}
        </Settled>
      )}
    </>
  );
}
