/** The five questions in order, and one payout explained. The first two move with the hand; the others follow when it rests. */
import { useMemo } from 'react';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords, payoutKindInSentence } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { ExportLink } from '../../../parts/ExportLink.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Frame, Progress } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { queryClient, useCall } from '../../../transport/calls.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { useCaseList } from '../useCaseList.ts';
import { useEdits } from '../useEdits.ts';
import styles from './Answers.module.css';
import { BetterAnswer } from './BetterAnswer.tsx';
import { CostAnswer } from './CostAnswer.tsx';
import { Forecast } from './Forecast.tsx';
import { leversOf } from './levers.ts';
import { PayoutSection } from './PayoutSection.tsx';
import { SureSection } from './SureSection.tsx';
import { WhoAnswer } from './WhoAnswer.tsx';
import { WhySection } from './WhySection.tsx';

export default function AnswersView() {
  const { simulation } = useIncentiveWork();
  const { data, error, stopped, refetch } = simulation;
  if (data) return <Answers simulation={data} />;
  if (error?.code === 'not-found') return <Empty>{error.message}</Empty>;
  if (error) return <Failed what="The plan could not be paid" error={error} onRetry={() => void refetch()} />;
  if (stopped) return <Empty>Stopped before the first picture.</Empty>;
  return (
    <>
      <Progress
        stage="Reading the deals and payouts of the network; later changes take no time"
        done={0}
        total={0}
        unit=""
        onStop={() => void queryClient.cancelQueries({ queryKey: ['incentive.simulate'] })}
      />
      <Frame rows={14} />
    </>
  );
}

function Answers({ simulation }: { readonly simulation: IncentiveSimulation }) {
  const { open, against, asked, simulation: live } = useIncentiveWork();
  const edits = useEdits();
  const { extra } = useAddress();
  const locale = useLocale();
  const { basis, dots } = simulation;
  const name = open?.saved.name ?? null;
  // Where what was paid is not known, the plan is the only side.
  const only = name !== null && basis.paidUnknown !== null ? name : null;
  const names = useMemo(
    () => (only === null ? { before: against, after: name } : { before: only, after: null }),
    [against, name, only],
  );
  const both = useMemo(
    () => (name === null || only !== null ? null : { before: against, after: name }),
    [against, name, only],
  );
  const budget = /^\d{1,15}(\.\d+)?$/.test(extra.budget ?? '') ? extra.budget! : null;
  // Where nobody's pay differs there is no dot to begin with.
  const largest = useCall(
    'incentive.rows',
    { ...asked, limit: 1 },
    { enabled: dots.length === 0 && extra.partner === undefined },
  );
  const partner = extra.partner ?? dots[0]?.partner ?? largest.data?.rows[0]?.partner ?? null;
  const payouts = useCaseList('payouts');
  const partners = useCaseList('partners');
  const held = open?.draft.held ?? false;
  const stale = live.behind && !held && live.error === null;
  const showPartner = (id: string): void => changeExtra({ partner: id }, { replace: true });
  useScreenStatus({
    basis: `${basis.kinds.map(payoutKindInSentence).join(', ')}, ${basis.currency}`,
    window: formatRange(basis.period.from, basis.period.to, locale),
    population: `${countWords(basis.partners, 'partner', locale)}, ${numbers(locale).integer(basis.payees)} paid`,
  });
  return (
    <div style={{ containerType: 'inline-size' }}>
      {live.error && live.error.code !== 'plan-invalid' && (
        <Failed
          what="The change could not be paid"
          error={live.error}
          still="The last good picture stays below."
          onRetry={() => void live.refetch()}
        />
      )}
      <div className={`${styles.answers} ${both ? styles.compared : styles.alone}`}>
        <Section
          className={both ? styles.cost : styles.half}
          number={1}
          title="What does it cost?"
          basis={basis.period.label}
          aside={
            both ? <ExportLink label="Payout file" make={payouts} /> : <ExportLink label="Export" make={partners} />
          }
          busy={stale}
        >
          <CostAnswer simulation={simulation} names={names} />
          <Forecast asked={asked} budget={budget} names={names} />
        </Section>
        {both && (
          <Section
            className={styles.who}
            number={2}
            title="Who wins and who loses?"
            basis={`a dot is a partner; Δ payout, ${basis.currency}`}
            busy={stale}
          >
            <WhoAnswer
              simulation={simulation}
              asked={asked}
              chosen={partner}
              onPartner={showPartner}
              onKeepWhole={(place, to, sentence) => edits?.set(place, to, sentence)}
            />
          </Section>
        )}
        <WhySection asked={asked} names={names} />
        <SureSection asked={asked} budget={budget} names={names} onPartner={showPartner} />
        {both && open && edits && (
          <Section
            className={styles.better}
            number={5}
            title="What would be better?"
            basis={`beside ${both.before}, ${basis.period.label}`}
          >
            <BetterAnswer
              worth={simulation.worth}
              asked={asked}
              names={both}
              budget={budget}
              losing={simulation.loses.payees}
              levers={leversOf(simulation, open.draft.present.plan, locale)}
              onTake={(values, label) => edits.setAll(values, label)}
              onDocument={(plan) => edits.setPlan(plan, 'Plan found')}
            />
          </Section>
        )}
        <PayoutSection asked={asked} partner={partner} names={names} onPartner={showPartner} />
        {basis.notes.length > 0 && (
          <div className={styles.wide}>
            {basis.notes.map((note) => (
              <p key={note} className="small">
                {note}
              </p>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
