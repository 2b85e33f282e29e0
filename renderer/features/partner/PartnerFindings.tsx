/** What stands out about this partner. */
import type { Filter } from '../../../analytics/api/documents/query.ts';
import { Section } from '../../parts/Section.tsx';
import { Settled } from '../../parts/states.tsx';
import { useContextSpec } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { FindingList } from '../overview/Findings.tsx';
import styles from './Partner.module.css';

export function PartnerFindings({ where }: { readonly where: readonly Filter[] }) {
  const { period, ready } = useContextSpec();
  const query = useCall(
    'finding.list',
    { where: [...where], ...(period === undefined ? {} : { period }) },
    { enabled: ready },
  );
  return (
    <Section title="Findings for this partner" busy={query.isPlaceholderData} className={styles.findings}>
      <Settled query={query} what="The findings could not be computed" rows={2}>
        {(findings) => {
          const open = findings.filter(({ snoozed }) => !snoozed);
          return open.length === 0 ? (
            <p className={styles.none}>Nothing stands out about this partner in this window.</p>
          ) : (
            <FindingList findings={open} />
          );
        }}
      </Settled>
    </Section>
  );
}
