/**
 * From one total to the next in signed steps that add up: a true zero, connectors, the count of partners under each.
 * Both totals and every step are named; green and red repeat what sign and direction say.
 */
import { markProps } from './marks.ts';
import { linear } from './scale.ts';
import { useWidth } from './useWidth.ts';

export interface BridgeBar {
  readonly id: string;
  readonly label: string;
  /** A second line under the label, for instance how many partners. */
  readonly detail?: string | undefined;
  /** A total stands on zero; a step starts where the one before it ended. */
  readonly kind: 'prior' | 'step' | 'actual';
  readonly value: number;
  readonly text: string;
}

interface BridgeChartProps {
  readonly bars: readonly BridgeBar[];
  readonly label: string;
  /** For steps: whether up is good news. */
  readonly good?: 'up' | 'down' | 'none';
  readonly height?: number;
  readonly onPick?: ((id: string) => void) | undefined;
}

const TOP = 18;
const FOOT = 32;

export function BridgeChart({ bars, label, good = 'up', height = 230, onPick }: BridgeChartProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  let running = 0;
  const spans = bars.map(({ kind, value }) => {
    const from = kind === 'step' ? running : 0;
    running = from + value;
    return { from, to: running };
  });
  const ends = spans.flatMap(({ from, to }) => [from, to]);
  const y = linear([Math.min(0, ...ends), Math.max(0, ...ends)], [height - FOOT, TOP]);
  const step = width / Math.max(bars.length, 1);
  const bar = Math.min(48, step * 0.68);
  return (
    <div ref={ref}>
      <svg
        className="chart"
        width={width}
        height={height}
        role={onPick ? 'group' : 'img'}
        aria-label={summary(label, bars)}
      >
        {bars.map(({ id, kind, value, text, label: name, detail }, index) => {
          const { from, to } = spans[index] ?? { from: 0, to: 0 };
          const left = index * step + (step - bar) / 2;
          const [top, bottom] = [Math.min(y(from), y(to)), Math.max(y(from), y(to))];
          const tone = kind === 'step' ? toneOf(value, good) : 'strong';
          const above = value >= 0;
          const next = bars[index + 1];
          return (
            <g key={id} {...(onPick ? markProps(`${name} ${text}`, () => onPick(id)) : {})}>
              <title>{`${name}: ${text}${detail ? `, ${detail} partners` : ''}`}</title>
              <rect x={index * step} y={0} width={step} height={height} fill="transparent" />
              <rect x={left} y={top} width={bar} height={Math.max(bottom - top, 1)} fill={fillOf(kind, tone)} />
              {next && (
                <line
                  x1={left + bar}
                  x2={left + step}
                  y1={y(to)}
                  y2={y(to)}
                  stroke="var(--line-2)"
                  shapeRendering="crispEdges"
                />
              )}
              <text
                x={left + bar / 2}
                y={above ? top - 5 : bottom + 12}
                textAnchor="middle"
                className={`halo ${tone === 'plain' ? '' : tone} ${kind === 'step' ? '' : 'strong'}`}
                style={{ fontWeight: 600 }}
              >
                {text}
              </text>
              <text x={left + bar / 2} y={height - FOOT + 15} textAnchor="middle">
                {name}
              </text>
              {detail && (
                <text x={left + bar / 2} y={height - FOOT + 28} textAnchor="middle" className="quiet">
                  {detail}
                </text>
              )}
            </g>
          );
        })}
        <line x1={0} x2={width} y1={y(0) + 0.5} y2={y(0) + 0.5} stroke="var(--line-2)" shapeRendering="crispEdges" />
      </svg>
    </div>
  );
}

function toneOf(value: number, good: 'up' | 'down' | 'none'): 'good' | 'bad' | 'plain' {
  if (value === 0 || good === 'none') return 'plain';
  return value > 0 === (good === 'up') ? 'good' : 'bad';
}

function fillOf(kind: BridgeBar['kind'], tone: string): string {
  if (kind === 'prior') return 'var(--py)';
  if (kind === 'actual') return 'var(--ac)';
  return tone === 'plain' ? 'var(--py)' : `var(--${tone})`;
}

function summary(label: string, bars: readonly BridgeBar[]): string {
  return `${label}: ${bars.map((bar) => `${bar.label} ${bar.text}`).join(', ')}`;
}
