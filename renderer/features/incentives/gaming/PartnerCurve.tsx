/** What one partner is paid for selling more, line by line: which partner and which line stands in the address. */
import { Select } from '@mantine/core';
import { PartnerPick } from '../../../parts/PartnerPick.tsx';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import styles from './Gaming.module.css';
import { PayCurve } from './PayCurve.tsx';

export function PartnerCurve() {
  const { open } = useIncentiveWork();
  const { extra } = useAddress();
  const lines = open?.draft.present.plan.lines ?? [];
  const line = lines.find(({ id }) => id === extra.line) ?? lines[0];
  if (!line) return null;
  return (
    <Section title="What one partner is paid for selling more" basis="on the base of a period">
      <div className={styles.choice}>
        <PartnerPick
          value={extra.partner ?? null}
          onChange={(id) => changeExtra({ partner: id ?? '' }, { replace: true })}
        />
        <Select
          label="Line"
          allowDeselect={false}
          data={lines.map(({ id, label }) => ({ value: id, label: label ?? id }))}
          value={line.id}
          onChange={(id) => id !== null && changeExtra({ line: id }, { replace: true })}
        />
      </div>
      {extra.partner === undefined ? (
        <p className={styles.say}>Choose a partner to see its curve.</p>
      ) : (
        <PayCurve partner={extra.partner} line={line.id} />
      )}
    </Section>
  );
}
