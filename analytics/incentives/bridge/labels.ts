/** What a step of a bridge is called: `Base rates −2.00 to −0.50 pp`, `Growth rebate`, `Cap 55 k a quarter`. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Network } from '../../network/network.ts';
import { decimalText, subtract } from '../../present/decimal.ts';
import { NARROW, numbers } from '../../present/numbers.ts';
import type { PlanDifference } from '../changes.ts';
import { exact } from '../explain/exact.ts';
import { compareFigures } from '../planFigures.ts';
import { PERIOD_WORDS } from '../sentence/lineSentence.ts';
import { type Category, lineOf } from './categories.ts';

interface Group {
  readonly category: Category;
  readonly line: string | null;
  readonly differences: readonly PlanDifference[];
  readonly coarseness: number;
}

const ALL_LINES: Readonly<Record<Category, string>> = {
  line: 'Lines that come or go',
  rate: 'Rates',
  threshold: 'Thresholds',
  cap: 'Caps',
  multiplier: 'Multipliers',
  rows: 'What counts',
  currency: 'Currency',
  pool: 'Pool',
  'partner cap': 'Cap over all lines',
  order: 'Order of lines',
  plan: 'Rounding and regions',
};

const OF_A_LINE: Readonly<Partial<Record<Category, string>>> = {
  rate: 'rates',
  threshold: 'thresholds',
  cap: 'caps',
  multiplier: 'multipliers',
  rows: 'what counts',
};

export function factorLabel(
  { before, after }: { readonly before: IncentivePlan; readonly after: IncentivePlan },
  { category, differences, coarseness }: Group,
  network: Network,
): string {
  const lines = [...new Set(differences.map(lineOf))];
  const [line] = lines;
  const nameOf = (id: string) => {
    const found = [...after.lines, ...before.lines].find((one) => one.id === id);
    return found?.label ?? id;
  };
  if (coarseness === 4) return after.name;
  if (lines.length > 1 || line === null || line === undefined) {
    return differences.length === 1 && (category === 'pool' || category === 'partner cap')
      ? differences[0]!.change.sentence
      : ALL_LINES[category];
  }
  const name = nameOf(line);
  if (category === 'line') return differences[0]!.difference.kind === 'removed' ? `${name} ends` : name;
  if (coarseness === 2) return `${name}: terms`;
  const points = pointsOf(differences, network.policy.locale);
  if (points) return `${name} ${points}`;
  const [only] = differences;
  if (differences.length > 1 || !only) return `${name} ${coarseness === 0 ? OF_A_LINE[category] : 'terms'}`;
  return capLabel(only, after, network) ?? only.change.sentence;
}

/** `−2.00 pp`, `rates −2.00 to −0.50 pp`; null where something else than rates changes. */
function pointsOf(differences: readonly PlanDifference[], locale: string): string | null {
  const changes = differences.map(({ change: { from, to, unit } }) =>
    unit === 'ratio' && typeof from === 'string' && typeof to === 'string'
      ? decimalText(subtract(exact(to), exact(from)))
      : null,
  );
  const known = changes.filter((change) => change !== null).sort(compareFigures);
  const [low, high] = [known[0], known.at(-1)];
  if (low === undefined || high === undefined || known.length < changes.length) return null;
  const { points } = numbers(locale).signed;
  if (known.length === 1) return points(low);
  if (low === high) return `rates ${points(low)}`;
  return `rates ${points(low).replace(`${NARROW}pp`, '')} to ${points(high)}`;
}

/** A cap on what a partner gets in a period is known by its height. */
function capLabel({ change, difference }: PlanDifference, plan: IncentivePlan, network: Network): string | null {
  if (difference.path.at(-1) !== 'capPartner' || change.to === null) return null;
  const line = plan.lines.find(({ id }) => id === difference.path[1]);
  if (!line) return null;
  return `${line.label ?? line.id}: cap ${numbers(network.policy.locale).compact(String(change.to))} ${PERIOD_WORDS[line.period]}`;
}
