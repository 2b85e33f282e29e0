/**
 * One finding: rank, kind, sentence, money, rows, confidence, one verb, snooze. `largest` is the biggest amount of the
 * list, for the bar. Put them in an `<ol>`.
 */
import { Popover, TextInput } from '@mantine/core';
import { IconArrowRight, IconClockPause, IconClockPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { Finding } from '../../analytics/api/results.ts';
import { toDrawn } from '../../analytics/present/decimal.ts';
import { countWords } from '../../analytics/present/labels.ts';
import { numbers } from '../../analytics/present/numbers.ts';
import { goTo } from '../shell/location.ts';
import { useLocale } from '../shell/workspace.ts';
import { Button, IconButton } from './Button.tsx';
import styles from './FindingRow.module.css';
import { Pips } from './Pips.tsx';

const CONFIDENCE = { 1: 'guess', 2: 'likely', 3: 'exact' } as const;

interface FindingRowProps {
  readonly rank: number;
  readonly finding: Finding;
  readonly largest: number;
  readonly onSnooze: (reason: string) => void;
  readonly onWake: () => void;
}

export function FindingRow({ rank, finding, largest, onSnooze, onWake }: FindingRowProps) {
  const locale = useLocale();
  const share = largest > 0 ? Math.abs(toDrawn(finding.amount) ?? 0) / largest : 0;
  return (
    <li className={styles.row}>
      <span className={styles.rank}>{rank}</span>
      <span className={styles.kind}>{finding.kind}</span>
      <span className={styles.words}>
        {finding.words.map((word, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one sentence keep their order
          word.strong ? <b key={index}>{word.text}</b> : <span key={index}>{word.text}</span>,
        )}
      </span>
      <span className={styles.bar} aria-hidden="true">
        <i style={{ width: `${Math.max(share * 100, 1)}%` }} />
      </span>
      <span className={styles.amount}>{numbers(locale).compact(finding.amount)}</span>
      <span className={styles.amountKind}>{finding.amountKind}</span>
      <button type="button" className={`link ${styles.rows}`} onClick={() => goTo(finding.action.address)}>
        {countWords(finding.rows.count, finding.rows.noun, locale)}
      </button>
      <span className={styles.confidence} title={finding.confidenceWhy}>
        <Pips value={finding.confidence} label={finding.confidenceWhy} /> {CONFIDENCE[finding.confidence]}
      </span>
      <button type="button" className={`link ${styles.action}`} onClick={() => goTo(finding.action.address)}>
        {finding.action.label} <IconArrowRight size={14} stroke={1.6} aria-hidden="true" />
      </button>
      {finding.snoozed ? (
        <IconButton
          icon={IconClockPlay}
          label={`Wake: snoozed until ${finding.snoozed.until}, ${finding.snoozed.reason}`}
          onClick={onWake}
        />
      ) : (
        <Snooze onSnooze={onSnooze} />
      )}
    </li>
  );
}

function Snooze({ onSnooze }: { readonly onSnooze: (reason: string) => void }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <IconButton icon={IconClockPause} label="Snooze for 30 days" onClick={() => setOpen(!open)} />
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.snooze}
          onSubmit={(event) => {
            event.preventDefault();
            setOpen(false);
            onSnooze(reason.trim());
          }}
        >
          <TextInput
            label="Why it can wait 30 days"
            value={reason}
            maxLength={300}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <Button kind="primary" type="submit" disabled={reason.trim() === ''}>
            {reason.trim() === '' ? 'Give a reason' : 'Snooze'}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
