/** What each level is worth and costs a year: the figures that the cost of a change is made of. */

import { IconPlus, IconX } from '@tabler/icons-react';
import type { Benefit, TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import { windowLabel } from '../../../measures/windowText.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useMetrics } from '../../../shell/workspace.ts';
import styles from './Requirements.module.css';
import type { Propose } from './useProposal.ts';

interface BenefitsProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function Benefits({ program, propose }: BenefitsProps) {
  const set = (index: number, benefits: readonly Benefit[], label: string): void =>
    propose(
      {
        ...program,
        levels: program.levels.map((level, at) => (at === index ? { ...level, benefits: [...benefits] } : level)),
      },
      label,
    );
  return (
    <Section title="Benefits" basis="a year and partner; a fee is negative">
      {program.levels
        .map((level, index) => {
          const name = level.label ?? level.id;
          return (
            <div key={level.id} className={styles.score}>
              <h3>{name}</h3>
              <ul className={styles.parts}>
                {level.benefits.map((benefit, place) => (
                  <li key={benefit.id} className={styles.line}>
                    <BenefitSentence
                      benefit={benefit}
                      onChange={(next, label) =>
                        set(
                          index,
                          level.benefits.map((old, at) => (at === place ? next : old)),
                          `${name}: ${label}`,
                        )
                      }
                    />
                    <IconButton
                      icon={IconX}
                      label={`Take ${benefit.label ?? benefit.id} of ${name} away`}
                      onClick={() =>
                        set(
                          index,
                          level.benefits.filter((_, at) => at !== place),
                          `${name}: ${benefit.label ?? benefit.id} removed`,
                        )
                      }
                    />
                  </li>
                ))}
              </ul>
              <div className={styles.line}>
                <Button
                  small
                  icon={IconPlus}
                  onClick={() =>
                    set(index, [...level.benefits, fixedBenefit(level.benefits)], `${name}: benefit added`)
                  }
                >
                  A fixed sum
                </Button>
                <Button
                  small
                  icon={IconPlus}
                  onClick={() => set(index, [...level.benefits, rateBenefit(level.benefits)], `${name}: rebate added`)}
                >
                  A share of bookings
                </Button>
              </div>
            </div>
          );
        })
        .reverse()}
    </Section>
  );
}

function BenefitSentence({
  benefit,
  onChange,
}: {
  readonly benefit: Benefit;
  readonly onChange: (benefit: Benefit, label: string) => void;
}) {
  const metrics = useMetrics();
  const name = benefit.label ?? benefit.id;
  return (
    <div className={styles.sentence}>
      <span>{name}</span>
      {benefit.amount !== undefined && (
        <FigureField
          label={`Amount of ${name}`}
          unit="money"
          value={benefit.amount}
          onSet={(amount) => onChange({ ...benefit, amount }, `${name} ${amount}`)}
        />
      )}
      {benefit.amountByRegion && (
        <span className="mut">
          {Object.entries(benefit.amountByRegion)
            .map(([group, amount]) => `${group} ${amount}`)
            .join(', ')}
        </span>
      )}
      {benefit.rate !== undefined && (
        <>
          <FigureField
            label={`Rate of ${name}`}
            unit="ratio"
            value={benefit.rate}
            onSet={(rate) => onChange({ ...benefit, rate }, `${name}: another rate`)}
          />
          of {benefit.of && (metrics.get(benefit.of.metric)?.label ?? benefit.of.metric).toLowerCase()}
          {benefit.of?.window && <span className="mut">{windowLabel(benefit.of.window)}</span>}
        </>
      )}
      {benefit.requirement && <span className="mut">with a gate of its own</span>}
    </div>
  );
}

const freeId = (taken: readonly Benefit[], stem: string): string => {
  const ids = new Set(taken.map(({ id }) => id));
  let number = 1;
  while (ids.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
};

const fixedBenefit = (taken: readonly Benefit[]): Benefit => ({ id: freeId(taken, 'benefit'), amount: '1000' });

const rateBenefit = (taken: readonly Benefit[]): Benefit => ({
  id: freeId(taken, 'rebate'),
  rate: '0.01',
  of: { metric: 'won_amount', filter: [], window: { kind: 'trailing', count: 12, unit: 'month' } },
});
