/** How unequal: share of the sum made by the smallest partners up to there, against the line of equals. One point named. */
import { linear } from './scale.ts';
import { useWidth } from './useWidth.ts';

interface LorenzCurveProps {
  /** Shares from 0 to 1, smallest partners first. */
  readonly curve: readonly { readonly partners: number; readonly share: number }[];
  /** The point named in words: how many partners make the rest. */
  readonly named: { readonly partners: number; readonly share: number; readonly text: string };
  /** At the end of the axis: `420 partners`. */
  readonly roster: string;
  readonly label: string;
  readonly height?: number;
}

const LEFT = 28;
const RIGHT = 4;
const TOP = 6;
const FOOT = 18;

export function LorenzCurve({ curve, named, roster, label, height = 190 }: LorenzCurveProps) {
  const { ref, width } = useWidth<HTMLDivElement>(280);
  const right = width - RIGHT;
  const bottom = height - FOOT;
  const x = linear([0, 1], [LEFT, right]);
  const y = linear([0, 1], [bottom, TOP]);
  const path = curve
    .map(({ partners, share }, index) => `${index ? 'L' : 'M'}${x(partners).toFixed(1)} ${y(share).toFixed(1)}`)
    .join('');
  const angle = (Math.atan2(TOP - bottom, right - LEFT) * 180) / Math.PI;
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={height} role="img" aria-label={label}>
        <path d={`${path}Z`} fill="var(--sunk)" />
        <path d={`M${LEFT} ${bottom}L${right} ${TOP}`} stroke="var(--line-2)" strokeDasharray="3 3" />
        <path d={path} fill="none" stroke="var(--ac)" strokeWidth="1.5" />
        <path
          d={`M${LEFT}.5 ${TOP}V${bottom}.5H${right}`}
          fill="none"
          stroke="var(--line-2)"
          shapeRendering="crispEdges"
        />
        <path
          d={`M${x(named.partners)} ${y(named.share)}V${bottom}`}
          stroke="var(--line-2)"
          shapeRendering="crispEdges"
        />
        <circle
          cx={x(named.partners)}
          cy={y(named.share)}
          r="3.5"
          fill="var(--canvas)"
          stroke="var(--ac)"
          strokeWidth="1.5"
        />
        <text x={x(named.partners) - 7} y={y(named.share) - 7} textAnchor="end" className="halo strong">
          {named.text}
        </text>
        <text transform={`translate(${x(0.36)} ${y(0.36) - 6}) rotate(${angle})`} textAnchor="middle" className="quiet">
          equal
        </text>
        {[0.5, 1].map((share) => (
          <text key={share} x={LEFT - 5} y={y(share) + 4} textAnchor="end" className="quiet">
            {share * 100}
          </text>
        ))}
        <text x={LEFT} y={height - 4} className="quiet">
          0
        </text>
        <text x={right} y={height - 4} textAnchor="end" className="quiet">
          {roster}
        </text>
      </svg>
    </div>
  );
}
