/** One program: its draft, its views, and what can be done with the whole of it. */
import { IconCopy } from '@tabler/icons-react';
import { Suspense, useMemo } from 'react';
import type { SavedProgram } from '../../../analytics/api/tiers.ts';
import { DraftSteps, Overtaken, useDraftKeys } from '../../drafts/DraftSteps.tsx';
import { useDraft } from '../../drafts/drafts.ts';
import { Button, Segmented } from '../../parts/Button.tsx';
import { NameForm } from '../../parts/NameForm.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Failed, Frame } from '../../parts/states.tsx';
import { change, changeExtra, useAddress } from '../../shell/location.ts';
import { say } from '../../shell/statusLine.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCall, useCommand } from '../../transport/calls.ts';
import { againstOf, exceptionsApply } from './address.ts';
import { ProgramMenu } from './ProgramMenu.tsx';
import styles from './Tiers.module.css';
import { type TierWork, TierWorkContext } from './TierWork.ts';
import { useAsOf } from './useAsOf.ts';
import { ExplainPanel, PromotePanel, VIEWS } from './views.ts';

interface ProgramScreenProps {
  readonly open: SavedProgram;
  readonly programs: readonly SavedProgram[];
}

export function ProgramScreen({ open, programs }: ProgramScreenProps) {
  const { path } = useWorkspace();
  const { extra, where } = useAddress();
  const { asOf, ready } = useAsOf();
  const stored = useCall('tier.program', { id: open.id });
  const origin = useCall('tier.program', { id: open.baseline ?? open.id }, { enabled: open.baseline !== null });
  const draft = useDraft(`tiers/${path}#${open.id}`, stored.data?.program);
  const save = useCommand('tier.save', { until: 'tier.saved' });
  useDraftKeys(draft);
  const view = VIEWS.find(({ id }) => id === extra.view) ?? VIEWS[0];
  const exceptions = exceptionsApply(extra);
  const conditions = useMemo(
    () => ({ where: [...where], exceptions, ...(asOf === undefined ? {} : { asOf }) }),
    [where, exceptions, asOf],
  );
  const baseline = useMemo((): TierWork['baseline'] | null => {
    if (open.baseline === null) return stored.data ? { name: open.name, program: stored.data.program } : null;
    return origin.data ? { name: origin.data.saved.name, program: origin.data.program } : null;
  }, [open, stored.data, origin.data]);
  const compared = extra.against;
  const against = useMemo((): TierWork['against'] => {
    const choice = againstOf(compared === undefined ? {} : { against: compared });
    if (choice === null) return undefined;
    if (choice === 'in-force') return { kind: 'in-force' };
    if (choice === 'baseline') return baseline ? { kind: 'program', program: baseline.program } : undefined;
    return { kind: 'date', on: choice.on };
  }, [compared, baseline]);

  const error = stored.error ?? origin.error;
  if (!draft || !baseline || !ready) {
    return (
      <Screen title="Tiers" basis={open.name}>
        {error ? <Failed what="The program could not be opened" error={error} /> : <Frame rows={14} />}
      </Screen>
    );
  }
  const frozen = open.state !== 'draft';
  const promoting = extra.panel === 'promote';
  const keep = (id: number | undefined, name: string, from: number | null): void => {
    // What is saved under a name goes by it in pictures, files and exports too.
    const program = { ...draft.present, name };
    save.mutate(
      { ...(id === undefined ? {} : { id }), name, baseline: from, program },
      {
        onSuccess: (saved) => {
          say(`${saved.name} saved`);
          if (saved.id === open.id) {
            if (draft.present.name !== name) draft.edit(program, `Named ${name}`);
            draft.saved(program);
            return;
          }
          // The copy holds the work now; the one it was made from is as it was.
          draft.discard();
          change({ item: String(saved.id) });
        },
      },
    );
  };
  const work: TierWork = { saved: open, draft, baseline, conditions, against };
  return (
    <div className={styles.screen}>
      <Screen
        title="Tiers"
        body="fill"
        basis={
          <>
            <ProgramMenu programs={programs} open={open} onNew={() => changeExtra({ view: 'start' })} />
            {draft.dirty && <span className={styles.unsaved}>Unsaved, kept in this window. </span>}
            {baseline.name !== open.name && `Beside ${baseline.name} (baseline)`}
          </>
        }
        actions={
          <>
            <DraftSteps draft={draft} />
            <Segmented
              label="View"
              value={view.id}
              options={VIEWS.map(({ id, label }) => ({ value: id, label }))}
              onChange={(id) => changeExtra({ view: id === VIEWS[0].id ? '' : id })}
            />
            {!(frozen && draft.dirty) && (
              <NameForm
                icon={IconCopy}
                label="Copy"
                verb="Copy"
                suggestion={`${open.name}, draft`}
                onName={(name) => keep(undefined, name, open.baseline ?? open.id)}
              />
            )}
            {draft.dirty &&
              (frozen ? (
                <NameForm
                  label="Save as…"
                  kind="primary"
                  verb="Save"
                  suggestion={`${open.name}, draft`}
                  onName={(name) => keep(undefined, name, open.id)}
                />
              ) : (
                <Button
                  kind="primary"
                  disabled={save.isPending}
                  onClick={() => keep(open.id, open.name, open.baseline)}
                >
                  Save
                </Button>
              ))}
            <Button
              kind={draft.dirty || promoting || frozen ? 'plain' : 'primary'}
              aria-expanded={promoting}
              onClick={() => changeExtra({ panel: promoting ? '' : 'promote', why: '' })}
            >
              {frozen ? 'Promoted…' : 'Promote…'}
            </Button>
          </>
        }
      >
        {save.error && (
          <Failed what="The program was not saved" error={save.error} still="Your changes are still here." />
        )}
        <Overtaken name={open.name} draft={draft} />
        <TierWorkContext value={work}>
          <div className={styles.places}>
            <div className={styles.work}>
              <Suspense fallback={<Frame rows={14} />}>
                <view.Component />
              </Suspense>
            </div>
            {extra.why !== undefined && (
              <aside className={styles.panel} aria-label="Why this level">
                <Suspense fallback={<Frame />}>
                  <ExplainPanel partner={extra.why} onClose={() => changeExtra({ why: '' })} />
                </Suspense>
              </aside>
            )}
            {promoting && (
              <aside className={styles.panel} aria-label="Promotion">
                <Suspense fallback={<Frame />}>
                  <PromotePanel onClose={() => changeExtra({ panel: '' })} />
                </Suspense>
              </aside>
            )}
          </div>
        </TierWorkContext>
      </Screen>
    </div>
  );
}
