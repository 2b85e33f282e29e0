/** How sure the forecast is. */
import { Awaited } from '../../../parts/Awaited.tsx';
import { Section } from '../../../parts/Section.tsx';
import styles from './Answers.module.css';
import type { PartProps } from './parts.ts';
import { SureAnswer } from './SureAnswer.tsx';
import { DRAWING, useOutlook } from './useOutlook.ts';

export function SureSection({
  asked,
  budget,
  names,
  onPartner,
}: PartProps & { readonly budget: string | null; readonly onPartner: (partner: string) => void }) {
  const long = useOutlook(asked, { budget });
  const { isPlaceholderData, isFetching } = long.query;
  return (
    <Section
      className={styles.sure}
      number={4}
      title="How sure are we?"
      basis="change of the forecast cost"
      busy={isFetching}
    >
      <Awaited long={long} what="The forecast could not be drawn" stage={DRAWING}>
        {(outlook) => (
          <SureAnswer
            outlook={outlook}
            names={names}
            onPartner={onPartner}
            tried={{ asked, budget, enabled: !isPlaceholderData }}
          />
        )}
      </Awaited>
    </Section>
  );
}
