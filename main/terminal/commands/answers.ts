import type { Command } from 'commander';
import { addImport } from './import.ts';
import { addIncentives } from './incentives.ts';
import { addMetrics } from './metrics.ts';
import { addPack } from './pack.ts';
import { addScorecard } from './scorecard.ts';
import { addSegments } from './segments.ts';
import { addTiers } from './tiers.ts';

/** The commands that answer in the terminal, with an engine in its own process. */
export function addAnswers(program: Command): void {
  for (const add of [addImport, addScorecard, addSegments, addTiers, addIncentives, addPack, addMetrics]) add(program);
}
