/** How the plan is played: jumps and flat stretches of pay, who stands there, and what looks moved or split. */
import type { GamingReport } from '../../../../analytics/api/incentiveSearch.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import styles from './Gaming.module.css';
import { Invited } from './Invited.tsx';
import { LevelZones } from './LevelZones.tsx';
import { PartnerCurve } from './PartnerCurve.tsx';
import { Played } from './Played.tsx';
import { SplitDeals } from './SplitDeals.tsx';

export default function GamingView() {
  const { asked } = useIncentiveWork();
  const long = useLongQuery('incentive.gaming', asked);
  return (
    <Awaited
      long={long}
      what="The patterns could not be looked for"
      stage="Looking where payees and deals stand to the thresholds"
      rows={14}
    >
      {(report) => <Gaming report={report} />}
    </Awaited>
  );
}

function Gaming({ report }: { readonly report: GamingReport }) {
  const locale = useLocale();
  const { basis, levelZones } = report;
  useScreenStatus({
    basis: `Patterns around ${basis.plans.map(({ name }) => name).join(', ') || 'what was paid'}`,
    window: formatRange(basis.period.from, basis.period.to, locale),
    population: countWords(basis.partners, 'partner', locale),
  });
  return (
    <div className={styles.gaming}>
      <div>
        <Invited {...report} />
        {levelZones.length > 0 && <LevelZones levelZones={levelZones} />}
        <PartnerCurve />
      </div>
      <div>
        <Played {...report} />
        <SplitDeals {...report} />
      </div>
      {basis.notes.length > 0 && (
        <div className={styles.notes}>
          {basis.notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
