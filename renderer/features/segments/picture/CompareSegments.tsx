/** Two segments side by side: what tells them apart most comes first. */
import { useState } from 'react';
import type { SegmentCaseInput } from '../../../../analytics/api/documents/segmentCase.ts';
import type { SegmentComparison, SegmentProfile } from '../../../../analytics/api/segments.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Settled } from '../../../parts/states.tsx';
import { useDimensions, useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { writeFigure } from '../figure.ts';
import { SegmentMark } from '../SegmentMark.tsx';
import styles from '../Segments.module.css';
import { tellingMixes } from './mixes.ts';

interface CompareSegmentsProps {
  readonly asked: SegmentCaseInput;
  readonly a: SegmentProfile;
  readonly b: SegmentProfile;
  readonly onDone: () => void;
}

export function CompareSegments({ asked, a, b, onDone }: CompareSegmentsProps) {
  const query = useCall('segment.compare', { ...asked, a: a.id, b: b.id });
  return (
    <section aria-label={`Side by side: ${a.label} and ${b.label}`} aria-busy={query.isFetching}>
      <Settled query={query} what="The segments could not be compared">
        {(comparison) => (
          <>
            <Comparison comparison={comparison} />
            <p className="small">
              Apart: the difference of the means in standard deviations; beyond 0.8 either way it is large.{' '}
              <button type="button" className="link" onClick={onDone}>
                Close the comparison
              </button>
            </p>
          </>
        )}
      </Settled>
    </section>
  );
}

function Comparison({ comparison }: { readonly comparison: SegmentComparison }) {
  const locale = useLocale();
  const dimensions = useDimensions();
  const [all, showAll] = useState(false);
  const { percent, signed } = numbers(locale);
  const { a, b, features, mixes } = comparison;
  const told = tellingMixes(comparison);
  const share = (count: number, of: number): string => (of > 0 ? percent(count / of, 0) : NONE);
  return (
    <table className={`compact ${styles.table}`}>
      <thead>
        <tr>
          <th>Figure</th>
          <th className="num">
            <SegmentMark colour={a.colour}>{a.label}</SegmentMark>
          </th>
          <th className="num">
            <SegmentMark colour={b.colour}>{b.label}</SegmentMark>
          </th>
          <th className="num">apart</th>
        </tr>
      </thead>
      <tbody>
        {features.map(({ feature, a: left, b: right, apart }) => (
          <tr key={feature.key}>
            <td>
              {feature.label} <span className="mut">{feature.typical}</span>
            </td>
            <td className="num">{writeFigure(left, feature.unit, locale)}</td>
            <td className="num">{writeFigure(right, feature.unit, locale)}</td>
            <td className="num">{apart === null ? NONE : signed.exact(apart, 2)}</td>
          </tr>
        ))}
        {(all ? mixes : told).map(({ dim, value, a: left, b: right }) => (
          <tr key={`${dim} ${value}`}>
            <td>
              {[...dimensions.values()].find(({ id }) => id === dim)?.label ?? dim}: {value ?? NONE}{' '}
              <span className="mut">share</span>
            </td>
            <td className="num">{share(left, a.partners)}</td>
            <td className="num">{share(right, b.partners)}</td>
            <td />
          </tr>
        ))}
        {told.length < mixes.length && (
          <tr>
            <td colSpan={4}>
              <button type="button" className="link" onClick={() => showAll(!all)}>
                {all ? 'Only the shares that differ most' : `All ${mixes.length} shares`}
              </button>
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
