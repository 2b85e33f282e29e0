/** How sure: what could move the forecast, two inputs at once, quarter by quarter, partner by partner. */
import type { IncentiveOutlook } from '../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Segmented } from '../../../parts/Button.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { oneOf } from '../address.ts';
import styles from './Answers.module.css';
import { MovingTogether } from './MovingTogether.tsx';
import type { Sides } from './parts.ts';
import { Partners } from './sure/Partners.tsx';
import { Quarters } from './sure/Quarters.tsx';
import { Tried, type TriedProps } from './sure/Tried.tsx';

const VIEWS = [
  { value: 'tornado', label: 'Tornado' },
  { value: 'grid', label: 'Two at once' },
  { value: 'quarters', label: 'Quarters' },
  { value: 'partners', label: 'Partners' },
] as const;
const VIEW_IDS = VIEWS.map(({ value }) => value);

interface SureAnswerProps {
  readonly outlook: IncentiveOutlook;
  /** How its inputs are asked for, once they are wanted. */
  readonly tried: Omit<TriedProps, 'inputs' | 'names'>;
  readonly names: Sides;
  readonly onPartner: (partner: string) => void;
}

export function SureAnswer({ outlook, tried, names, onPartner }: SureAnswerProps) {
  const view = oneOf(VIEW_IDS, useAddress().extra.sure) ?? 'tornado';
  const locale = useLocale();
  const { compact, percent, integer } = numbers(locale);
  const band = names.after === null ? outlook.before : outlook.after;
  const { backTest } = outlook;
  // Bands that the past does not bear out are no chances.
  const weak = backTest?.weak ?? false;
  return (
    <>
      <div className={styles.tools}>
        <Segmented
          label="How sure, shown as"
          value={view}
          options={VIEWS}
          onChange={(next) => changeExtra({ sure: next === 'tornado' ? '' : next }, { replace: true })}
        />
      </div>
      {view === 'tornado' && <Tried {...tried} names={names} inputs="each" />}
      {view === 'grid' && <Tried {...tried} names={names} inputs="pair" />}
      {view === 'quarters' && <Quarters outlook={outlook} names={names} />}
      {view === 'partners' && <Partners outlook={outlook} onPartner={onPartner} />}
      <p className={styles.say}>
        {weak ? 'P50 ' : 'Half of the runs cost less than '}
        <b>{compact(band.p50)}</b>
        {weak ? '; P10 to P90 ' : ' (P50), eight of ten between '}
        <b>{compact(band.p10)}</b>
        {weak ? ' to ' : ' and '}
        <b>{compact(band.p90)}</b>
        {weak ? '.' : ' (P10 to P90).'} {backTest?.sentence}
        {outlook.belowZero !== null &&
          !weak &&
          ` ${percent(outlook.belowZero / outlook.draws)} of runs bring less margin than they cost.`}
        {!outlook.settled && ' More draws would still move the ends a little.'}
      </p>
      <MovingTogether together={outlook.together} />
      <details>
        <summary className="small">How this was worked out</summary>
        <p className="small">
          {integer(outlook.draws)} draws from each partner’s own history, seed {outlook.seed}.
          {view === 'tornado' && ' The tornado ranks impact, not likelihood.'}
        </p>
        {outlook.notes
          .filter((note) => note !== outlook.together.sentence)
          .map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
      </details>
    </>
  );
}
