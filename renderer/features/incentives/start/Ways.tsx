/** Beside what was paid: the plans there are, and the ways to begin one. */
import { IconArrowRight } from '@tabler/icons-react';
import type { SavedPlan } from '../../../../analytics/api/incentives.ts';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra } from '../../../shell/location.ts';
import { openPlan } from '../address.ts';
import { planGroups, planWords } from '../plans.ts';
import styles from './Start.module.css';
import { WAYS } from './ways.ts';

interface WaysProps {
  readonly plans: readonly SavedPlan[];
}

export function Ways({ plans }: WaysProps) {
  return (
    <div className={styles.ways}>
      <Section title="As paid" basis="payouts as they were loaded">
        <p className={styles.text}>
          What was paid needs no plan. Begin one, and see what it would have paid on the same history, to whom, and why.
        </p>
        <ul className={styles.links}>
          {WAYS.map(({ value, label, basis }) => (
            <li key={value}>
              <button type="button" className="link" onClick={() => changeExtra({ view: 'start', way: value })}>
                {label} <IconArrowRight size={13} stroke={1.6} aria-hidden="true" />
              </button>
              <span className="small">{basis}</span>
            </li>
          ))}
        </ul>
      </Section>
      {planGroups(plans).map(({ label, members }) => (
        <Section key={label} title={label === 'In force' ? 'Plans in force' : label}>
          <ul className={styles.links}>
            {members.map((plan) => (
              <li key={plan.id}>
                <button type="button" className="link ellipsis" onClick={() => openPlan(plan.id)}>
                  {planWords(plan)}
                </button>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
