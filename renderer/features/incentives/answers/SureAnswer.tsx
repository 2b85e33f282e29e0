/** How sure: what could move the forecast, two inputs at once, quarter by quarter, partner by partner. */
import type { Band, IncentiveOutlook, TwoWayGrid } from '../../../../analytics/api/incentiveOutlook.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { RangeBars } from '../../../charts/RangeBars.tsx';
import { TornadoBars } from '../../../charts/TornadoBars.tsx';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Segmented } from '../../../parts/Button.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import type { LongQuery } from '../../../transport/useLongQuery.ts';
import { oneOf } from '../address.ts';
import styles from './Answers.module.css';
import { MovingTogether } from './MovingTogether.tsx';

const VIEWS = [
  { value: 'tornado', label: 'Tornado' },
  { value: 'grid', label: 'Two at once' },
  { value: 'quarters', label: 'Quarters' },
  { value: 'partners', label: 'Partners' },
] as const;
const VIEW_IDS = VIEWS.map(({ value }) => value);

interface SureAnswerProps {
  readonly outlook: IncentiveOutlook;
  /** The same with its inputs tried, which comes later. */
  readonly tried: LongQuery<'incentive.outlook'>;
  readonly names: { readonly before: string; readonly after: string | null };
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
      {(view === 'tornado' || view === 'grid') && (
        <Awaited long={tried} what="The inputs could not be tried" stage="Trying the inputs one by one" rows={5}>
          {(full) =>
            // Its own middle: the inputs may still be those of the plan as it was a moment ago.
            view === 'tornado' ? (
              <Tornado outlook={full} base={names.after === null ? full.before : full.after} />
            ) : (
              <Grid grid={full.grid} />
            )
          }
        </Awaited>
      )}
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

function Tornado({ outlook, base }: { readonly outlook: IncentiveOutlook; readonly base: Band }) {
  const locale = useLocale();
  const { compact, signed } = numbers(locale);
  const end = ({ input, cost }: { readonly input: string; readonly cost: string }) => {
    const value = Number(cost) - Number(base.p50);
    return { value, text: `${signed.compact(value)} at ${input}` };
  };
  if (outlook.tornado.length === 0)
    return <p className={styles.say}>No input has a range, so none can move the forecast.</p>;
  return (
    <TornadoBars
      base={`P50 ${compact(base.p50)}`}
      rows={outlook.tornado.map(({ id, label, low, high, nonMonotonic }) => ({
        id,
        label,
        low: end(low),
        high: end(high),
        note: nonMonotonic ? 'The cost does not move one way between the ends' : undefined,
      }))}
    />
  );
}

function Grid({ grid }: { readonly grid: TwoWayGrid | null }) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  if (!grid)
    return <p className={styles.say}>Two inputs with a range are needed: give two assumptions a low and a high end.</p>;
  const { rows, columns, costs } = grid;
  const centre = (index: number, of: readonly unknown[]): boolean => index === (of.length - 1) / 2;
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">
              {rows.label} ↓ {columns.label} →
            </th>
            {columns.values.map((value) => (
              <th key={value} scope="col">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.values.map((value, row) => (
            <tr key={value}>
              <th scope="row">{value}</th>
              {columns.values.map((other, column) => (
                <td
                  key={other}
                  className={centre(row, rows.values) && centre(column, columns.values) ? styles.centre : undefined}
                >
                  {compact(costs[row]?.[column] ?? '0')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Quarters({ outlook, names }: Pick<SureAnswerProps, 'outlook' | 'names'>) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  return (
    <>
      <p className="small">
        P10 to P90 with P50 at the end, {outlook.basis.currency}; above {names.before}
        {names.after !== null && (
          <>
            , below <b className={styles.scenario}>{names.after}</b>
          </>
        )}
      </p>
      <RangeBars
        write={compact}
        rows={outlook.quarters.flatMap(({ label, before, after, yearAgo }) => {
          const bar = (tone: 'before' | 'after', name: string, { p10, p50, p90 }: Band) => ({
            id: `${label} ${tone}`,
            label: tone === 'before' || names.after === null ? label : '',
            tone,
            p10: Number(p10),
            p50: Number(p50),
            p90: Number(p90),
            text: compact(p50),
            words: `${label}, ${name}: P10 ${compact(p10)}, P50 ${compact(p50)}, P90 ${compact(p90)}${yearAgo === null ? '' : `; paid a year earlier ${compact(yearAgo)}`}`,
          });
          return [
            bar('before', names.before, before),
            ...(names.after === null ? [] : [bar('after', names.after, after)]),
          ];
        })}
      />
    </>
  );
}

function Partners({ outlook, onPartner }: Pick<SureAnswerProps, 'outlook' | 'onPartner'>) {
  const locale = useLocale();
  const { compact, percent } = numbers(locale);
  const thresholds = outlook.partners.some(({ threshold }) => threshold !== null);
  return (
    <div className={styles.scroll}>
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th>Partner, widest first</th>
            <th className="num">P10</th>
            <th className="num">P50</th>
            <th className="num">P90</th>
            {thresholds && (
              <>
                <th>Next threshold</th>
                <th className="num">Crossed in</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {outlook.partners.map(({ partner, name, after, threshold, crosses }) => (
            <tr key={partner}>
              <td>
                <button type="button" className="link" onClick={() => onPartner(partner)}>
                  {name}
                </button>
              </td>
              <td className="num">{compact(after.p10)}</td>
              <td className="num">{compact(after.p50)}</td>
              <td className="num">{compact(after.p90)}</td>
              {thresholds && (
                <>
                  <td className="small">{threshold ?? '–'}</td>
                  <td className="num">{crosses === null ? '–' : `${percent(crosses)} of runs`}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
