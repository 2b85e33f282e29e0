/** Where each argument about definitions is settled once. Changes wait until they are saved together as one version. */
import { useState } from 'react';
import type { Policy } from '../../../analytics/api/documents/policy.ts';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Failed } from '../../parts/states.tsx';
import { say, useScreenStatus } from '../../shell/statusLine.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCommand } from '../../transport/calls.ts';
import { changesOf, problemsOf } from './changes.ts';
import { IndexTargets } from './IndexTargets.tsx';
import { CalendarSection, NetworkSection, RevenueSection } from './NetworkSections.tsx';
import { TermsSection, WhoCounts } from './PartnerSections.tsx';
import styles from './PolicyScreen.module.css';

export default function PolicyScreen() {
  const { policy, policyVersion } = useWorkspace();
  // A new version, by this page or another one, begins a new draft.
  return <PolicyForm key={policyVersion} saved={policy} version={policyVersion} />;
}

function PolicyForm({ saved, version }: { readonly saved: Policy; readonly version: number }) {
  const [draft, setDraft] = useState(saved);
  const save = useCommand('policy.set');
  const changes = changesOf(saved, draft);
  const problems = problemsOf(draft);
  const set = (part: Partial<Policy>): void => setDraft({ ...draft, ...part });
  const section = { draft, changes, onChange: set };
  useScreenStatus({ basis: `policy version ${version} in force` });

  return (
    <Screen
      title="Policy"
      basis="Each change makes a new version; figures say which version they stand on"
      actions={
        <>
          {changes.length > 0 && <Button onClick={() => setDraft(saved)}>Discard</Button>}
          <Button
            kind="primary"
            disabled={changes.length === 0 || problems.length > 0 || save.isPending}
            onClick={() =>
              save.mutate(
                { policy: draft },
                { onSuccess: ({ policyVersion }) => say(`Policy version ${policyVersion} saved`) },
              )
            }
          >
            {problems.length > 0
              ? 'Save, one answer missing'
              : changes.length === 0
                ? 'Nothing to save'
                : `Save ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`}
          </Button>
        </>
      }
    >
      {save.error && <Failed what="The policy was not saved" error={save.error} still="Your changes are still here." />}
      {problems.map((problem) => (
        <p key={problem} className="bad">
          {problem}
        </p>
      ))}
      <div className={styles.columns}>
        <div className={styles.column}>
          <NetworkSection {...section} />
          <CalendarSection {...section} />
          <RevenueSection {...section} />
        </div>
        <div className={`${styles.column} ${styles.split}`}>
          <WhoCounts {...section} />
          <TermsSection {...section} />
        </div>
      </div>
      <div className={styles.targets}>
        <IndexTargets
          saved={saved}
          draft={draft}
          changes={changes}
          onChange={(indexTargets) => set({ indexTargets })}
        />
      </div>
    </Screen>
  );
}
