/** Who wins and who loses: a dot a partner, the lists behind both sides, and what would keep losers whole. */
import { useCallback, useMemo, useState } from 'react';
import type { IncentiveCaseInput } from '../../../../analytics/api/documents/incentiveCase.ts';
import type { IncentiveSimulation } from '../../../../analytics/api/incentives.ts';
import type { ChartFrame } from '../../../../analytics/present/charts/frame.ts';
import { type PayDots, payDots, payDotsSummary } from '../../../../analytics/present/charts/payDots.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { PlotFigure } from '../../../charts/PlotFigure.tsx';
import { useSameData } from '../../../charts/useSameData.ts';
import { Button } from '../../../parts/Button.tsx';
import { TooMuch } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { oneOf } from '../address.ts';
import styles from './Answers.module.css';
import { changeOf } from './amounts.ts';
import { PayList } from './PayList.tsx';

interface WhoAnswerProps {
  readonly simulation: IncentiveSimulation;
  /** The case at rest: lists are read when nothing is dragged. */
  readonly asked: IncentiveCaseInput;
  readonly chosen: string | null;
  readonly onPartner: (partner: string) => void;
  readonly onKeepWhole: (place: string, to: string, label: string) => void;
}

const NO_LEVEL = 'No level';
const SIDES = ['wins', 'loses'] as const;

export function WhoAnswer({ simulation, asked, chosen, onPartner, onKeepWhole }: WhoAnswerProps) {
  const list = oneOf(SIDES, useAddress().extra.side);
  const open = (side: (typeof SIDES)[number] | null): void => changeExtra({ side: side ?? '' }, { replace: true });
  const [keeping, keep] = useState(false);
  const locale = useLocale();
  const { integer, signed } = numbers(locale);
  const { wins, loses, same, dots, growingLosers } = simulation;
  // What can be tried first, then whom it is about: most losers first.
  const keepWhole = simulation.keepWhole.toSorted(
    (a, b) => Number(a.place === null) - Number(b.place === null) || b.losers - a.losers,
  );
  const pictured = useSameData(dots);
  // Highest first, as costs are listed.
  const levels = useSameData(simulation.by.level.flatMap(({ value }) => value ?? []));
  const data = useMemo((): PayDots => {
    const present = new Set(pictured.map(({ level }) => level));
    const rows = levels.filter((level) => present.has(level));
    return {
      rows: pictured.some(({ level }) => level === null) ? [...rows, NO_LEVEL] : rows,
      dots: pictured.map(({ partner, name, level, before, after }) => {
        const difference = changeOf({ before, after });
        return {
          key: partner,
          name,
          row: level ?? NO_LEVEL,
          difference: Number(difference),
          words: `${name}: ${signed.exact(difference)}, ${numbers(locale).exact(before)} before`,
        };
      }),
      chosen,
      writeDifference: signed.compact,
    };
  }, [pictured, levels, chosen, signed, locale]);
  const draw = useCallback((frame: ChartFrame) => payDots(data, frame), [data]);
  const changed = wins.payees + loses.payees;
  if (changed === 0) return <p className={styles.say}>Nobody: every partner is paid the same under both.</p>;
  return (
    <>
      <div className={styles.sides}>
        <button
          type="button"
          className="bad"
          aria-pressed={list === 'loses'}
          onClick={() => open(list === 'loses' ? null : 'loses')}
        >
          {integer(loses.payees)} lose {loses.payees > 0 && signed.compact(loses.amount)}
        </button>
        <button
          type="button"
          className="good"
          aria-pressed={list === 'wins'}
          onClick={() => open(list === 'wins' ? null : 'wins')}
        >
          {integer(wins.payees)} win {wins.payees > 0 && signed.compact(wins.amount)}
        </button>
      </div>
      <PlotFigure
        draw={draw}
        height={Math.max(120, data.rows.length * 52 + 24)}
        label={payDotsSummary(data)}
        onMark={onPartner}
        tabbable={false}
      />
      <p className="small">
        <span aria-hidden="true">●</span> wins <span aria-hidden="true">○</span> loses; power scale. {integer(same)} of{' '}
        {countWords(same + changed, 'payee', locale)} see no change.
        {growingLosers > 0 && (
          <>
            {' '}
            <b>{integer(growingLosers)}</b> losers grew on the year before.
          </>
        )}{' '}
        {keepWhole[0] && (
          <>
            {!keeping && keepWhole[0].sentence}{' '}
            <button type="button" className="link" aria-expanded={keeping} onClick={() => keep(!keeping)}>
              {keeping ? 'Less' : 'Keep whole'}
            </button>
          </>
        )}
      </p>
      {dots.length < changed && (
        <TooMuch shown={dots.length} of={changed} noun="partners with a difference" onAll={() => open('loses')} />
      )}
      {keeping && (
        <ul className={styles.keep}>
          {keepWhole.map(({ place, to, sentence }) => (
            <li key={sentence}>
              <span>{sentence}</span>
              {place !== null && to !== null && (
                <Button small onClick={() => onKeepWhole(place, to, sentence)}>
                  Try it
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {list !== null && <PayList asked={asked} select={{ direction: list }} onPartner={onPartner} />}
    </>
  );
}
