/** The plan as it reads: a sentence for each line, its values changed where they stand; then its limits, then what is assumed. */
import { IconPlus } from '@tabler/icons-react';
import { Button } from '../../../parts/Button.tsx';
import { Choose } from '../../../parts/Choose.tsx';
import { DocumentText } from '../../../parts/DocumentText.tsx';
import { Faults } from '../../../parts/Faults.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed, Settled } from '../../../parts/states.tsx';
import { useCall } from '../../../transport/calls.ts';
import { useLadder } from '../../trend/known.ts';
import { AssumptionsEditor } from '../assumptions/AssumptionsEditor.tsx';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { Changes } from './Changes.tsx';
import { LineEditor } from './LineEditor.tsx';
import { OrderEditor } from './OrderEditor.tsx';
import styles from './Plan.module.css';
import { SHAPES, withNewLine } from './shapes.ts';
import { TermsEditor } from './TermsEditor.tsx';

/** What is typed is not lost for being wrong: it takes effect only once it makes a plan. */
function ApplyDocument({ document }: { readonly document: Record<string, unknown> }) {
  const edits = useEdits();
  const { data, error, isPlaceholderData } = useCall('incentive.check', { plan: document });
  const plan = isPlaceholderData ? undefined : data?.plan;
  return (
    <>
      {data && <Faults faults={data.faults} title="This is no plan yet" />}
      {error && <Failed what="The document could not be checked" error={error} />}
      <Button disabled={!plan} onClick={() => plan && edits?.setPlan(plan, 'Document edited')}>
        {plan === null ? 'Apply the document, once it makes a plan' : 'Apply the document'}
      </Button>
    </>
  );
}

/** Faults of these places are said beside their forms. */
const SAID_ELSEWHERE = /^(lines\.\d|pool|partnerCap|rounding|effective|currency|fx|source|regionGroups|name|example)/;

const isWithin = (place: string, whole: string): boolean => place === whole || place.startsWith(`${whole}.`);

export function PlanEditor() {
  const { draft, refused } = usePlanWork();
  const edits = useEdits();
  const levels = useLadder()?.levels ?? [];
  const { plan } = draft.present;
  const { data: check } = useCall('incentive.check', { plan });
  const sentences = useCall('incentive.sentences', { plan });
  const elsewhere = refused.filter(({ place }) => !SAID_ELSEWHERE.test(place));
  return (
    <div className={styles.editor}>
      <Section title="The plan in sentences" aside={<Changes />}>
        <Faults faults={elsewhere} title="Not taken: this makes no plan" />
        <Settled query={sentences} what="The plan could not be written as sentences" rows={10}>
          {(lines) =>
            lines.map((line, index) => (
              <LineEditor
                key={line.place}
                sentence={line}
                index={index}
                advice={(check?.advice ?? []).filter(({ place }) => isWithin(place, line.place))}
              />
            ))
          }
        </Settled>
        <Choose
          name="A line that pays"
          choices={SHAPES.map(({ id, label }) => ({ value: id, label }))}
          onChoose={(id) => {
            const shape = SHAPES.find((one) => one.id === id);
            if (shape) edits?.setPlan(withNewLine(draft.present.plan, shape, levels), `${shape.label} added`);
          }}
        >
          <Button small icon={IconPlus}>
            Add a line
          </Button>
        </Choose>
      </Section>
      <OrderEditor />
      <TermsEditor />
      <AssumptionsEditor />
      <DocumentText
        document={plan}
        label="Plan document"
        basis="as the terminal takes it with --plan"
        apply={(document) => <ApplyDocument document={document} />}
      />
    </div>
  );
}
