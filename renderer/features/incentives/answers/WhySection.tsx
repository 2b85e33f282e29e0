/** Why the cost differs: from what the plan is compared with, or from a year before. */
import { Awaited } from '../../../parts/Awaited.tsx';
import { Section } from '../../../parts/Section.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import styles from './Answers.module.css';
import type { PartProps } from './parts.ts';
import { WhyAnswer } from './WhyAnswer.tsx';

/** From what the plan is compared with, or what the same rules cost a year before: who came and went, volume, mix. */
export function WhySection({ asked, names }: PartProps) {
  const { extra } = useAddress();
  const { simulation, open } = useIncentiveWork();
  const period = simulation.data?.basis.period;
  const yearBefore = period ? { label: 'a year before', spec: daysBefore(period) } : null;
  const byYear = yearBefore !== null && (names.after === null || extra.since === 'year');
  const long = useLongQuery('incentive.bridge', { ...asked, ...(byYear ? { since: yearBefore.spec } : {}) });
  const after = names.after ?? names.before;
  const shown = byYear ? { before: `${after}, ${yearBefore.label}`, after } : { before: names.before, after };
  return (
    <Section
      className={styles.why}
      number={3}
      title="Why?"
      basis={`from ${shown.before}`}
      aside={
        names.after !== null && (
          <button
            type="button"
            className="link"
            onClick={() => changeExtra({ since: byYear ? '' : 'year' }, { replace: true })}
          >
            {byYear ? `From ${names.before}` : 'From a year before'}
          </button>
        )
      }
      busy={long.query.isFetching}
    >
      <Awaited long={long} what="The bridge could not be drawn" stage="Paying history step by step">
        {(bridge) => <WhyAnswer bridge={bridge} names={shown} paid={open === null} />}
      </Awaited>
    </Section>
  );
}

/** The same days of the year before, as the period field takes them. */
function daysBefore({ from, to }: { readonly from: string; readonly to: string }): string {
  const back = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4).replace('02-29', '02-28')}`;
  return `${back(from)}..${back(to)}`;
}
