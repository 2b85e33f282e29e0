/** Who falls though loyal, growing or small, what would save them, and what holding them costs. */
import { Checkbox, TextInput } from '@mantine/core';
import { memo, useState } from 'react';
import type { Protected, TierSimulation } from '../../../../analytics/api/tiers.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { ApprovalFields, NO_APPROVAL, trimmed } from '../../../parts/ApprovalFields.tsx';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { go } from '../../../shell/location.ts';
import { say } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCommand } from '../../../transport/calls.ts';
import { select } from '../select.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Lists.module.css';

interface ProtectProps {
  readonly simulation: Pick<TierSimulation, 'protect' | 'protectTotal' | 'protectCost' | 'basis'>;
}

const SHOWN = 5;

/** Drawn anew only when the simulation is another one. */
export const Protect = memo(ProtectList);

function ProtectList({ simulation: { protect, protectTotal, protectCost, basis } }: ProtectProps) {
  const locale = useLocale();
  const { compact, integer } = numbers(locale);
  const [adding, setAdding] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const shown = adding ? protect : protect.slice(0, SHOWN);
  const chosen = protect.filter(({ partner }) => !left.has(partner));
  const toggle = (partner: string): void => {
    const next = new Set(left);
    if (!next.delete(partner)) next.add(partner);
    setLeft(next);
  };
  return (
    <Section
      title="Partners to protect"
      basis={
        protectTotal > 0 &&
        `${shown.length < protectTotal ? `${integer(shown.length)} of ` : ''}${integer(protectTotal)} who fall though loyal or growing`
      }
      aside={
        protectTotal > SHOWN && (
          <button type="button" className="link" onClick={() => select({ list: 'protect' })}>
            All
          </button>
        )
      }
    >
      {protectTotal === 0 ? (
        <p className={styles.none}>Nobody falls who is loyal, growing or small.</p>
      ) : (
        <>
          <ul>
            {shown.map((row) => (
              <li key={row.partner} className={styles.protect}>
                {adding ? (
                  <Checkbox
                    aria-label={`Hold ${row.name}`}
                    checked={!left.has(row.partner)}
                    onChange={() => toggle(row.partner)}
                  />
                ) : (
                  <span className="bad" aria-hidden="true">
                    ▼
                  </span>
                )}
                <button
                  type="button"
                  className={`${styles.name} ellipsis`}
                  title={row.name}
                  onClick={() => go({ screen: 'partners', item: row.partner })}
                >
                  {row.name}
                </button>
                <span className={styles.why} title={whyWords(row, locale)}>
                  {whyWords(row, locale)}
                </span>
                <span className={`${styles.under} ellipsis`}>
                  {row.from} to {row.to}
                </span>
                <span className={styles.needs}>{row.needs}</span>
              </li>
            ))}
          </ul>
          <p className={styles.foot}>
            Holding {protectTotal === 1 ? 'the one' : `all ${integer(protectTotal)}`} for a year costs{' '}
            <b>{compact(protectCost)}</b>.{' '}
            {!adding && (
              <button type="button" className="link" onClick={() => setAdding(true)}>
                Add as exceptions
              </button>
            )}
          </p>
          {adding && <ExceptionForm chosen={chosen} from={basis.asOf} onDone={() => setAdding(false)} />}
        </>
      )}
    </Section>
  );
}

/** `growing +50.0 %, partner for 12 years`. */
function whyWords({ why, growth, years }: Protected, locale: string): string {
  const words = {
    growing: growth === null ? 'growing' : `growing ${numbers(locale).signed.percent(growth, 0)}`,
    loyal: years === null ? 'loyal' : `partner for ${countWords(years, 'year', locale)}`,
    small: 'small',
  };
  return why.map((reason) => words[reason]).join(', ');
}

/** The same day a year later. */
function yearAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
}

/** How far the register is; nothing is being written while `of` is 0. */
interface ExceptionFormProps {
  readonly chosen: readonly Protected[];
  readonly from: string;
  readonly onDone: () => void;
}

function ExceptionForm({ chosen, from, onDone }: ExceptionFormProps) {
  const { draft } = useTierWork();
  const [to, setTo] = useState(yearAfter(from));
  const [approval, setApproval] = useState(NO_APPROVAL);
  const { approver, reason } = trimmed(approval);
  const add = useCommand('tier.addExceptions');
  const missing =
    chosen.length === 0
      ? 'Choose whom to hold'
      : approver === ''
        ? 'Name who approves'
        : reason === ''
          ? 'Give a reason'
          : to <= from
            ? 'Ends before it begins'
            : null;

  const save = (): void =>
    add.mutate(
      {
        exceptions: chosen.map(({ partner, from: held }) => ({
          partner,
          effect: 'hold' as const,
          level: draft.present.levels.find(({ id, label }) => label === held || id === held)?.id ?? held,
          from,
          to,
          reason,
          approver,
        })),
      },
      {
        onSuccess: ({ added }) => {
          say(`${countWords(added, 'exception')} added; one undo takes all of them back`);
          onDone();
        },
      },
    );

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput label="Held until" type="date" value={to} onChange={(e) => setTo(e.currentTarget.value)} />
      <ApprovalFields value={approval} onChange={setApproval} />
      {add.error && <Failed what="No exception was added" error={add.error} still="The register is as it was." />}
      <div className={styles.actions}>
        <Button small type="submit" disabled={missing !== null || add.isPending}>
          {missing ?? `Hold ${countWords(chosen.length, 'partner')}`}
        </Button>
        <Button small onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
