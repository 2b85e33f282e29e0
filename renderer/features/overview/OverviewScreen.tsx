/** What a channel lead must know this morning: findings first, then how the network does and what moved it. */
import { IconPresentation, IconTable } from '@tabler/icons-react';
import { windowWords } from '../../../analytics/present/labels.ts';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Empty } from '../../parts/states.tsx';
import { go } from '../../shell/location.ts';
import { useScreenStatus } from '../../shell/statusLine.ts';
import { useContextSpec, useLocale, useMetrics, usePeriodInView, useWorkspace } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { ConcentrationSection } from './ConcentrationSection.tsx';
import { Findings } from './Findings.tsx';
import { Headlines } from './Headlines.tsx';
import { HEADLINE_METRICS } from './headline.ts';
import { IndicesSection } from './IndicesSection.tsx';
import { MovedSection, MoversSection } from './MovedSections.tsx';
import styles from './Overview.module.css';
import { RosterSection } from './RosterSection.tsx';
import { TrendSection } from './TrendSection.tsx';

export default function OverviewScreen() {
  const { ready, ...spec } = useContextSpec();
  const { name, rows, policy } = useWorkspace();
  const locale = useLocale();
  const known = useMetrics();
  const metrics = HEADLINE_METRICS.filter((id) => known.has(id));
  const totals = useQuerySpec({ ...spec, metrics }, { enabled: ready && metrics.length > 0 });
  const partners = useQuerySpec({ ...spec, metrics: ['won_amount'], by: ['partner'] }, { enabled: ready });
  const figured = totals.isFetched && partners.isFetched;
  const inView = usePeriodInView();
  const basis = totals.data?.basis;
  const enrolled = totals.data?.total.enrolled_partners ?? rows.partner ?? 0;
  useScreenStatus({
    basis: `${known.get('won_amount')?.dateBasis ?? policy.revenueBasis}, each deal once`,
    ...(basis ? { window: windowWords(basis.period, locale) } : {}),
    population: `${Number(enrolled).toLocaleString(locale)} enrolled partners${spec.where.length > 0 ? ', filtered' : ''}`,
  });

  if ((rows.deal ?? 0) === 0) {
    return (
      <Screen title="Overview" basis={name}>
        <Empty
          action={
            <Button kind="primary" onClick={() => go({ screen: 'data' })}>
              Load files
            </Button>
          }
        >
          Findings and headline figures will be here as soon as partners and deals are loaded.
        </Empty>
      </Screen>
    );
  }
  return (
    <Screen
      title="Overview"
      basis={
        basis &&
        `${basis.period.label}${basis.comparison ? ` against ${basis.comparison.label}` : ''}, ${basis.currency}`
      }
      actions={
        <>
          <Button icon={IconPresentation} onClick={() => go({ screen: 'reviews' })}>
            Build review
          </Button>
          <Button icon={IconTable} onClick={() => go({ screen: 'scorecards' })}>
            All figures
          </Button>
        </>
      }
    >
      <div className={styles.overview}>
        <Findings after={figured} />
        <Headlines totals={totals} where={spec.where} />
        {basis?.notes.map((note) => (
          <p key={note} className="small warn">
            {note}
          </p>
        ))}
        <IndicesSection after={figured} where={spec.where} />
        <div className={styles.panels}>
          <TrendSection period={inView ?? basis?.period} currency={basis?.currency} where={spec.where} />
          <MovedSection partners={partners} />
          <MoversSection partners={partners} />
          <RosterSection />
          <ConcentrationSection partners={partners} />
        </div>
      </div>
    </Screen>
  );
}
