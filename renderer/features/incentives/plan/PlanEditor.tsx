/** The plan as it reads: a sentence for each line, its values changed where they stand; then its limits, then what is assumed. */
import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Button } from '../../../parts/Button.tsx';
import { DocumentText } from '../../../parts/DocumentText.tsx';
import { Faults } from '../../../parts/Faults.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed, Settled } from '../../../parts/states.tsx';
import { useCall } from '../../../transport/calls.ts';
import { AssumptionsEditor } from '../assumptions/AssumptionsEditor.tsx';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { Changes } from './Changes.tsx';
import { LineEditor } from './LineEditor.tsx';
import { NEW_LINES, withNewLine } from './lines.ts';
import { OrderEditor } from './OrderEditor.tsx';
import styles from './Plan.module.css';

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

export function PlanEditor() {
  const { draft, refused } = usePlanWork();
  const edits = useEdits();
  const { plan } = draft.present;
  const sentences = useCall('incentive.sentences', { plan });
  const elsewhere = refused.filter(({ place }) => !/^(lines\.\d|pool|rounding)/.test(place));
  return (
    <div className={styles.editor}>
      <Section title="The plan in sentences" aside={<Changes />}>
        <Faults faults={elsewhere} title="Not taken: this makes no plan" />
        <Settled query={sentences} what="The plan could not be written as sentences" rows={10}>
          {(lines) => lines.map((line, index) => <LineEditor key={line.place} sentence={line} index={index} />)}
        </Settled>
        <Menu>
          <Menu.Target>
            <Button small icon={IconPlus}>
              Add a line
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {NEW_LINES.map((line) => (
              <Menu.Item key={line.id} onClick={() => edits?.setPlan(withNewLine(plan, line), `${line.label} added`)}>
                {line.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Section>
      <OrderEditor />
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
