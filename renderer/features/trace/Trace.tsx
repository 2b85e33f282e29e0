/**
 * The passport of a figure, in a drawer that pushes the work aside: what it is, its formula with the parts filled in,
 * on which basis, the rows, the files they came from, the SQL.
 */
import { IconPin, IconPinFilled, IconX } from '@tabler/icons-react';
import type { FigureSpec } from '../../../analytics/api/documents/query.ts';
import type { Cell, Passport, SourceInfo, Unit } from '../../../analytics/api/results.ts';
import type { TraceTarget } from '../../../analytics/present/address.ts';
import { formatCell } from '../../../analytics/present/cell.ts';
import { formatMoment } from '../../../analytics/present/dates.ts';
import { countWords, currencyWords, windowWords } from '../../../analytics/present/labels.ts';
import { IconButton } from '../../parts/Button.tsx';
import { Delta } from '../../parts/Delta.tsx';
import { openTrace } from '../../parts/Figure.tsx';
import { Settled } from '../../parts/states.tsx';
import { useDrawerWidth } from '../../shell/drawer.ts';
import { change, useAddress } from '../../shell/location.ts';
import { useFilterWords } from '../../shell/useFilterWords.ts';
import { useCellStyle, useLocale } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { Block } from './Block.tsx';
import { Compare } from './Compare.tsx';
import { changeOf, exactShare, useFigure } from './figure.ts';
import { IndexMeasures } from './IndexMeasures.tsx';
import { isSame, pinnedOf, withPin } from './pin.ts';
import { Rows } from './Rows.tsx';
import styles from './Trace.module.css';

export function Trace({ target }: { readonly target: TraceTarget }) {
  const { width, handle } = useDrawerWidth();
  const figure = useFigure(target);
  const query = useCall('query.trace', { figure });
  const address = useAddress();
  const pinned = pinnedOf(address);
  const pinnedHere = isSame(pinned, target);
  return (
    <aside className={styles.drawer} style={{ width }} aria-label="Trace">
      <div className={styles.handle} {...handle} />
      <header className={styles.head}>
        <h2>Trace</h2>
        <span className="small">{query.data && `data version ${query.data.basis.dataVersion}`}</span>
        <IconButton
          icon={pinnedHere ? IconPinFilled : IconPin}
          label={pinnedHere ? 'Unpin this figure' : 'Pin this figure to compare it with another'}
          aria-pressed={pinnedHere}
          className={styles.close}
          onClick={() => change({ extra: withPin(address, pinnedHere ? null : target) }, { replace: true })}
        />
        <IconButton icon={IconX} label="Close the trace" onClick={() => openTrace(null)} />
      </header>
      <div className={styles.body} aria-busy={query.isPlaceholderData}>
        <Settled query={query} what="This figure could not be traced" rows={8}>
          {(passport) => (
            <>
              {pinned && !pinnedHere && <Compare pinned={pinned} other={passport} />}
              <PassportBody passport={passport} figure={figure} target={target} />
            </>
          )}
        </Settled>
      </div>
    </aside>
  );
}

interface PassportBodyProps {
  readonly passport: Passport;
  readonly figure: FigureSpec;
  readonly target: TraceTarget;
}

function PassportBody({ passport, figure, target }: PassportBodyProps) {
  const { metric, value, prior, basis, population, sources, before, index } = passport;
  const style = useCellStyle();
  const locale = useLocale();
  const filters = useFilterWords(basis.filters);
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

      {index ? (
        <IndexMeasures
          metric={metric}
          value={formatCell(value, metric.unit, style)}
          index={index}
          against={basis.comparison?.label}
          target={target}
        />
      ) : (
        <Formula passport={passport} />
      )}

      <dl className={styles.facts}>
        <dt>Window</dt>
        <dd>
          {windowWords(basis.period, locale)}, {metric.dateBasis}
        </dd>
        <dt>Population</dt>
        <dd>{filters.length > 0 ? filters.join('; ') : population}</dd>
        <dt>Currency</dt>
        <dd>{currencyWords(basis)}</dd>
        <dt>Policy</dt>
        <dd>version {basis.policyVersion}</dd>
        {basis.notes.map((note) => (
          <dd key={note} className={styles.note}>
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

function Formula({ passport: { metric, value, parts } }: { readonly passport: Passport }) {
  const style = useCellStyle();
  const locale = useLocale();
  const exact = (cell: Cell, unit: Unit): string => formatCell(cell, unit, { ...style, style: 'exact' });
  return (
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
  );
}

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
