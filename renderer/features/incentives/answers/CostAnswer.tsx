/** What it costs: exact on history, by whom, by what, line by line, and what limits took. */
import type { CostRow, IncentiveSimulation, LineCost } from '../../../../analytics/api/incentives.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords, levelStripes, payoutKindInSentence } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { ScenarioBars } from '../../../charts/ScenarioBars.tsx';
import { Segmented } from '../../../parts/Button.tsx';
import { Level } from '../../../parts/Level.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { kindsOf, oneOf, setKinds } from '../address.ts';
import { LIMIT_WORDS } from '../kinds.ts';
import styles from './Answers.module.css';
import { changeOf, costChange } from './amounts.ts';
import type { Sides } from './parts.ts';

const BY = [
  { value: 'level', label: 'Level' },
  { value: 'type', label: 'Type' },
  { value: 'region', label: 'Region' },
  { value: 'country', label: 'Country' },
  { value: 'family', label: 'Product' },
  { value: 'quarters', label: 'Quarter' },
  { value: 'lines', label: 'Line' },
] as const;
type By = (typeof BY)[number]['value'];

const BY_IDS = BY.map(({ value }) => value);

/** More bars than that are a list, not a picture. */
const MOST_BARS = 8;

interface CostAnswerProps {
  readonly simulation: IncentiveSimulation;
  /** Names of both sides; without a plan there is one. */
  readonly names: Sides;
}

export function CostAnswer({ simulation, names }: CostAnswerProps) {
  const by = oneOf(BY_IDS, useAddress().extra.costs) ?? 'level';
  const locale = useLocale();
  const { compact } = numbers(locale);
  const { before, after, basis } = simulation;
  const change = costChange(changeOf({ before, after }), locale);
  return (
    <>
      <div className={styles.headline}>
        <b className={names.after === null && basis.paidUnknown === null ? styles.paid : undefined}>{compact(after)}</b>
        <div>
          exact on history, {basis.currency}
          <br />
          {names.after === null ? (
            names.before
          ) : (
            <>
              <span className={change.tone}>{change.text}</span> on {compact(before)} {names.before}
            </>
          )}
        </div>
      </div>
      {basis.paidUnknown !== null && <p className={styles.say}>{basis.paidUnknown}</p>}
      <div className={styles.tools}>
        <Segmented
          label="Cost by"
          value={by}
          options={BY}
          onChange={(next) => changeExtra({ costs: next === 'level' ? '' : next }, { replace: true })}
        />
      </div>
      {by === 'lines' ? (
        <Lines lines={simulation.lines} named={names.before} />
      ) : (
        <Bars rows={by === 'quarters' ? simulation.quarters : simulation.by[by]} by={by} names={names} />
      )}
      {by === 'level' && simulation.by.level.some(({ value }) => value !== null) && (
        <p className="small">Levels are those of {formatDate(basis.period.to, locale)}.</p>
      )}
      <Kinds basis={basis} />
    </>
  );
}

/** Kinds of payouts that what was paid is made of, and those that are in no figure: each goes to the other side at a press. */
function Kinds({ basis: { kinds, leftAlone, against, paidUnknown } }: Pick<IncentiveSimulation, 'basis'>) {
  const { compact } = numbers(useLocale());
  const chosen = kindsOf(useAddress().extra);
  const asPaid = against === 'As paid' && paidUnknown === null;
  if (leftAlone.length === 0 && chosen.length === 0) return null;
  if (!asPaid)
    return (
      <p className="small">
        Left as they are:{' '}
        {leftAlone.map(({ kind, amount }) => `${payoutKindInSentence(kind)} ${compact(amount)}`).join(', ')}.
      </p>
    );
  return (
    <p className="small">
      As paid counts {kinds.map(payoutKindInSentence).join(', ')}.{leftAlone.length > 0 && ' Left out: '}
      {leftAlone.map(({ kind, amount }, index) => (
        <span key={kind}>
          {index > 0 && ', '}
          <button
            type="button"
            className="link"
            title={`Count ${payoutKindInSentence(kind)} as paid, too`}
            onClick={() => setKinds([...kinds, kind])}
          >
            {payoutKindInSentence(kind)} {compact(amount)}
          </button>
        </span>
      ))}
      {leftAlone.length > 0 && '. '}
      {leftAlone.length > 1 && (
        <button
          type="button"
          className="link"
          onClick={() => setKinds([...kinds, ...leftAlone.map(({ kind }) => kind)])}
        >
          Count all kinds
        </button>
      )}{' '}
      {chosen.length > 0 && (
        <button type="button" className="link" onClick={() => setKinds([])}>
          Only the kinds that the plan pays
        </button>
      )}
    </p>
  );
}

/** What has no value is said in words: a dash could be a level of that name. */
const NO_VALUE: Partial<Record<By, string>> = { level: 'No level', family: 'Not by deal' };

function nameOf({ value, label }: CostRow, by: By): string {
  return value === null ? (NO_VALUE[by] ?? 'Not known') : label;
}

interface BarsProps extends Pick<CostAnswerProps, 'names'> {
  readonly rows: readonly CostRow[];
  readonly by: By;
}

function Bars({ rows, by, names }: BarsProps) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  // Highest first; stripes count from the lowest.
  const ladder = rows.flatMap(({ value }) => value ?? []).toReversed();
  const shown = rows.slice(0, MOST_BARS);
  return (
    <>
      <ScenarioBars
        before={names.before}
        after={names.after ?? ''}
        change={names.after === null ? '' : 'Δ cost'}
        nameWidth={by === 'level' || by === 'quarters' ? 92 : 116}
        rows={shown.map((row) => {
          const change = costChange(changeOf(row), locale);
          return {
            id: row.value ?? '',
            name:
              by === 'level' && row.value !== null ? (
                <Level name={row.label} stripes={levelStripes(row.value, ladder)} />
              ) : (
                nameOf(row, by)
              ),
            before: Number(row.before),
            after: names.after === null ? 0 : Number(row.after),
            beforeText: compact(row.before),
            afterText: names.after === null ? '' : compact(row.after),
            change: names.after === null ? '' : <span className={change.tone}>{change.text}</span>,
          };
        })}
      />
      {rows.length > shown.length && <MoreRows rows={rows} by={by} names={names} />}
    </>
  );
}

/** Rows that no bar is drawn for. */
function MoreRows({ rows, by, names }: BarsProps) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  const more = rows.slice(MOST_BARS);
  return (
    <details>
      <summary className="small">
        {more.length} more of {rows.length}
      </summary>
      <div className={styles.scroll}>
        <table className={`compact ${styles.table}`}>
          <thead>
            <tr>
              <th>{BY.find(({ value }) => value === by)?.label}</th>
              <th className="num">{names.before}</th>
              {names.after !== null && (
                <>
                  <th className="num">{names.after}</th>
                  <th className="num">Δ cost</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {more.map((row) => {
              const change = costChange(changeOf(row), locale);
              return (
                <tr key={row.value ?? ''}>
                  <td>{nameOf(row, by)}</td>
                  <td className="num mut">{compact(row.before)}</td>
                  {names.after !== null && (
                    <>
                      <td className="num">{compact(row.after)}</td>
                      <td className={`num ${change.tone}`}>{change.text}</td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Lines({ lines, named }: { readonly lines: readonly LineCost[]; readonly named: string }) {
  const locale = useLocale();
  const { compact, integer } = numbers(locale);
  return (
    <table className={`compact ${styles.table}`}>
      <thead>
        <tr>
          <th>Line</th>
          <th className="num">{named}</th>
          <th className="num">Pays</th>
          <th className="num">Payees</th>
          <th>What limits took</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ plan, line, label, before, after, payees, lost }) => (
          <tr key={`${plan} ${line}`}>
            <td>{label}</td>
            <td className="num mut">{before === null ? '–' : compact(before)}</td>
            <td className="num">{compact(after)}</td>
            <td className="num">{integer(payees)}</td>
            <td className="small">
              {lost
                .map(
                  ({ limit, amount, payees: held }) =>
                    `${LIMIT_WORDS[limit]}: ${compact(amount)} from ${countWords(held, 'payee', locale)}`,
                )
                .join('; ') || '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
