/** What would be better: plans tried around this one, the best ones joined, one to take over; or the value that reaches a cost. */
import { NumberInput, Select } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { IncentiveCaseInput } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import type { FoundPlan, PlanSearch } from '../../../../analytics/api/incentiveSearch.ts';
import type { Worth } from '../../../../analytics/api/incentives.ts';
import type { ChartFrame } from '../../../../analytics/present/charts/frame.ts';
import { type PlanFrontier, planFrontier } from '../../../../analytics/present/charts/planFrontier.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { PlotFigure } from '../../../charts/PlotFigure.tsx';
import { Button } from '../../../parts/Button.tsx';
import { Failed, Progress } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongCall } from '../../../transport/useLongCall.ts';
import styles from './Answers.module.css';

interface BetterAnswerProps {
  readonly worth: Worth;
  readonly asked: IncentiveCaseInput;
  readonly names: { readonly before: string; readonly after: string };
  readonly budget: string | null;
  /** Payees who lose under the plan as it stands. */
  readonly losing: number;
  /** Values that a goal can be sought with: places of the plan with their names. */
  readonly levers: readonly { readonly value: string; readonly label: string; readonly present: string }[];
  readonly onTake: (values: FoundPlan['values'], label: string) => void;
  readonly onDocument: (plan: IncentivePlan) => void;
}

const FIELD = { size: 'xs', hideControls: true, thousandSeparator: ',', min: 0 } as const;

/** A number of the address; null for anything else. */
const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : null;
const wish = (part: Readonly<Record<string, string>>): void => changeExtra(part, { replace: true });

export function BetterAnswer({ worth, asked, names, budget, losing, levers, onTake, onDocument }: BetterAnswerProps) {
  const { state, start, stop } = useLongCall('incentive.search');
  const { extra } = useAddress();
  const losers = numberOf(extra.losers);
  const goal = numberOf(extra.goal);
  const lever = levers.find(({ value }) => value === extra.lever);
  return (
    <>
      <WorthFacts worth={worth} />
      <div className={styles.wishes}>
        <NumberInput
          label="Losers at most"
          placeholder="any"
          suffix=" %"
          max={100}
          value={losers ?? ''}
          onChange={(value) => wish({ losers: String(value) })}
          {...FIELD}
        />
        <Button
          disabled={state.phase === 'running'}
          onClick={() =>
            start({
              ...asked,
              wish: {
                ...(budget === null ? {} : { maxCost: budget }),
                ...(losers === null ? {} : { maxLosers: losers / 100 }),
              },
            })
          }
        >
          {budget === null ? 'Search plans' : 'Search within the budget'}
        </Button>
      </div>
      <div className={styles.wishes}>
        <Select
          label="Or move"
          placeholder="one value"
          className={styles.broad ?? ''}
          data={levers.map(({ value, label }) => ({ value, label }))}
          value={lever?.value ?? null}
          onChange={(place) => wish({ lever: place ?? '' })}
          size="xs"
          searchable
        />
        <NumberInput
          label="to a cost of"
          value={goal ?? ''}
          onChange={(value) => wish({ goal: String(value) })}
          {...FIELD}
        />
        <Button
          disabled={!lever || goal === null || state.phase === 'running'}
          onClick={() =>
            lever && goal !== null && start({ ...asked, wish: { levers: [rangeOf(lever)], targetCost: String(goal) } })
          }
        >
          Seek
        </Button>
      </div>
      {state.phase === 'running' && (
        <Progress {...(state.progress ?? { stage: 'Trying plans', done: 0, total: 0, unit: 'plans' })} onStop={stop} />
      )}
      {state.phase === 'failed' && (
        <Failed what="The search failed" error={state.error} still="Your plan is as it was." />
      )}
      {state.phase === 'done' && (
        <Found
          search={state.result}
          names={names}
          budget={budget}
          losing={losing}
          onTake={onTake}
          onDocument={onDocument}
        />
      )}
    </>
  );
}

/** A goal may need a value far from the present one. */
function rangeOf({ value, present }: { readonly value: string; readonly present: string }) {
  const now = Number(present);
  return { place: value, low: '0', high: now === 0 ? '1' : String(now * 4) };
}

/** What a plan brings under the assumptions; without a response it brings nothing, and says so. */
function WorthFacts({ worth }: { readonly worth: Worth }) {
  const locale = useLocale();
  const { compact, signed, percent } = numbers(locale);
  const share = (ratio: Worth['roi']): string =>
    ratio === null ? 'n/a' : percent(Number(ratio.numerator) / Number(ratio.denominator));
  const responds = Number(worth.grossLift) !== 0;
  const facts = [
    ['Margin gained less extra cost', signed.compact(worth.net)],
    ...(responds
      ? [
          ['Incremental margin', signed.compact(worth.incrementalMargin)],
          ['Return on extra cost', share(worth.roi)],
        ]
      : []),
    // What costs less than before has no lift to wait for.
    ...(Number(worth.extraCost) > 0 ? [['Break-even lift', share(worth.breakEven)]] : []),
    ['Paid on sales that come anyway', compact(worth.subsidisedBase)],
  ] as const;
  return (
    <>
      <div className={styles.facts}>
        {facts.map(([label, text]) => (
          <div key={label}>
            <b>{text}</b>
            {label}
          </div>
        ))}
      </div>
      <p className="small">
        Evidence: {worth.evidence}. {worth.marginRule}{' '}
        {responds &&
          `Gross lift ${signed.compact(worth.grossLift)}, of it pulled forward ${compact(worth.pulledForward)}, taken from others ${compact(worth.cannibalised)}, in stock ${compact(worth.stockpiled)}.`}
        {worth.unanswered > 0 &&
          ` ${countWords(worth.unanswered, 'partner', locale)} had or get no rate, where an elasticity says nothing.`}
      </p>
    </>
  );
}

function Found({
  search,
  names,
  budget,
  losing,
  onTake,
  onDocument,
}: Pick<BetterAnswerProps, 'names' | 'budget' | 'losing' | 'onTake' | 'onDocument'> & { readonly search: PlanSearch }) {
  const locale = useLocale();
  const { compact, signed, integer } = numbers(locale);
  const { plans, best, goal, binding, notes, tried, exhaustive, present, before, document } = search;
  const [picked, pick] = useState<string | null>(null);
  const chosen = plans.find(({ id }) => id === (picked ?? best)) ?? null;
  // Where nobody is assumed to respond, plans differ by what they cost and by how many lose.
  const byLosers =
    Number(present.incrementalMargin) === 0 && plans.every((plan) => Number(plan.incrementalMargin) === 0);
  const data = useMemo(
    (): PlanFrontier => ({
      plans: plans.map(({ id, cost, incrementalMargin, onFrontier, misses, sentence, losers }) => ({
        key: id,
        cost: Number(cost),
        gain: byLosers ? losers : Number(incrementalMargin),
        onFrontier,
        meets: misses.length === 0,
        words: `${sentence}: cost ${compact(cost)}, brings ${signed.compact(incrementalMargin)}, ${countWords(losers, 'loser', locale)}${misses.length > 0 ? `; ${misses.join('; ')}` : ''}`,
      })),
      chosen: chosen?.id ?? null,
      present: {
        cost: Number(present.cost),
        gain: byLosers ? losing : Number(present.incrementalMargin),
        text: `${names.after}, ${byLosers ? countWords(losing, 'loser', locale) : signed.compact(present.incrementalMargin)}`,
      },
      before: { cost: Number(before.cost), text: names.before },
      budget: budget === null ? null : { cost: Number(budget), text: `budget ${compact(budget)}` },
      chosenText: chosen
        ? `${byLosers ? countWords(chosen.losers, 'loser', locale) : signed.compact(chosen.incrementalMargin)} for ${compact(chosen.cost)}`
        : null,
      write: compact,
      writeGain: byLosers ? integer : compact,
      costName: `cost of the period, ${search.basis.currency}`,
      gainName: byLosers
        ? 'payees who lose: the lower, the better'
        : `incremental margin against ${names.before}, ${search.basis.currency}`,
    }),
    [
      plans,
      chosen,
      present,
      before,
      budget,
      names,
      byLosers,
      losing,
      search.basis.currency,
      compact,
      signed,
      integer,
      locale,
    ],
  );
  const draw = useCallback((frame: ChartFrame) => planFrontier(data, frame), [data]);
  return (
    <>
      {goal && (
        <p className={styles.say}>
          <b className={goal.reached ? undefined : 'warn'}>{goal.sentence}</b>{' '}
          {goal.reached && (
            <Button small onClick={() => onTake([{ place: goal.place, value: goal.value }], goal.sentence)}>
              Take it
            </Button>
          )}
        </p>
      )}
      {plans.length > 0 && (
        <>
          <PlotFigure
            draw={draw}
            height={210}
            label={`${integer(tried)} plans by cost and incremental margin; ${chosen?.sentence ?? 'none meets the wishes'}`}
            onMark={pick}
            tabbable={false}
          />
          {chosen && (
            <p className={styles.say}>
              <b>{chosen.sentence}</b>: costs {compact(chosen.cost)}, net {signed.compact(chosen.net)},{' '}
              {countWords(chosen.losers, 'loser', locale)}
              {chosen.misses.length > 0 && `; misses: ${chosen.misses.join('; ')}`}.{' '}
              <Button
                small
                onClick={() =>
                  chosen.id === best && document ? onDocument(document) : onTake(chosen.values, chosen.sentence)
                }
              >
                Take it over
              </Button>
            </p>
          )}
          <details>
            <summary className="small">
              {integer(tried)} plans tried{exhaustive ? ', all there are' : ''};{' '}
              {plans.filter(({ onFrontier }) => onFrontier).length} on the frontier
            </summary>
            <div className={styles.scroll}>
              <table className={`compact ${styles.table}`}>
                <thead>
                  <tr>
                    <th>Plan</th>
                    <th className="num">Cost</th>
                    {!byLosers && <th className="num">Brings</th>}
                    <th className="num">Net</th>
                    <th className="num">Losers</th>
                  </tr>
                </thead>
                <tbody>
                  {plans.map((plan) => (
                    <tr key={plan.id}>
                      <td>
                        <button type="button" className="link" onClick={() => pick(plan.id)}>
                          {plan.sentence}
                        </button>
                      </td>
                      <td className="num">{compact(plan.cost)}</td>
                      {!byLosers && <td className="num">{signed.compact(plan.incrementalMargin)}</td>}
                      <td className="num">{signed.compact(plan.net)}</td>
                      <td className="num">{integer(plan.losers)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
      {binding !== null && <p className="small">{binding}</p>}
      {notes.map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
    </>
  );
}
