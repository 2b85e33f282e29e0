/** One plan: its draft beside what it does, and what can be done with the whole of it. */
import { IconCopy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useEffect, useRef } from 'react';
import type { IncentiveScenario } from '../../../analytics/api/documents/incentiveCase.ts';
import type { TierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import type { SavedPlan } from '../../../analytics/api/incentives.ts';
import { DraftSteps, Overtaken, useDraftKeys } from '../../drafts/DraftSteps.tsx';
import { type DraftHandle, useDraft } from '../../drafts/drafts.ts';
import { Button } from '../../parts/Button.tsx';
import { NameForm } from '../../parts/NameForm.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Failed, Frame } from '../../parts/states.tsx';
import { change, changeExtra, useAddress } from '../../shell/location.ts';
import { say } from '../../shell/statusLine.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCall, useCommand } from '../../transport/calls.ts';
import { call } from '../../transport/connection.ts';
import { useNewest } from '../../transport/newest.ts';
import styles from './Incentives.module.css';
import type { IncentiveWork, PlanWork } from './IncentiveWork.ts';
import { Lab } from './Lab.tsx';
import { freeName } from './plans.ts';
import { type CaseTerms, useCaseTerms, useIncentiveCase, useTierProgram } from './useIncentiveCase.ts';
import { useRefused } from './useRefused.ts';
import { PlanEditor, PromotePanel } from './views.ts';

interface PlanScreenProps {
  readonly open: SavedPlan;
  readonly plans: readonly SavedPlan[];
}

export function PlanScreen({ open, plans }: PlanScreenProps) {
  const { path } = useWorkspace();
  const stored = useCall('incentive.plan', { id: open.id });
  const origin = useCall('incentive.plan', { id: open.baseline ?? open.id }, { enabled: open.baseline !== null });
  const draft = useDraft(`incentives/${path}#${open.id}`, stored.data?.scenario);
  useDraftKeys(draft);
  const tiers = useTierProgram(draft?.present.tierProgram);
  const { terms, error: trouble } = useCaseTerms(plans);
  const baseline = open.baseline === null ? stored.data : origin.data;
  if (draft && baseline && terms && tiers.ready) {
    return (
      <Plan
        open={open}
        plans={plans}
        draft={draft}
        stored={stored.data?.scenario.plan.name ?? open.name}
        baseline={{ name: baseline.saved.name, scenario: baseline.scenario }}
        tiers={tiers.program}
        terms={terms}
      />
    );
  }
  const error = stored.error ?? origin.error ?? tiers.error ?? trouble;
  return (
    <Screen title="Incentives" basis={open.name}>
      {error ? <Failed what="The plan could not be opened" error={error} /> : <Frame rows={14} />}
    </Screen>
  );
}

interface PlanProps extends PlanScreenProps {
  readonly draft: DraftHandle<IncentiveScenario>;
  /** What the document goes by as it was saved. */
  readonly stored: string;
  readonly baseline: PlanWork['baseline'];
  readonly tiers: TierProgram | undefined;
  readonly terms: CaseTerms;
}

function Plan({ open, plans, draft, stored, baseline, tiers, terms }: PlanProps) {
  const { extra } = useAddress();
  const refused = useRefused(draft);
  const simulation = useNewest('incentive.simulate', useIncentiveCase(draft.document, tiers, terms));
  const save = useSave(open, draft, stored);
  const promoting = extra.panel === 'promote';
  const work: IncentiveWork = {
    open: { saved: open, draft, baseline, refused },
    against: terms.against?.saved.name ?? 'As paid',
    plans,
    conditions: terms.conditions,
    asked: useIncentiveCase(draft.present, tiers, terms),
    simulation,
  };
  return (
    <Lab
      work={work}
      saved={open}
      remark={
        draft.dirty && (
          <span className={styles.unsaved}>
            unsaved<span className="hidden">, kept in this window</span>
          </span>
        )
      }
      actions={
        <Actions
          open={open}
          draft={draft}
          save={save}
          promoting={promoting}
          suggestion={freeName(`${open.name}, draft`, plans)}
        />
      }
      notice={
        <>
          {save.error && (
            <Failed what="The plan was not saved" error={save.error} still="Your changes are still here." />
          )}
          <Overtaken name={open.name} draft={draft} />
        </>
      }
      column={
        <Suspense fallback={<Frame rows={14} />}>
          <PlanEditor />
        </Suspense>
      }
      panel={
        promoting && (
          <aside className={styles.panel} aria-label="Promotion">
            <Suspense fallback={<Frame />}>
              <PromotePanel onClose={() => changeExtra({ panel: '' })} />
            </Suspense>
          </aside>
        )
      }
    />
  );
}

interface Save {
  readonly error: Error | null;
  readonly pending: boolean;
  /** Over the plan open. */
  here(): void;
  /** As another plan, which is opened. */
  as(name: string, baseline: number): void;
}

function useSave(open: SavedPlan, draft: DraftHandle<IncentiveScenario>, stored: string): Save {
  const copy = useCommand('incentive.save', { until: 'incentive.saved' });
  // What is kept must not wait for forecasts that are read again: the engine tells all pages of the change by itself.
  const keep = useMutation({
    mutationFn: (scenario: IncentiveScenario) =>
      call('incentive.save', { id: open.id, name: scenario.plan.name, baseline: open.baseline, scenario }),
    onSuccess: ({ name }, scenario) => {
      say(`${name} saved`);
      if (draft.present.plan.name !== name) draft.edit(scenario, `Named ${name}`);
      draft.saved(scenario);
    },
  });
  // What is saved under a name goes by it in pictures, files and exports too.
  const named = (name: string): IncentiveScenario => ({ ...draft.present, plan: { ...draft.present.plan, name } });
  return {
    error: keep.error ?? copy.error,
    pending: keep.isPending || copy.isPending,
    // A draft that was given another name is renamed; the document of an older one may go by a name that nobody gave it.
    here: () => keep.mutate(named(draft.present.plan.name === stored ? open.name : draft.present.plan.name)),
    as: (name, baseline) =>
      copy.mutate(
        { name, baseline, scenario: named(name) },
        {
          onSuccess: ({ id }) => {
            say(`${name} saved`);
            // The copy holds the work now; the one it was made from is as it was.
            draft.discard();
            change({ item: String(id) });
          },
        },
      ),
  };
}

interface ActionsProps {
  readonly open: SavedPlan;
  readonly draft: DraftHandle<IncentiveScenario>;
  readonly save: Save;
  readonly promoting: boolean;
  /** What a copy could be called. */
  readonly suggestion: string;
}

function Actions({ open, draft, save, promoting, suggestion }: ActionsProps) {
  const frozen = open.state !== 'draft';
  const { dirty } = draft;
  const bar = useRef<HTMLDivElement>(null);
  const wasDirty = useRef(dirty);
  useEffect(() => {
    // The button that saved is gone with what it was for: the keyboard goes on beside it.
    if (wasDirty.current && !dirty && document.activeElement === document.body) {
      bar.current?.focus({ preventScroll: true });
    }
    wasDirty.current = dirty;
  }, [dirty]);
  return (
    <div ref={bar} className={styles.actions} tabIndex={-1}>
      <DraftSteps draft={draft} />
      {!(frozen && dirty) && (
        <NameForm
          icon={IconCopy}
          label="Copy"
          verb="Copy"
          suggestion={suggestion}
          onName={(name) => save.as(name, open.baseline ?? open.id)}
        />
      )}
      {dirty &&
        (frozen ? (
          <NameForm
            label="Save as…"
            kind="primary"
            verb="Save"
            suggestion={suggestion}
            onName={(name) => save.as(name, open.id)}
          />
        ) : (
          <Button kind="primary" disabled={save.pending} onClick={save.here}>
            Save
          </Button>
        ))}
      <Button
        kind={dirty || promoting || frozen ? 'plain' : 'primary'}
        aria-expanded={promoting}
        onClick={() => changeExtra({ panel: promoting ? '' : 'promote' })}
      >
        {frozen ? 'Promoted…' : 'Promote…'}
      </Button>
    </div>
  );
}
