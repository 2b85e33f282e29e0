/** Two segments side by side: what tells them apart most comes first. */
import type { SegmentCaseInput } from '../../../../analytics/api/documents/segmentCase.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useDimensions, useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { writeFigure } from '../figure.ts';
import { SegmentMark } from '../SegmentMark.tsx';
import styles from '../Segments.module.css';

interface CompareSegmentsProps {
  readonly asked: SegmentCaseInput;
  readonly a: string;
  readonly b: string;
}

export function CompareSegments({ asked, a, b }: CompareSegmentsProps) {
  const query = useCall('segment.compare', { ...asked, a, b });
  const locale = useLocale();
  const dimensions = useDimensions();
  const { integer, signed } = numbers(locale);
  return (
    <Section
      title="Side by side"
      basis="of ratios the median partner, of others the mean; apart: difference of means in standard deviations"
      busy={query.isFetching}
    >
      <Settled query={query} what="The segments could not be compared">
        {(comparison) => (
          <table className={`compact ${styles.table}`}>
            <thead>
              <tr>
                <th>Figure</th>
                <th className="num">
                  <SegmentMark colour={comparison.a.colour}>{comparison.a.label}</SegmentMark>
                </th>
                <th className="num">
                  <SegmentMark colour={comparison.b.colour}>{comparison.b.label}</SegmentMark>
                </th>
                <th className="num">apart</th>
              </tr>
            </thead>
            <tbody>
              {comparison.features.map(({ feature, a: left, b: right, apart }) => (
                <tr key={feature.key}>
                  <td>
                    {feature.label} <span className="mut">{feature.typical}</span>
                  </td>
                  <td className="num">{writeFigure(left, feature.unit, locale)}</td>
                  <td className="num">{writeFigure(right, feature.unit, locale)}</td>
                  <td className="num">{apart === null ? NONE : signed.plain(apart)}</td>
                </tr>
              ))}
              {comparison.mixes.map(({ dim, value, a: left, b: right }) => (
                <tr key={`${dim} ${value}`}>
                  <td>
                    {[...dimensions.values()].find(({ id }) => id === dim)?.label ?? dim}: {value ?? NONE}
                  </td>
                  <td className="num">{integer(left)}</td>
                  <td className="num">{integer(right)}</td>
                  <td />
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Settled>
    </Section>
  );
}
