/** Beginning a plan: from a rate card, a template or JSON. */
import { Activity } from 'react';
import type { SavedPlan } from '../../../../analytics/api/incentives.ts';
import { Button, Segmented } from '../../../parts/Button.tsx';
import { Screen } from '../../../parts/Screen.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { change, changeExtra, useAddress } from '../../../shell/location.ts';
import { say } from '../../../shell/statusLine.ts';
import { useCommand } from '../../../transport/calls.ts';
import { freeName } from '../plans.ts';
import type { BeginProps } from './begin.ts';
import { JsonText } from './JsonText.tsx';
import { PasteCard } from './PasteCard.tsx';
import styles from './Start.module.css';
import { Templates } from './Templates.tsx';
import { WAYS, type WayId } from './ways.ts';

const VIEWS = { paste: PasteCard, template: Templates, json: JsonText } as const satisfies Record<WayId, unknown>;

interface StartScreenProps {
  /** What to go back to: the name of a plan, or what was paid. */
  readonly back: string;
  readonly plans: readonly SavedPlan[];
}

export default function StartScreen({ back, plans }: StartScreenProps) {
  const { extra } = useAddress();
  const save = useCommand('incentive.save');
  const { value: way, basis } = WAYS.find(({ value }) => value === extra.way) ?? WAYS[0];
  const begin: BeginProps['onBegin'] = (plan, wanted) => {
    const name = freeName(wanted, plans);
    save.mutate(
      { name, scenario: { plan: { ...plan, name } } },
      {
        onSuccess: ({ id }) => {
          say(`${name} begun`);
          change({ item: String(id), extra: {} });
        },
      },
    );
  };
  return (
    <Screen
      title="Incentives"
      basis="A plan says what is paid for what; everything else follows from it"
      actions={<Button onClick={() => changeExtra({ view: '', way: '' })}>Back to {back}</Button>}
    >
      {save.error && <Failed what="The plan could not be begun" error={save.error} still="Nothing was saved." />}
      <div className={styles.begin}>
        <Section title="Begin a plan" basis={basis}>
          <div className={styles.choice}>
            <Segmented
              label="Begin from"
              value={way}
              options={WAYS}
              onChange={(chosen) => changeExtra({ way: chosen === WAYS[0].value ? '' : chosen }, { replace: true })}
            />
          </div>
          {WAYS.map(({ value }) => {
            const Way = VIEWS[value];
            // What was typed stays while another way is looked at.
            return (
              <Activity key={value} mode={value === way ? 'visible' : 'hidden'}>
                <Way onBegin={begin} />
              </Activity>
            );
          })}
        </Section>
      </div>
    </Screen>
  );
}
