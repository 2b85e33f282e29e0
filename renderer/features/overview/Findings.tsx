/** What nobody asked for but everybody should know, by money at stake. */
import type { Finding } from '../../../analytics/api/results.ts';
import { toDrawn } from '../../../analytics/present/decimal.ts';
import { FindingRow } from '../../parts/FindingRow.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Settled } from '../../parts/states.tsx';
import { change, useAddress } from '../../shell/location.ts';
import { say } from '../../shell/statusLine.ts';
import { explain, useCommand } from '../../transport/calls.ts';
import styles from './Overview.module.css';
import { useFindings } from './useFindings.ts';

/** As many as are read; the rest is one click away. */
const FIRST = 7;
const SNOOZE_DAYS = 30;

interface FindingsProps {
  /** Whether the figures are there, which come first. */
  readonly after: boolean;
}

export function Findings({ after }: FindingsProps) {
  const { extra } = useAddress();
  const query = useFindings({ enabled: after });
  const open = query.data?.filter(({ snoozed }) => !snoozed) ?? [];
  const snoozed = query.data?.filter((finding) => finding.snoozed) ?? [];
  const all = extra.findings === 'all';
  const withSnoozed = extra.snoozed === 'show';
  const shown = all ? open : open.slice(0, FIRST);
  const show = (part: Record<string, string>): void => {
    const next = { ...extra, ...part };
    change({ extra: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')) });
  };
  return (
    <Section
      title="Findings"
      basis={query.data && basisOf(shown.length, open.length)}
      busy={query.isPlaceholderData}
      className={styles.findings}
      aside={
        <span className={styles.note}>
          {snoozed.length > 0 && (
            <button type="button" className="link" onClick={() => show({ snoozed: withSnoozed ? '' : 'show' })}>
              {withSnoozed ? 'Hide snoozed' : `Show ${snoozed.length} snoozed`}
            </button>
          )}
          {open.length > FIRST && (
            <button type="button" className="link" onClick={() => show({ findings: all ? '' : 'all' })}>
              {all ? `Show the first ${FIRST}` : `Show all ${open.length}`}
            </button>
          )}
        </span>
      }
    >
      <Settled query={query} what="The findings could not be computed" rows={5}>
        {(findings) =>
          findings.length === 0 ? (
            <Empty>
              Nothing stands out in this window. Findings compare partners, deals and payouts with what is usual.
            </Empty>
          ) : (
            <FindingList findings={[...shown, ...(withSnoozed ? snoozed : [])]} />
          )
        }
      </Settled>
    </Section>
  );
}

/** Findings as a list with its own scale for the bars; also used for one partner. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const snooze = useCommand('finding.snooze');
  const wake = useCommand('finding.wake');
  const largest = Math.max(0, ...findings.map(({ amount }) => Math.abs(toDrawn(amount) ?? 0)));
  const failed = (thrown: unknown): void => say(explain(thrown).sentence);
  return (
    <ol className={styles.list}>
      {findings.map((finding, index) => (
        <FindingRow
          key={finding.id}
          rank={index + 1}
          finding={finding}
          largest={largest}
          onSnooze={(reason) =>
            snooze.mutate(
              { id: finding.id, until: inDays(SNOOZE_DAYS), reason },
              { onSuccess: () => say('Snoozed for 30 days'), onError: failed },
            )
          }
          onWake={() => wake.mutate({ id: finding.id }, { onSuccess: () => say('Back in the list'), onError: failed })}
        />
      ))}
    </ol>
  );
}

function basisOf(shown: number, open: number): string {
  return `${shown === open ? shown : `${shown} of ${open}`}, ranked by money at stake; amounts of different kinds are not added`;
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
