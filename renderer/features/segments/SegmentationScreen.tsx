/** One segmentation: its draft, its views, and what can be done with the whole of it. */
import { Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { Suspense, useMemo } from 'react';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import type { Segmentation } from '../../../analytics/api/documents/segmentation.ts';
import type { SegmentCaseInput } from '../../../analytics/api/documents/segmentCase.ts';
import type { SavedSegmentation, SegmentationTemplate } from '../../../analytics/api/segments.ts';
import { formatDate } from '../../../analytics/present/dates.ts';
import { DraftSteps, Overtaken, useDraftKeys } from '../../drafts/DraftSteps.tsx';
import { type DraftHandle, useDraft } from '../../drafts/drafts.ts';
import { Button, Segmented } from '../../parts/Button.tsx';
import { NameForm } from '../../parts/NameForm.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Failed, Frame } from '../../parts/states.tsx';
import { change, changeExtra, useAddress } from '../../shell/location.ts';
import { useOwnContext } from '../../shell/ownContext.ts';
import { say } from '../../shell/statusLine.ts';
import { useLocale, useWorkspace } from '../../shell/workspace.ts';
import { useCall, useCommand } from '../../transport/calls.ts';
import { useNewest } from '../../transport/newest.ts';
import { openSaved, openTemplate } from './address.ts';
import styles from './Segments.module.css';
import type { Open } from './SegmentsScreen.tsx';
import { type SegmentWork, SegmentWorkContext } from './SegmentWork.ts';
import { saveSegments } from './saveSegments.ts';
import { useRefused } from './useRefused.ts';
import { VIEWS } from './views.ts';

interface SegmentationScreenProps {
  readonly open: Open;
  readonly saved: readonly SavedSegmentation[];
  readonly templates: readonly SegmentationTemplate[];
}

export function SegmentationScreen({ open, saved, templates }: SegmentationScreenProps) {
  const { path } = useWorkspace();
  const kept = 'saved' in open ? open.saved : null;
  const stored = useCall('segment.open', { id: kept?.id ?? 0 }, { enabled: kept !== null });
  const document = 'template' in open ? open.template.segmentation : stored.data?.segmentation;
  const draft = useDraft<Segmentation>(
    `segments/${path}#${'template' in open ? open.template.id : open.saved.id}`,
    document,
  );
  useDraftKeys(draft);
  const title = { title: 'Segments', basis: kept?.name ?? ('template' in open ? open.template.name : '') };
  if (!draft) {
    return (
      <Screen {...title}>
        {stored.error ? (
          <Failed what="The segmentation could not be opened" error={stored.error} />
        ) : (
          <Frame rows={14} />
        )}
      </Screen>
    );
  }
  return <Opened kept={kept} draft={draft} saved={saved} templates={templates} />;
}

interface OpenedProps extends Omit<SegmentationScreenProps, 'open'> {
  readonly kept: SavedSegmentation | null;
  readonly draft: DraftHandle<Segmentation>;
}

function Opened({ kept, draft, saved, templates }: OpenedProps) {
  const { extra, where } = useAddress();
  const locale = useLocale();
  const refused = useRefused(draft);
  const id = kept?.id;
  const live = useMemo(() => ({ ...caseOf(draft.document, where, id), drag: 'segments' }), [draft.document, where, id]);
  const asked = useMemo(() => caseOf(draft.present, where, id), [draft.present, where, id]);
  const run = useNewest('segment.run', live);
  useOwnContext(run.data && `the year to ${formatDate(run.data.basis.asOf, locale)}`);
  const save = useCommand('segment.save', { until: 'segment.saved' });
  const assign = useCommand('segment.assign');
  const view = VIEWS.find(({ id }) => id === extra.view) ?? VIEWS[0];
  const keep = (id: number | undefined, name: string): void => {
    const segmentation = { ...draft.present, name };
    save.mutate(
      { ...(id === undefined ? {} : { id }), name, segmentation },
      {
        onSuccess: (done) => {
          say(`${done.name} saved`);
          if (done.id === kept?.id) {
            draft.saved(segmentation);
            return;
          }
          draft.discard();
          openSaved(done.id);
        },
      },
    );
  };
  const work: SegmentWork = { saved: kept, draft, asked, run, refused };
  const name = kept?.name ?? draft.document.name;
  return (
    <SegmentWorkContext value={work}>
      <Screen
        title="Segments"
        body="fill"
        basis={
          <>
            <SegmentationMenu name={name} saved={saved} templates={templates} />{' '}
            {draft.dirty && <span className={styles.unsaved}>unsaved, kept in this window. </span>}
            {kept === null ? (
              'not saved yet'
            ) : kept.inForce ? (
              <span title="Filters, scorecards, tiers and incentives know its segments up to this day">
                {inForceWords(kept, run.data?.basis.asOf, locale)}
              </span>
            ) : (
              'saved, not in force'
            )}
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
            <Button icon={IconDownload} onClick={() => void saveSegments(asked)}>
              Export
            </Button>
            {kept === null || !draft.dirty ? (
              <NameForm
                label={kept === null ? 'Save as…' : 'Copy'}
                kind={kept === null ? 'primary' : 'plain'}
                verb="Save"
                suggestion={kept === null ? name : `${name}, copy`}
                onName={(given) => keep(undefined, given)}
              />
            ) : (
              <Button kind="primary" disabled={save.isPending} onClick={() => keep(kept.id, kept.name)}>
                Save
              </Button>
            )}
            {kept !== null && !draft.dirty && (
              <Button
                kind={kept.inForce ? 'plain' : 'primary'}
                disabled={assign.isPending}
                onClick={() => assign.mutate({ id: kept.id }, { onSuccess: (done) => say(`${done.name} is in force`) })}
              >
                {kept.inForce ? 'Place partners anew' : 'Put in force'}
              </Button>
            )}
          </>
        }
      >
        {save.error && (
          <Failed what="The segmentation was not saved" error={save.error} still="Your changes are still here." />
        )}
        {assign.error && <Failed what="The segmentation was not put in force" error={assign.error} />}
        <Overtaken name={name} draft={draft} />
        <Suspense fallback={<Frame rows={14} />}>
          <view.Component />
        </Suspense>
      </Screen>
    </SegmentWorkContext>
  );
}

/** @param saved the saved segmentation, whose partners moved by hand stay where they were put */
function caseOf(
  segmentation: Segmentation,
  where: readonly Filter[],
  saved: number | undefined,
): SegmentCaseInput & { readonly segmentation: Segmentation } {
  return { segmentation, where: [...where], ...(saved === undefined ? {} : { saved }) };
}

/** Up to when partners are placed, and why they should be again where that is not up to date. */
function inForceWords({ placed, version }: SavedSegmentation, asOf: string | undefined, locale: string): string {
  if (!placed) return 'in force';
  const until = `in force to ${formatDate(placed.to, locale)}`;
  if (placed.version < version) return `${until}, as an earlier version placed partners`;
  return asOf !== undefined && placed.to < asOf ? `${until}; there are newer quarters` : until;
}

interface SegmentationMenuProps {
  readonly name: string;
  readonly saved: readonly SavedSegmentation[];
  readonly templates: readonly SegmentationTemplate[];
}

function SegmentationMenu({ name, saved, templates }: SegmentationMenuProps) {
  const remove = useCommand('segment.remove');
  const { item } = useAddress();
  const open = saved.find(({ id }) => String(id) === item);
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.pick}>
          <span className="ellipsis">{name}</span>
          <IconChevronDown size={12} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {saved.length > 0 && <Menu.Label>Saved</Menu.Label>}
        {saved.map(({ id, name: label, inForce }) => (
          <Menu.Item key={id} onClick={() => openSaved(id)}>
            {label}
            {inForce && ', in force'}
          </Menu.Item>
        ))}
        <Menu.Label>Begin with</Menu.Label>
        {templates.map(({ id, name: label, shape }) => (
          <Menu.Item key={id} onClick={() => openTemplate(id)} title={shape}>
            {label}
          </Menu.Item>
        ))}
        {open && !open.inForce && (
          <>
            <Menu.Divider />
            <Menu.Item
              onClick={() => remove.mutate({ id: open.id }, { onSuccess: () => change({ item: null, extra: {} }) })}
            >
              Remove {open.name}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
