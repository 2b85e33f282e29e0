/** Promotion: the version is frozen with who approved it and why; the level list and the calls go out as files. */
import { IconDownload } from '@tabler/icons-react';
import { Button } from '../../../parts/Button.tsx';
import { PromotionForm } from '../../../parts/PromotionForm.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { say } from '../../../shell/statusLine.ts';
import { useCommand } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';
import styles from './Promote.module.css';
import { useExport } from './useExport.ts';

interface PromotePanelProps {
  readonly onClose: () => void;
}

export function PromotePanel({ onClose }: PromotePanelProps) {
  const { saved, draft } = useTierWork();
  const promote = useCommand('tier.promote', { until: 'tier.saved' });
  const frozen = saved.state !== 'draft';
  return (
    <Section
      title={frozen ? `Promoted by ${saved.promoted?.approver}` : `Promote ${saved.name}`}
      basis={
        frozen
          ? `in force from ${saved.promoted?.effectiveFrom}: ${saved.promoted?.reason}`
          : 'freezes this version; a later change makes a copy'
      }
      aside={
        <button type="button" className="link" onClick={onClose}>
          Close
        </button>
      }
    >
      {promote.error && (
        <Failed what="The program was not promoted" error={promote.error} still="It is still a draft." />
      )}
      {!frozen && (
        <PromotionForm
          dirty={draft.dirty}
          ownStart={draft.present.effectiveFrom}
          pending={promote.isPending}
          onPromote={(terms) =>
            promote.mutate(
              { id: saved.id, ...terms },
              { onSuccess: ({ name, version }) => say(`${name}, version ${version}, is promoted and frozen`) },
            )
          }
        />
      )}
      <Exports />
    </Section>
  );
}

function Exports() {
  const { state, start } = useExport();
  return (
    <div className={styles.exports}>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('levels')}>
        New level list
      </Button>
      <Button icon={IconDownload} disabled={state.phase === 'working'} onClick={() => start('calls')}>
        Call list by owner
      </Button>
      {state.phase === 'saved' && (
        <span role="status">
          {state.rows.toLocaleString('en')} rows in {state.where}
        </span>
      )}
      {state.phase === 'failed' && <Failed what="The list was not written" error={state.error} />}
    </div>
  );
}
