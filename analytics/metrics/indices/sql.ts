/** An index as SQL, over whatever gives the values of its measures. */

/** A measure of an index: SQL of its value, and what it is held against. */
export interface HeldPart {
  readonly value: string;
  readonly weight: number;
  /** Decimal text, more than 0. */
  readonly target: string;
  readonly good: 'up' | 'down';
}

export interface IndexSql {
  /** 100 × Σ weight × attainment ÷ Σ weight, over the measures that are known; NULL when none is. Never rounded. */
  readonly value: string;
  /** The share of the weights that is known, 0 to 1. */
  readonly coverage: string;
}

/**
 * How far a value is on the way to its target, 0 to 1: actual ÷ target where more is better, target ÷ actual where less
 * is. What is unknown stays unknown.
 */
export function attainmentSql({ value, target, good }: HeldPart): string {
  const actual = `CAST(${value} AS DOUBLE)`;
  const wanted = `CAST(${target} AS DOUBLE)`;
  return good === 'up'
    ? `CASE WHEN ${actual} >= ${wanted} THEN 1.0 WHEN ${actual} <= 0 THEN 0.0 ELSE ${actual} / ${wanted} END`
    : `CASE WHEN ${actual} <= ${wanted} THEN 1.0 ELSE ${wanted} / ${actual} END`;
}

export function indexSql(parts: readonly HeldPart[]): IndexSql {
  const points = parts.map((part) => `coalesce(${part.weight} * (${attainmentSql(part)}), 0.0)`);
  const known = parts.map(({ value, weight }) => `CASE WHEN ${value} IS NULL THEN 0 ELSE ${weight} END`);
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  const reached = `CAST(${known.join(' + ')} AS DOUBLE)`;
  return {
    value: `100.0 * CAST(${points.join(' + ')} AS DOUBLE) / nullif(${reached}, 0)`,
    coverage: `${reached} / ${all}`,
  };
}
