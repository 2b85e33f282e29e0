/** The profile of the ideal partner: criteria as sentences, each with its weight, and the outcome that it is checked against. */
import { IconPlus, IconX } from '@tabler/icons-react';
import type { PartnerProfile } from '../../../../analytics/api/documents/segmentation.ts';
import { FigureField } from '../../../measures/FigureField.tsx';
import measures from '../../../measures/Measures.module.css';
import { MeasureWords } from '../../../measures/MeasureWords.tsx';
import { useMetricChoices } from '../../../measures/useMetricChoices.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { Choose } from '../../../parts/Choose.tsx';
import { useDimensions, useMetrics } from '../../../shell/workspace.ts';
import { PARTNER_ATTRIBUTES } from './attributes.ts';
import { CriterionWorth } from './CriterionWorth.tsx';
import styles from './Edit.module.css';
import { NameField } from './NameField.tsx';
import { attributeCriterion, type Criterion, measuredCriterion } from './profiles.ts';

interface ProfileEditorProps {
  readonly profile: PartnerProfile;
  readonly onChange: (profile: PartnerProfile, label: string) => void;
}

export function ProfileEditor({ profile, onChange }: ProfileEditorProps) {
  const { name, criteria, leastKnown, outcome } = profile;
  const withCriteria = (next: readonly Criterion[], label: string): void =>
    onChange({ ...profile, criteria: [...next] }, label);
  return (
    <>
      <p className={measures.sentence}>
        Profile{' '}
        <NameField
          label="Name of the profile"
          value={name}
          maxLength={120}
          onSet={(next) => onChange({ ...profile, name: next }, `profile called ${next}`)}
        />
        of the ideal partner, 0 to 100 points:
      </p>
      <ul className={styles.criteria}>
        {criteria.map((criterion, index) => (
          <li key={criterion.id}>
            <CriterionEditor
              criterion={criterion}
              onChange={(next, label) => withCriteria(criteria.with(index, next), label)}
              onRemove={
                criteria.length === 1
                  ? undefined
                  : () => withCriteria(criteria.toSpliced(index, 1), `without ${criterion.label ?? criterion.id}`)
              }
            />
          </li>
        ))}
      </ul>
      <NewCriterion
        criteria={criteria}
        onAdd={(next) => withCriteria([...criteria, next], `with ${next.label ?? next.id}`)}
      />
      <p className={measures.sentence}>
        A partner has a score when{' '}
        <FigureField
          label="Least share of the weights that is known"
          unit="ratio"
          value={String(leastKnown)}
          onSet={(next) =>
            onChange(
              { ...profile, leastKnown: Math.min(1, Math.max(0, Number(next))) },
              `a score needs ${Math.round(Number(next) * 100)} % of the weights`,
            )
          }
        />{' '}
        of the weights is known; criteria known of nobody do not count.
      </p>
      <p className={measures.sentence}>
        Checked against{' '}
        <MeasureWords
          name="the outcome"
          measure={outcome}
          onChange={(next, label) => onChange({ ...profile, outcome: next }, label)}
        />
      </p>
    </>
  );
}

interface NewCriterionProps {
  readonly criteria: readonly Criterion[];
  readonly onAdd: (criterion: Criterion) => void;
}

function NewCriterion({ criteria, onAdd }: NewCriterionProps) {
  const measured = useMetricChoices();
  const metrics = useMetrics();
  const dimensions = useDimensions();
  const attributes = PARTNER_ATTRIBUTES.map((dim) => ({
    value: dim as string,
    label: dimensions.get(dim)?.label ?? dim,
  }));
  return (
    <Choose
      name="What a new criterion looks at"
      choices={[{ group: 'What the partner is', items: attributes }, ...measured]}
      onChoose={(id) => {
        const dim = PARTNER_ATTRIBUTES.find((one) => one === id);
        const metric = metrics.get(id);
        if (dim) onAdd(attributeCriterion(dim, dimensions.get(dim)?.label ?? dim, criteria));
        else if (metric) onAdd(measuredCriterion(metric, criteria));
      }}
    >
      <Button small kind="quiet" icon={IconPlus}>
        Add a criterion
      </Button>
    </Choose>
  );
}

interface CriterionEditorProps {
  readonly criterion: Criterion;
  readonly onChange: (criterion: Criterion, label: string) => void;
  readonly onRemove: (() => void) | undefined;
}

function CriterionEditor({ criterion, onChange, onRemove }: CriterionEditorProps) {
  const { by, weight } = criterion;
  const name = criterion.label ?? criterion.id;
  const withBy = (next: Criterion['by'], label: string): void => onChange({ ...criterion, by: next }, label);
  return (
    <>
      <div className={styles.line}>
        <span>
          <NameField
            label={`Name of the criterion ${name}`}
            value={name}
            maxLength={120}
            onSet={(label) => onChange({ ...criterion, label }, `${name} is called ${label}`)}
          />
          <span className={measures.sentence}>
            weight{' '}
            <FigureField
              label={`Weight of ${name}`}
              unit="quantity"
              value={String(weight)}
              onSet={(next) => onChange({ ...criterion, weight: Number(next) }, `${name}, weight ${next}`)}
            />
          </span>
        </span>
        {onRemove && (
          <IconButton icon={IconX} className={styles.small} label={`Take ${name} away`} onClick={onRemove} />
        )}
      </div>
      <p className={measures.sentence}>
        <CriterionWorth name={name} by={by} onChange={withBy} />
      </p>
    </>
  );
}
