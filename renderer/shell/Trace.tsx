/**
 * The passport of a figure, in a drawer that pushes the work aside: what it is, its formula with the parts filled in,
 * on which basis, the rows, the files they came from, the SQL.
 */
import { IconCopy, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FigureSpec } from '../../analytics/api/documents/query.ts';
import type { Cell, Passport, SourceInfo, Unit } from '../../analytics/api/results.ts';
import type { TraceTarget } from '../../analytics/present/address.ts';
import { formatCell } from '../../analytics/present/cell.ts';
import { formatMoment } from '../../analytics/present/dates.ts';
import { countWords, currencyWords, filterWords, windowWords } from '../../analytics/present/labels.ts';
import { shift } from '../../analytics/present/numbers.ts';
import { IconButton } from '../parts/Button.tsx';
import { Delta } from '../parts/Delta.tsx';
import { openTrace } from '../parts/Figure.tsx';
import { Empty, Failed, Frame, Settled } from '../parts/states.tsx';
import { useCall, useTable } from '../transport/calls.ts';
import { useDrawerWidth } from './drawer.ts';
import { say } from './statusLine.ts';
import styles from './Trace.module.css';
import { useCellStyle, useContextSpec, useDimensions, useLocale } from './workspace.ts';

export function Trace({ target }: { readonly target: TraceTarget }) {
  const { width, handle } = useDrawerWidth();
  const figure = useFigure(target);
  const query = useCall('query.trace', { figure });
  return (
    <aside className={styles.drawer} style={{ width }} aria-label="Trace">
      <div className={styles.handle} {...handle} />
      <header className={styles.head}>
        <h2>Trace</h2>
        <span className="small">{query.data && `data version ${query.data.basis.dataVersion}`}</span>
        <IconButton icon={IconX} label="Close the trace" onClick={() => openTrace(null)} className={styles.close} />
      </header>
      <div className={styles.body} aria-busy={query.isPlaceholderData}>
        <Settled query={query} what="This figure could not be traced" rows={8}>
          {(passport) => <PassportBody passport={passport} figure={figure} />}
        </Settled>
      </div>
    </aside>
  );
}

/** A figure of the address as the engine takes it: the screen's filters and the cell's. */
function useFigure({ metric, at, period: own }: TraceTarget): FigureSpec {
  const { period, compare, where } = useContextSpec();
  const window = own === 'all' ? undefined : (own ?? period);
  return {
    metric,
    where: [...where, ...at],
    ...(window === undefined ? {} : { period: window }),
    ...(compare === undefined || window === undefined ? {} : { compare }),
  };
}

function PassportBody({ passport, figure }: { readonly passport: Passport; readonly figure: FigureSpec }) {
  const { metric, value, prior, parts, basis, population, sources, before } = passport;
  const style = useCellStyle();
  const locale = useLocale();
  const dimensions = useDimensions();
  const exact = (cell: Cell, unit: Unit): string => formatCell(cell, unit, { ...style, style: 'exact' });
  const filters = basis.filters.map((filter) => filterWords(filter, (dim) => dimensions.get(dim)?.label ?? dim));
  return (
    <>
      <div className={styles.headline}>
        <div className="small">{[...filters, basis.period.label].join(', ')}</div>
        <div className={styles.big}>
          <b>{formatCell(value, metric.unit, style)}</b>
          <span>{metric.label}</span>
        </div>
        <p className={styles.meaning}>{metric.meaning}</p>
        {basis.comparison && (
          <p className="small">
            {basis.comparison.label}: {formatCell(prior, metric.unit, style)}{' '}
            <Delta value={changeOf(value, prior, metric.unit)} unit={metric.unit} good={metric.good} />
          </p>
        )}
      </div>

      <Block title="Formula, filled in">
        <p className={styles.formula}>{metric.formula}</p>
        <table className={styles.parts}>
          <tbody>
            {parts.map((part) => (
              <tr key={part.label}>
                <td>{part.label}</td>
                <td className="mut">{part.rows !== null && countWords(part.rows, 'row', locale)}</td>
                <td className="num">{exact(part.value, part.unit)}</td>
              </tr>
            ))}
            <tr className={styles.result}>
              <td>= {metric.label}</td>
              <td />
              <td className="num">
                <b>{metric.unit === 'ratio' ? exactShare(value) : exact(value, metric.unit)}</b>
              </td>
            </tr>
          </tbody>
        </table>
      </Block>

      <dl className={styles.facts}>
        <dt>Window</dt>
        <dd>
          {windowWords(basis.period, locale)}, {metric.dateBasis}
        </dd>
        <dt>Population</dt>
        <dd>{population}</dd>
        <dt>Currency</dt>
        <dd>{currencyWords(basis)}</dd>
        <dt>Policy</dt>
        <dd>version {basis.policyVersion}</dd>
        {basis.notes.map((note) => (
          <dd key={note} className={`warn ${styles.note}`}>
            {note}
          </dd>
        ))}
      </dl>

      <Rows passport={passport} figure={figure} />

      <Block title="Source">
        {sources.length === 0 && <p className="small">No loaded row stands behind this figure.</p>}
        {sources.map((source) => (
          <Source key={source.loadId} source={source} />
        ))}
        {before && (
          <p className="small">
            Before {before.load}: {formatCell(before.value, metric.unit, style)}.
          </p>
        )}
      </Block>
    </>
  );
}

/** Relative for amounts and counts, a difference for the rest: what a column of role `change` would hold. */
function changeOf(value: Cell, prior: Cell, unit: Unit): number | null {
  const now = Number(value);
  const then = Number(prior);
  if (value === null || prior === null || !Number.isFinite(now) || !Number.isFinite(then)) return null;
  if (unit !== 'money' && unit !== 'count' && unit !== 'quantity') return now - then;
  return then === 0 ? null : (now - then) / Math.abs(then);
}

/** Four decimals of a per cent: what the two parts give before anybody rounds. */
function exactShare(value: Cell): string {
  if (value === null || typeof value === 'boolean') return '–';
  const share = Number(shift(String(value), 2));
  return `${share.toFixed(4)}\u202f%`;
}

function Block({ title, aside, children }: { title: string; aside?: React.ReactNode; children: React.ReactNode }) {
  return (
    <section className={styles.block}>
      <h3>
        {title}
        {aside}
      </h3>
      {children}
    </section>
  );
}

const PARTS = [
  ['numerator', 'Numerator'],
  ['denominator', 'Denominator'],
] as const;

function Rows({ passport, figure }: { readonly passport: Passport; readonly figure: FigureSpec }) {
  const [shown, setShown] = useState<'numerator' | 'denominator' | 'sql'>('numerator');
  const ratio = passport.metric.kind === 'ratio';
  const tabs = ratio ? PARTS : ([['numerator', 'Rows']] as const);
  return (
    <Block
      title="Rows"
      aside={
        <span className={styles.tabs} role="tablist">
          {[...tabs, ['sql', 'SQL'] as const].map(([id, label]) => (
            <button key={id} type="button" role="tab" aria-selected={shown === id} onClick={() => setShown(id)}>
              {label}
            </button>
          ))}
        </span>
      }
    >
      {shown === 'sql' ? (
        <div className={styles.sql}>
          <IconButton icon={IconCopy} label="Copy the SQL" onClick={() => void copy(passport.sql)} />
          <pre>{passport.sql}</pre>
        </div>
      ) : (
        <RowTable figure={figure} part={ratio ? shown : undefined} />
      )}
    </Block>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  say('Copied');
}

const SHOWN_ROWS = 12;

function RowTable({ figure, part }: { figure: FigureSpec; part: 'numerator' | 'denominator' | undefined }) {
  const [all, setAll] = useState(false);
  const style = useCellStyle();
  const locale = useLocale();
  const { data, error } = useTable('query.rows', { figure, ...(part === undefined ? {} : { part }) }, { limit: 2_000 });
  if (error) return <Failed what="The rows could not be read" error={error} />;
  if (!data) return <Frame rows={5} />;
  const { table, reply } = data;
  if (table.rows === 0) return <Empty>No row stands behind this figure.</Empty>;
  const rows = Math.min(table.rows, all ? 200 : SHOWN_ROWS);
  return (
    <div className={styles.rowsScroll}>
      <table className={styles.rows}>
        <thead>
          <tr>
            {table.columns.map(({ info }) => (
              <th key={info.key} className={isFigure(info.unit) ? 'num' : undefined}>
                {info.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a fixed answer keep their place
            <tr key={row}>
              {table.columns.map(({ info, cell }) => (
                <td key={info.key} className={isFigure(info.unit) ? 'num' : undefined}>
                  {formatCell(cell(row), info.unit, { ...style, style: 'exact' })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small">
        {countWords(reply.totalRows, 'row', locale)} in all
        {rows < reply.totalRows && `, the newest ${rows.toLocaleString(locale)} shown. `}
        {!all && rows < table.rows && (
          <button type="button" className="link" onClick={() => setAll(true)}>
            Show more
          </button>
        )}
      </p>
    </div>
  );
}

const isFigure = (unit: string): boolean => unit !== 'text' && unit !== 'date' && unit !== 'flag';

function Source({ source }: { readonly source: SourceInfo }) {
  const { file, loadId, sha256, loadedAt, firstRow, lastRow, rows } = source;
  const locale = useLocale();
  return (
    <div className={styles.source}>
      <b>{file}</b>
      <span>
        load {loadId}, {formatMoment(loadedAt, locale)}, {countWords(rows, 'row', locale)}
        {firstRow !== null &&
          lastRow !== null &&
          ` between ${firstRow.toLocaleString(locale)} and ${lastRow.toLocaleString(locale)}`}
      </span>
      <code title={sha256}>
        sha256 {sha256.slice(0, 8)} … {sha256.slice(-4)}
      </code>
    </div>
  );
}
