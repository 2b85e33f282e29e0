/** The limits of the contract, in one place so that both ends and the tests agree. */
export const LIMITS = {
  /** A batch closes at whichever comes first. */
  batchRows: 65_536,
  batchBytes: 4 * 1024 * 1024,
  /** A frame larger than this is refused: a workbook of 5,000 partners is about 3 MB. */
  frameBytes: 256 * 1024 * 1024,
  cursorsPerSession: 64,
  /** An idle cursor closes by itself. */
  cursorIdleMs: 10 * 60_000,
  metricsPerQuery: 32,
  dimensionsPerQuery: 4,
  filterValues: 2_000,
  filesPerLoad: 32,
} as const;
