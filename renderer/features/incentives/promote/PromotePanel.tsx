/** Promotion: the version is frozen with who approved it and why; what is to be paid goes out as files. */
import { IconDownload } from '@tabler/icons-react';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { Button } from '../../../parts/Button.tsx';
import { PromotionForm } from '../../../parts/PromotionForm.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { change } from '../../../shell/location.ts';
import { say } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCommand } from '../../../transport/calls.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import styles from './Promote.module.css';
import { useExport } from './useExport.ts';

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
      basis={
        promoted
          ? `in force from ${formatDate(promoted.effectiveFrom, locale)}: ${promoted.reason}`
          : 'freezes this version; a later change makes a copy'
      }
      aside={
        <button type="button" className="link" onClick={onClose}>
          Close
        </button>
      }
    >
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
  const { state, start } = useExport();
  const locale = useLocale();
  return (
    <div className={styles.exports}>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('payouts')}>
        Payout file
      </Button>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('partners')}>
        Before and after by partner
      </Button>
      {state.phase === 'saved' && (
        <span role="status">
          {state.rows.toLocaleString(locale)} rows in {state.where}
        </span>
      )}
      {state.phase === 'failed' && <Failed what="The file was not written" error={state.error} />}
    </div>
  );
}
