/** The five questions in order, and one payout explained. The first two move with the hand; the others follow when it rests. */
import { useMemo } from 'react';
import type { IncentiveCaseInput } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords, payoutKindInSentence } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { PartnerPick } from '../../../parts/PartnerPick.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Frame, Progress, Settled } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { queryClient, useCall } from '../../../transport/calls.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { ExportLink } from '../exports/ExportLink.tsx';
import { useCaseList } from '../exports/useExport.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { AmountField } from './AmountField.tsx';
import styles from './Answers.module.css';
import { BetterAnswer } from './BetterAnswer.tsx';
import { CostAnswer } from './CostAnswer.tsx';
import { ForecastBands } from './ForecastBands.tsx';
import { leversOf } from './levers.ts';
import { movingOf } from './moving.ts';
import { OnePayout } from './OnePayout.tsx';
import { SureAnswer } from './SureAnswer.tsx';
import { WhoAnswer } from './WhoAnswer.tsx';
import { WhyAnswer } from './WhyAnswer.tsx';

const DRAWING = 'Drawing the quarters ahead from the history of each partner';

/** Enough for bands that do not jump while a plan is worked on; the terminal draws as many as it is told. */
const DRAWS = 2_000;

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
        <Why asked={asked} names={names} />
        <Sure asked={asked} budget={budget} names={names} onPartner={showPartner} />
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
        <One asked={asked} partner={partner} names={names} onPartner={showPartner} />
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

interface PartProps {
  readonly asked: IncentiveCaseInput;
  readonly names: { readonly before: string; readonly after: string | null };
}

/** The bands come first: trying the inputs one by one takes several times as long. */
function useOutlook(asked: IncentiveCaseInput, budget: string | null, inputs: boolean, enabled = true) {
  const terms = {
    draws: DRAWS,
    inputs,
    together: movingOf(useAddress().extra),
    ...(budget === null ? {} : { budget }),
  };
  return useLongQuery('incentive.outlook', { ...asked, terms }, { enabled });
}

function Forecast({ asked, budget, names }: PartProps & { readonly budget: string | null }) {
  const long = useOutlook(asked, budget, false);
  return (
    <>
      <Awaited long={long} what="The forecast could not be drawn" stage={DRAWING} rows={3}>
        {(outlook) => <ForecastBands outlook={outlook} budget={budget} names={names} />}
      </Awaited>
      <AmountField
        label="Budget"
        value={budget}
        onChange={(value) => changeExtra({ budget: value ?? '' }, { replace: true })}
      />
    </>
  );
}

/** From what the plan is compared with, or what the same rules cost a year before: who came and went, volume, mix. */
function Why({
  asked,
  names,
}: {
  readonly asked: IncentiveCaseInput;
  readonly names: { readonly before: string; readonly after: string | null };
}) {
  const { extra } = useAddress();
  const { simulation } = useIncentiveWork();
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
        {(bridge) => <WhyAnswer bridge={bridge} names={shown} />}
      </Awaited>
    </Section>
  );
}

/** The same days of the year before, as the period field takes them. */
function daysBefore({ from, to }: { readonly from: string; readonly to: string }): string {
  const back = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4).replace('02-29', '02-28')}`;
  return `${back(from)}..${back(to)}`;
}

function Sure({
  asked,
  budget,
  names,
  onPartner,
}: PartProps & { readonly budget: string | null; readonly onPartner: (partner: string) => void }) {
  const long = useOutlook(asked, budget, false);
  const { isSuccess, isPlaceholderData, isFetching } = long.query;
  const tried = useOutlook(asked, budget, true, isSuccess && !isPlaceholderData);
  return (
    <Section
      className={styles.sure}
      number={4}
      title="How sure are we?"
      basis="change of the forecast cost"
      busy={isFetching}
    >
      <Awaited long={long} what="The forecast could not be drawn" stage={DRAWING}>
        {(outlook) => <SureAnswer outlook={outlook} tried={tried} names={names} onPartner={onPartner} />}
      </Awaited>
    </Section>
  );
}

function One({
  asked,
  partner,
  names,
  onPartner,
}: PartProps & { readonly partner: string | null; readonly onPartner: (partner: string) => void }) {
  const query = useCall('incentive.explain', { ...asked, partner: partner ?? '' }, { enabled: partner !== null });
  return (
    <Section
      className={styles.one}
      title="One payout, explained"
      basis={query.data && `${query.data.name}, ${query.data.basis.period.label}`}
      busy={query.isFetching}
    >
      <div className={styles.pick}>
        <PartnerPick
          value={partner}
          name={query.data?.partner === partner ? query.data.name : undefined}
          onChange={(id) => id !== null && onPartner(id)}
        />
      </div>
      {partner === null ? (
        <p className={styles.say}>Nobody was paid in the period.</p>
      ) : (
        <Settled query={query} what="The payout could not be explained">
          {(explanation) => <OnePayout explanation={explanation} names={names} />}
        </Settled>
      )}
    </Section>
  );
}
