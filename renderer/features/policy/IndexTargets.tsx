/** What the measures of the four indices are held against. */
import { NumberInput } from '@mantine/core';
import type { Policy } from '../../../analytics/api/documents/policy.ts';
import type { IndexPart, MetricInfo } from '../../../analytics/api/results.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { givenTarget, targetOf } from '../../../analytics/present/indexTarget.ts';
import { shift } from '../../../analytics/present/numbers.ts';
import { Section } from '../../parts/Section.tsx';
import { useMetrics } from '../../shell/workspace.ts';
import type { Change } from './changes.ts';
import styles from './PolicyScreen.module.css';
import { Row } from './Row.tsx';

interface IndexTargetsProps {
  readonly saved: Policy;
  readonly draft: Policy;
  readonly changes: readonly Change[];
  readonly onChange: (targets: Policy['indexTargets']) => void;
}

export function IndexTargets({ saved, draft, changes, onChange }: IndexTargetsProps) {
  const known = useMetrics();
  const indices = [...known.values()].filter(({ parts }) => parts !== undefined);
  const { locale } = draft;
  const set = (metric: string, target: string | null): void => {
    const { [metric]: _, ...others } = draft.indexTargets;
    onChange(target === null ? others : { ...others, [metric]: target });
  };
  return (
    <Section
      title="Targets of the indices"
      basis="an index is 100 when every measure reaches its target; changing one changes no rule and no payout"
    >
      <div className={`${styles.columns} ${styles.indices}`}>
        {indices.map(({ id, label, meaning, parts = [] }) => (
          <div key={id}>
            <h3 className={styles.index}>{label}</h3>
            <p className="small">{meaning}</p>
            {parts.map((part) => {
              const metric = known.get(part.metric);
              if (!metric) return null;
              return (
                <Row
                  key={metric.id}
                  label={metric.label}
                  hint={hintOf(part, metric)}
                  id={`indexTargets.${metric.id}`}
                  changes={changes}
                  was={formatCell(targetOf(part, saved), metric.unit, { locale })}
                >
                  <Target
                    metric={metric}
                    value={targetOf(part, draft)}
                    given={metric.id in draft.indexTargets ? givenTarget(part, draft) : null}
                    locale={locale}
                    onChange={(target) => set(metric.id, target)}
                  />
                </Row>
              );
            })}
          </div>
        ))}
      </div>
    </Section>
  );
}

function hintOf({ weight, target, good }: IndexPart, metric: MetricInfo): string {
  const side = (good ?? metric.good) === 'up' ? 'at least' : 'at most';
  const follows =
    typeof target === 'string'
      ? ''
      : target.term === 'approvalDays'
        ? '; follows the term to decide'
        : '; follows the term to pay';
  return `${side}, ${weight} of 100 points${follows}`;
}

interface TargetProps {
  readonly metric: MetricInfo;
  readonly value: string;
  /** The target without the policy’s own, where there is one of its own. */
  readonly given: string | null;
  readonly locale: string;
  readonly onChange: (target: string | null) => void;
}

/** Shares are typed in per cent. */
function Target({ metric: { label, unit }, value, given, locale, onChange }: TargetProps) {
  const power = unit === 'ratio' ? 2 : 0;
  return (
    <span className={styles.amount}>
      <NumberInput
        aria-label={`Target of ${label}`}
        value={Number(shift(value, power))}
        min={0}
        decimalScale={2}
        allowNegative={false}
        onChange={(next) => typeof next === 'number' && onChange(shift(String(next), -power))}
      />
      <span className="mut">{unit === 'ratio' ? '%' : unit === 'days' ? 'days' : ''}</span>
      {given !== null && (
        <button type="button" className="link" onClick={() => onChange(null)}>
          as given, {formatCell(given, unit, { locale })}
        </button>
      )}
    </span>
  );
}
