/** What a segmentation is made of: axes and cuts, scores, features or rules, and the names of its segments. */
import type { Segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { Button } from '../../../parts/Button.tsx';
import { DocumentText } from '../../../parts/DocumentText.tsx';
import { Faults } from '../../../parts/Faults.tsx';
import { useSegmentWork } from '../SegmentWork.ts';
import { AxisEditor } from './AxisEditor.tsx';
import { ClusterEditor } from './ClusterEditor.tsx';
import { ManualMoves } from './ManualMoves.tsx';
import { Names } from './Names.tsx';
import { Population } from './Population.tsx';
import { RfmEditor } from './RfmEditor.tsx';
import { Rules } from './Rules.tsx';

export function SegmentEditor({ run }: { readonly run: SegmentRun }) {
  const { draft, refused, saved } = useSegmentWork();
  const { by } = draft.document;
  const edit = (segmentation: Segmentation, label: string, gesture?: string): void =>
    draft.edit(segmentation, label, gesture ?? null);
  return (
    <>
      <Faults faults={refused} title="Not taken" />
      {'matrix' in by && (
        <>
          <AxisEditor by={by} name="Across" axis="x" run={run} onEdit={edit} />
          <AxisEditor by={by} name="Upwards" axis="y" run={run} onEdit={edit} />
        </>
      )}
      {'rfm' in by && <RfmEditor by={by} run={run} onEdit={edit} />}
      {'kmeans' in by && <ClusterEditor by={by} onEdit={edit} />}
      {'rules' in by && <Rules by={by} run={run} onEdit={edit} />}
      <Population document={draft.document} onEdit={edit} />
      <Names run={run} onEdit={edit} />
      {saved && <ManualMoves segmentation={saved.id} run={run} />}
      <DocumentText
        document={draft.present}
        label="Segmentation document"
        basis="as JSON, all of it"
        apply={(document) => (
          <Button small onClick={() => edit(document as unknown as Segmentation, 'Document replaced')}>
            Take over
          </Button>
        )}
      />
    </>
  );
}
