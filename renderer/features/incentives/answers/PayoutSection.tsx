/** One payout, explained: of the partner chosen, here or at a dot. */
import { PartnerPick } from '../../../parts/PartnerPick.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useCall } from '../../../transport/calls.ts';
import styles from './Answers.module.css';
import { OnePayout } from './OnePayout.tsx';
import type { PartProps } from './parts.ts';

export function PayoutSection({
  asked,
  partner,
  names,
  onPartner,
}: PartProps & { readonly partner: string | null; readonly onPartner: (partner: string) => void }) {
  const query = useCall('incentive.explain', { ...asked, partner: partner ?? '' }, { enabled: partner !== null });
  return (
    <Section
      className={styles.one}
      title="One payout, explained"
      basis={query.data && `${query.data.name}, ${query.data.basis.period.label}`}
      busy={query.isFetching}
    >
      <div className={styles.pick}>
        <PartnerPick
          value={partner}
          name={query.data?.partner === partner ? query.data.name : undefined}
          onChange={(id) => id !== null && onPartner(id)}
        />
      </div>
      {partner === null ? (
        <p className={styles.say}>Nobody was paid in the period.</p>
      ) : (
        <Settled query={query} what="The payout could not be explained">
          {(explanation) => <OnePayout explanation={explanation} names={names} />}
        </Settled>
      )}
    </Section>
  );
}
