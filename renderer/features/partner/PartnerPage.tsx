/** One partner on one page: how it does, against its peers, in what, and what stands behind it. */
import { IconArrowLeft, IconFileSpreadsheet } from '@tabler/icons-react';
import type { Filter } from '../../../analytics/api/documents/query.ts';
import type { Basis } from '../../../analytics/api/results.ts';
import { formatDate } from '../../../analytics/present/dates.ts';
import { currencyWords, levelStripes, windowWords } from '../../../analytics/present/labels.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { TrendColumns } from '../../charts/TrendColumns.tsx';
import { Button, IconButton } from '../../parts/Button.tsx';
import { openTrace } from '../../parts/Figure.tsx';
import { Key } from '../../parts/Key.tsx';
import { Level } from '../../parts/Level.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Section } from '../../parts/Section.tsx';
import { Empty, Frame } from '../../parts/states.tsx';
import { go } from '../../shell/location.ts';
import { useScreenStatus } from '../../shell/statusLine.ts';
import { useContextSpec, useLocale, useMetrics } from '../../shell/workspace.ts';
import { useQuerySpec } from '../../transport/calls.ts';
import { useLadder } from '../trend/known.ts';
import { trendPoints } from '../trend/points.ts';
import { useTrend } from '../trend/useTrend.ts';
import { DealsSection } from './DealsSection.tsx';
import { Kpis, PAGE_METRICS } from './Kpis.tsx';
import styles from './Partner.module.css';
import { PartnerFindings } from './PartnerFindings.tsx';
import { PayoutsSection } from './PayoutsSection.tsx';
import { PeersSection } from './PeersSection.tsx';
import { PipelineSection } from './PipelineSection.tsx';
import { ProductsSection } from './ProductsSection.tsx';
import { type PartnerFacts, usePartner } from './usePartner.ts';

export function PartnerPage({ id }: { readonly id: string }) {
  const { ready, where, ...spec } = useContextSpec();
  const known = useMetrics();
  const locale = useLocale();
  const ladder = useLadder();
  const partner = usePartner(id);
  const at: Filter[] = [{ dim: 'partner', values: [id] }];
  // The filters of the view hold here too, so that a figure and its trace are about the same rows.
  const own = { ...spec, where: [...where, ...at] };
  const metrics = PAGE_METRICS.filter((metric) => known.has(metric));
  const totals = useQuerySpec({ ...own, metrics }, { enabled: ready && metrics.length > 0 });
  const basis = totals.data?.basis;
  useScreenStatus({
    basis: `${known.get('won_amount')?.dateBasis ?? 'close date'}, each deal once`,
    ...(basis ? { window: windowWords(basis.period, locale) } : {}),
    population: partner ? `1 partner; peers: ${partner.peers.words}` : '1 partner',
  });

  const back = <IconButton icon={IconArrowLeft} label="All partners" onClick={() => go({ screen: 'partners' })} />;
  if (partner && !partner.known && totals.data && isEmpty(totals.data.total.won_amount)) {
    return (
      <Screen title={id} lead={back}>
        <Empty action={<Button onClick={() => go({ screen: 'partners' })}>All partners</Button>}>
          No partner “{id}” is on the roster, and no deal or payout in this window names it.
        </Empty>
      </Screen>
    );
  }
  const level = partner?.facts.level ?? null;
  return (
    <Screen
      title={partner?.facts.name ?? id}
      lead={back}
      basis={
        partner && (
          <>
            {level !== null && (
              <span className={styles.level}>
                {ladder?.known ? <Level name={level} stripes={levelStripes(level, ladder.levels)} /> : level}
              </span>
            )}
            {factWords(partner.facts, locale)}
          </>
        )
      }
      actions={
        <Button icon={IconFileSpreadsheet} onClick={() => go({ screen: 'reviews', where: at })}>
          Partner pack
        </Button>
      }
    >
      {partner ? (
        <div className={styles.page}>
          <Kpis totals={totals} peers={partner.peers} at={at} />
          <div className={styles.grid}>
            <Performance own={own} at={at} basis={basis} />
            <PeersSection id={id} peers={partner.peers} />
            <ProductsSection own={own} at={at} peers={partner.peers} />
            <PayoutsSection own={own} at={at} />
            <PipelineSection at={at} today={basis?.period.elapsedTo ?? basis?.period.to} />
            <DealsSection at={at} />
          </div>
          <PartnerFindings where={own.where} />
        </div>
      ) : (
        <Frame rows={12} />
      )}
    </Screen>
  );
}

const QUARTERS = 8;

interface PerformanceProps {
  readonly own: { readonly where: readonly Filter[] };
  readonly at: readonly Filter[];
  readonly basis: Basis | undefined;
}

function Performance({ own, at, basis }: PerformanceProps) {
  const locale = useLocale();
  const metric = useMetrics().get('won_amount');
  const trend = useTrend({ metrics: ['won_amount'], where: own.where, period: basis?.period, quarters: QUARTERS + 4 });
  const points = trendPoints(trend.quarters, trend.of('won_amount'), basis?.period.label);
  return (
    <Section
      title="Performance"
      basis={basis && `${metric?.label ?? 'Bookings'}, ${currencyWords(basis)}`}
      aside={
        <Key
          items={[
            ['actual', 'actual'],
            ['prior', 'year before'],
          ]}
        />
      }
      busy={trend.busy}
      className={styles.left}
    >
      {points.length === 0 && !trend.busy ? (
        <Empty>No bookings in the last {QUARTERS} quarters.</Empty>
      ) : (
        <TrendColumns
          points={points}
          write={numbers(locale).compact}
          label="Bookings by quarter"
          height={216}
          onPick={({ label }) => openTrace({ metric: 'won_amount', at: [...at], period: label })}
        />
      )}
    </Section>
  );
}

/** `Reseller, München, DE; owner L. Huber; partner since 1 Mar 2023; agreement to 30 Jun 2028`; what is not loaded is not said. */
function factWords(facts: PartnerFacts, locale: string): string {
  const place = [facts.type, facts.city, facts.country].filter(Boolean).join(', ');
  return [
    place,
    facts.owner && `owner ${facts.owner}`,
    facts.agreementStart && `partner since ${formatDate(facts.agreementStart, locale)}`,
    facts.agreementEnd && `agreement to ${formatDate(facts.agreementEnd, locale)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || Number(value) === 0;
