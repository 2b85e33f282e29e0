/** The pinned figure beside the one in view: both values, their difference, and their parts line by line. */

import { IconX } from '@tabler/icons-react';
import type { Cell, Passport } from '../../../analytics/api/results.ts';
import type { TraceTarget } from '../../../analytics/present/address.ts';
import { formatCell, formatDifference } from '../../../analytics/present/cell.ts';
import { decimalText, parseDecimal, subtract } from '../../../analytics/present/decimal.ts';
import { IconButton } from '../../parts/Button.tsx';
import { openTrace } from '../../parts/Figure.tsx';
import { Settled } from '../../parts/states.tsx';
import { change, currentAddress } from '../../shell/location.ts';
import { useFilterWords } from '../../shell/useFilterWords.ts';
import { useCellStyle } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { useFigure } from './figure.ts';
import { withPin } from './pin.ts';
import styles from './Trace.module.css';

interface CompareProps {
  readonly pinned: TraceTarget;
  readonly other: Passport;
}

export function Compare({ pinned, other }: CompareProps) {
  const query = useCall('query.trace', { figure: useFigure(pinned) });
  return (
    <section className={styles.compare} aria-label="Against the pinned figure">
      <h3>
        Against the pinned figure
        <IconButton
          icon={IconX}
          label="Unpin"
          className={styles.close}
          onClick={() => change({ extra: withPin(currentAddress(), null) }, { replace: true })}
        />
      </h3>
      <Settled query={query} what="The pinned figure could not be traced" rows={3}>
        {(passport) => <Lines pinned={passport} target={pinned} other={other} />}
      </Settled>
    </section>
  );
}

function Lines({ pinned, target, other }: { pinned: Passport; target: TraceTarget; other: Passport }) {
  const { locale } = useCellStyle();
  const exact = { locale, style: 'exact' } as const;
  const pinnedWords = useCellWords(pinned);
  const otherWords = useCellWords(other);
  const comparable = pinned.metric.unit === other.metric.unit;
  const labels = [...new Set([...partsOf(pinned), ...partsOf(other)].map(({ label }) => label))];
  const part = (passport: Passport, label: string): string => {
    const found = partsOf(passport).find((candidate) => candidate.label === label);
    return found ? formatCell(found.value, found.unit, exact) : '';
  };
  return (
    <table className={styles.parts}>
      <thead>
        <tr>
          <td />
          <td className="num">
            <button type="button" className="link" onClick={() => openTrace(target)} title={pinnedWords}>
              pinned
            </button>
          </td>
          <td className="num">this</td>
        </tr>
        <tr>
          <td className="mut">of</td>
          <td className={`num mut ${styles.wrap}`}>{pinnedWords}</td>
          <td className={`num mut ${styles.wrap}`}>{otherWords}</td>
        </tr>
      </thead>
      <tbody>
        {labels.map((label) => (
          <tr key={label}>
            <td>{label}</td>
            <td className="num">{part(pinned, label)}</td>
            <td className="num">{part(other, label)}</td>
          </tr>
        ))}
        <tr className={styles.result}>
          <td>{pinned.metric.id === other.metric.id ? pinned.metric.label : 'Figure'}</td>
          <td className="num">
            <b>{formatCell(pinned.value, pinned.metric.unit, exact)}</b>
          </td>
          <td className="num">
            <b>{formatCell(other.value, other.metric.unit, exact)}</b>
          </td>
        </tr>
        {comparable && (
          <tr>
            <td>Difference</td>
            <td />
            <td className="num">
              {formatDifference(differenceOf(other.value, pinned.value), other.metric.unit, exact)}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** The parts of a formula, or the measures of an index. */
function partsOf({ parts, index }: Passport): readonly Pick<Passport['parts'][number], 'label' | 'value' | 'unit'>[] {
  return index ? index.measures.map(({ label, actual, unit }) => ({ label, value: actual, unit })) : parts;
}

/** Which cell a passport is about, in words. */
function useCellWords({ basis, metric }: Passport): string {
  return [metric.label, ...useFilterWords(basis.filters), basis.period.label].join(', ');
}

/** Exact for decimals of record, a float for ratios. */
function differenceOf(a: Cell, b: Cell): Cell {
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [parseDecimal(a), parseDecimal(b)];
    if (left && right) return decimalText(subtract(left, right));
  }
  return a === null || b === null ? null : Number(a) - Number(b);
}
