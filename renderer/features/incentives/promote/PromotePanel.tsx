/** Promotion: the version is frozen with who approved it and why; what is to be paid goes out as files. */
import { formatDate } from '../../../../analytics/present/dates.ts';
import { ExportLink } from '../../../parts/ExportLink.tsx';
import { PromotionForm } from '../../../parts/PromotionForm.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { change } from '../../../shell/location.ts';
import { say } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCommand } from '../../../transport/calls.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { useCaseList } from '../useCaseList.ts';
import styles from './Promote.module.css';

interface PromotePanelProps {
  readonly onClose: () => void;
}

export function PromotePanel({ onClose }: PromotePanelProps) {
  const { saved } = usePlanWork();
  const locale = useLocale();
  const { promoted } = saved;
  return (
    <Section
      title={promoted ? `Promoted by ${promoted.approver}` : `Promote ${saved.name}`}
      aside={
        <button type="button" className="link" onClick={onClose}>
          Close
        </button>
      }
    >
      <p className={styles.say}>
        {promoted
          ? `In force from ${formatDate(promoted.effectiveFrom, locale)}: ${promoted.reason}`
          : 'Freezes this version; a later change makes a copy.'}
      </p>
      {!promoted && <Promotion />}
      <Exports />
    </Section>
  );
}

function Promotion() {
  const { saved, draft } = usePlanWork();
  const promote = useCommand('incentive.promote', { until: 'incentive.saved' });
  return (
    <>
      {promote.error && <Failed what="The plan was not promoted" error={promote.error} still="It is still a draft." />}
      <PromotionForm
        dirty={draft.dirty}
        ownStart={draft.present.plan.effectiveFrom}
        pending={promote.isPending}
        onPromote={(terms) => {
          // An address that names no plan stands for the draft worked on last, and this one stops being a draft.
          change({ item: String(saved.id) }, { replace: true });
          promote.mutate(
            { id: saved.id, ...terms },
            { onSuccess: ({ name, version }) => say(`${name}, version ${version}, is promoted and frozen`) },
          );
        }}
      />
    </>
  );
}

function Exports() {
  return (
    <div className={styles.exports}>
      <ExportLink label="Payout file" make={useCaseList('payouts')} />
      <ExportLink label="Before and after by partner" make={useCaseList('partners')} />
    </div>
  );
}
