/** Plans to begin from, after the shapes of published ones; each says where its rules were read, and when. */
import { formatDate } from '../../../../analytics/present/dates.ts';
import { PAYOUT_KIND_WORDS } from '../../../../analytics/present/labels.ts';
import { Button } from '../../../parts/Button.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import type { BeginProps } from './begin.ts';
import styles from './Start.module.css';

export function Templates({ onBegin }: BeginProps) {
  const query = useCall('incentive.templates', {});
  const locale = useLocale();
  return (
    <Settled query={query} what="The templates could not be read">
      {(templates) => (
        <ul className={styles.templates}>
          {templates.map(({ id, name, shape, source, on, plan }) => (
            <li key={id}>
              <div>
                <b>{name}</b>{' '}
                <span className={styles.example}>
                  {[...new Set(plan.lines.map(({ kind }) => PAYOUT_KIND_WORDS[kind] ?? kind))].join(', ')}, example
                </span>
                <p>{shape}</p>
                <p className="small">
                  {source} Read on {formatDate(on, locale)}.
                </p>
              </div>
              <Button small onClick={() => onBegin(plan, name)}>
                Begin with this
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Settled>
  );
}
