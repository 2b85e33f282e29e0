/** Segments: who to invest in, develop, keep as is, or let go. A saved segmentation, or a way to begin one. */
import type { SavedSegmentation, SegmentationTemplate } from '../../../analytics/api/segments.ts';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Empty, Failed, Frame } from '../../parts/states.tsx';
import { change, go, useAddress } from '../../shell/location.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { templateOf } from './address.ts';
import { OWN_RULES } from './ownRules.ts';
import { SegmentationScreen } from './SegmentationScreen.tsx';

export default function SegmentsScreen() {
  const { rows } = useWorkspace();
  const { item } = useAddress();
  const saved = useCall('segment.saved', {});
  const templates = useCall('segment.templates', {});
  if ((rows.partner ?? 0) === 0) {
    return (
      <Screen title="Segments">
        <Empty
          action={
            <Button kind="primary" onClick={() => go({ screen: 'data' })}>
              Load files
            </Button>
          }
        >
          Who to invest in, develop, keep or let go will be here as soon as partners and deals are loaded.
        </Empty>
      </Screen>
    );
  }
  const error = saved.error ?? templates.error;
  if (!saved.data || !templates.data) {
    return (
      <Screen title="Segments">
        {error ? <Failed what="The segmentations could not be read" error={error} /> : <Frame rows={14} />}
      </Screen>
    );
  }
  const begun = [...templates.data, OWN_RULES];
  if (item !== null && !isThere(saved.data, begun, item)) {
    return (
      <Screen title="Segments">
        <Empty
          action={
            <Button kind="primary" onClick={() => change({ item: null, extra: {} })}>
              Open the segmentation in use
            </Button>
          }
        >
          There is no segmentation “{item}”: it was removed, or the address has a slip.
        </Empty>
      </Screen>
    );
  }
  const open = chosen(saved.data, begun, item);
  if (!open) return <Screen title="Segments">{null}</Screen>;
  const key = 'template' in open ? `template ${open.template.id}` : `saved ${open.saved.id}`;
  return <SegmentationScreen key={key} open={open} saved={saved.data} templates={begun} />;
}

export type Open = { readonly saved: SavedSegmentation } | { readonly template: SegmentationTemplate };

function isThere(
  saved: readonly SavedSegmentation[],
  templates: readonly SegmentationTemplate[],
  item: string,
): boolean {
  return saved.some(({ id }) => String(id) === item) || templates.some(({ id }) => id === templateOf(item));
}

/** Of the address; else the one in force, the one saved last, the first way to begin. */
function chosen(
  saved: readonly SavedSegmentation[],
  templates: readonly SegmentationTemplate[],
  item: string | null,
): Open | null {
  const asked = templates.find(({ id }) => id === templateOf(item));
  if (asked) return { template: asked };
  const latest = [...saved].sort((a, b) => b.savedAt.localeCompare(a.savedAt))[0];
  const kept = saved.find(({ id }) => String(id) === item) ?? saved.find(({ inForce }) => inForce) ?? latest;
  if (kept) return { saved: kept };
  return templates[0] ? { template: templates[0] } : null;
}
