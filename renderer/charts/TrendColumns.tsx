/**
 * A measure over quarters: actual solid in front, the year before faint behind it and a little to the left. Columns only
 * for time. The columns of the period in view are labelled strong.
 * `<TrendColumns points={[{ label: 'FY26-Q3', actual: 28e6, prior: 26e6 }]} write={compact} label="Bookings by quarter" />`
 */
import { quarterParts } from '../../analytics/present/quarters.ts';
import { labelTop } from './labels.ts';
import { markProps } from './marks.ts';
import { extentWithZero, linear } from './scale.ts';
import { useWidth } from './useWidth.ts';

export interface TrendPoint {
  readonly label: string;
  readonly actual: number | null;
  readonly prior: number | null;
  /** Part of the period that the screen is about. */
  readonly current?: boolean;
}

interface TrendColumnsProps {
  readonly points: readonly TrendPoint[];
  readonly write: (value: number) => string;
  readonly label: string;
  readonly height?: number;
  readonly onPick?: ((point: TrendPoint) => void) | undefined;
}

const TOP = 18;
const FOOT = 30;

export function TrendColumns({ points, write, label, height = 230, onPick }: TrendColumnsProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const [low, high] = extentWithZero(points.flatMap(({ actual, prior }) => [actual, prior]));
  const y = linear([low, high], [height - FOOT, TOP]);
  const step = width / Math.max(points.length, 1);
  const bar = Math.max(4, Math.min(34, step * 0.52));
  const shift = Math.max(2, Math.min(7, bar * 0.22));
  const zero = y(0);
  // Labels that would touch each other say nothing.
  const labelled = step >= 34;
  return (
    <div ref={ref}>
      <svg
        className="chart"
        width={width}
        height={height}
        role={onPick ? 'group' : 'img'}
        aria-label={summary(label, points, write)}
      >
        {points.map((point, index) => {
          const { actual, prior, current = false } = point;
          const centre = index * step + step / 2;
          const left = centre - bar / 2 + shift / 2;
          const { quarter, year } = quarterParts(point.label);
          const strong = current ? 'strong' : undefined;
          return (
            <g key={point.label} {...(onPick ? markProps(`Trace ${point.label}`, () => onPick(point)) : {})}>
              <title>{`${point.label}: ${actual === null ? 'none' : write(actual)}${prior === null ? '' : `, year before ${write(prior)}`}`}</title>
              <rect x={index * step} y={0} width={step} height={height} fill="transparent" />
              {prior !== null && <Bar x={left - shift} width={bar} from={zero} to={y(prior)} fill="var(--py)" />}
              {actual !== null && <Bar x={left} width={bar} from={zero} to={y(actual)} fill="var(--ac)" />}
              {actual !== null && labelled && (
                <text
                  x={left + bar / 2}
                  y={actual < 0 ? y(actual) + 12 : labelTop(y(actual), prior === null ? zero : y(prior)) - 5}
                  textAnchor="middle"
                  className={current ? 'strong halo' : 'halo'}
                >
                  {write(actual)}
                </text>
              )}
              <text x={left + bar / 2} y={height - FOOT + 14} textAnchor="middle" className={strong}>
                {quarter}
              </text>
              {(index === 0 || quarter === 'Q1') && (
                <text x={left + bar / 2} y={height - FOOT + 27} textAnchor="middle" className="quiet">
                  {year}
                </text>
              )}
            </g>
          );
        })}
        <line x1={0} x2={width} y1={zero + 0.5} y2={zero + 0.5} stroke="var(--line-2)" shapeRendering="crispEdges" />
      </svg>
    </div>
  );
}

function Bar({ x, width, from, to, fill }: { x: number; width: number; from: number; to: number; fill: string }) {
  return <rect x={x} y={Math.min(from, to)} width={width} height={Math.max(Math.abs(from - to), 0.5)} fill={fill} />;
}

function summary(label: string, points: readonly TrendPoint[], write: (value: number) => string): string {
  const known = points.filter(({ actual }) => actual !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return `${label}: nothing to draw`;
  return `${label}: ${write(first.actual ?? 0)} in ${first.label}, ${write(last.actual ?? 0)} in ${last.label}`;
}
