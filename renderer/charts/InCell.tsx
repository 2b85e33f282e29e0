/**
 * Marks small enough for a table cell; one scale per column, given by the caller as `most`.
 * `<CellBar actual={…} prior={…} most={…} />`, `<Bullet value={…} target={…} floor={…} most={…} />`
 */

interface CellBarProps {
  readonly actual: number | null;
  readonly prior?: number | null | undefined;
  readonly most: number;
  readonly width?: number;
}

export function CellBar({ actual, prior = null, most, width = 64 }: CellBarProps) {
  const scale = (value: number): number => (most > 0 ? Math.max(0, (value / most) * (width - 2)) : 0);
  return (
    <svg width={width} height="16" aria-hidden="true">
      {prior !== null && <rect x="0" y="3" width={scale(prior)} height="10" fill="var(--py)" />}
      {actual !== null && (
        <rect
          x="0"
          y={prior === null ? 4 : 5.5}
          width={scale(actual)}
          height={prior === null ? 8 : 5}
          fill="var(--ac)"
        />
      )}
    </svg>
  );
}

interface BulletProps {
  readonly value: number | null;
  readonly target: number | null;
  /** Below it the bar turns bad; the figure beside must say so too (▼). */
  readonly floor?: number | null;
  readonly most: number;
  readonly width?: number;
  readonly height?: number;
}

export function Bullet({ value, target, floor = null, most, width = 84, height = 16 }: BulletProps) {
  const scale = (at: number): number => (most > 0 ? Math.min(width - 3, Math.max(0, (at / most) * (width - 3))) : 0);
  const middle = height / 2;
  const under = value !== null && floor !== null && value < floor;
  return (
    <svg width={width} height={height} aria-hidden="true">
      <rect x="0" y={middle - 5} width={floor === null ? width - 3 : scale(floor)} height="10" fill="var(--mute)" />
      {value !== null && (
        <rect x="0" y={middle - 2.5} width={scale(value)} height="5" fill={under ? 'var(--bad)' : 'var(--ac)'} />
      )}
      {target !== null && (
        <rect x={scale(target) - 1.5} y={middle - 5.5} width="3" height="11" fill="var(--canvas)" stroke="var(--ink)" />
      )}
    </svg>
  );
}
