/**
 * One among peers: a tick for each peer, the middle half shaded, the median as a line, the own value as a dot.
 * Values beyond the fences (three times the middle half) are drawn at the edge so that one giant does not hide the rest.
 */
import { linear } from './scale.ts';

interface PeerStripProps {
  /** Of all peers with a value, any order; the own one among them. */
  readonly values: readonly number[];
  readonly own: number;
  readonly label: string;
  readonly width?: number;
}

export function PeerStrip({ values, own, label, width = 150 }: PeerStripProps) {
  const sorted = [...values].sort((a, b) => a - b);
  const [q1, median, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
  const reach = (q3 - q1) * 3;
  const low = Math.max(sorted[0] ?? 0, Math.min(q1 - reach, own));
  const high = Math.min(sorted.at(-1) ?? 0, Math.max(q3 + reach, own));
  const x = linear([low, high], [5, width - 5]);
  const at = (value: number): number => x(Math.min(high, Math.max(low, value)));
  return (
    <svg className="chart" width={width} height="16" role="img" aria-label={label}>
      <rect x={at(q1)} y="1" width={Math.max(at(q3) - at(q1), 1)} height="14" fill="var(--mute)" />
      <line x1="2" x2={width - 2} y1="8" y2="8" stroke="var(--line-2)" />
      {sorted.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: peers with equal values are told apart by place only
        <line key={index} x1={at(value)} x2={at(value)} y1="5" y2="11" stroke="var(--py)" />
      ))}
      <line x1={at(median)} x2={at(median)} y1="1" y2="15" stroke="var(--ac)" strokeWidth="1.5" />
      <circle cx={at(own)} cy="8" r="4" fill="var(--ac)" stroke="var(--canvas)" />
    </svg>
  );
}

/** Linear interpolation between the two nearest, as spreadsheets do. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

/** Percentile among peers, the own value one of them: 100 for the highest, 0 for the lowest, ties in the middle of their places. */
export function percentileOf(values: readonly number[], own: number): number {
  if (values.length <= 1) return 100;
  const below = values.filter((value) => value < own).length;
  const equal = values.filter((value) => value === own).length;
  return Math.round(((below + Math.max(equal - 1, 0) / 2) / (values.length - 1)) * 100);
}
