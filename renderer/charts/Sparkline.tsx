/**
 * A trend in a row: no axis, its own scale, the last point marked. Gaps stay gaps.
 * `<Sparkline values={[…]} label="Bookings, 8 quarters" />`
 */
interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ values, label, width = 58, height = 18 }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const inset = 3;
  const step = values.length > 1 ? (width - inset * 2) / (values.length - 1) : 0;
  const x = (index: number): number => inset + index * step;
  const y = (value: number): number =>
    high === low ? height / 2 : inset + (1 - (value - low) / (high - low)) * (height - inset * 2);
  let path = '';
  let pen = false;
  for (const [index, value] of values.entries()) {
    if (value !== null) path += `${pen ? 'L' : 'M'}${x(index).toFixed(2)} ${y(value).toFixed(2)}`;
    pen = value !== null;
  }
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={path} fill="none" stroke="var(--ac)" strokeWidth="1.25" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] ?? low)} r="2.25" fill="var(--ac)" />
    </svg>
  );
}
