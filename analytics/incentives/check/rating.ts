/** Parts that each make sense, and that no rating can follow together. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { atOdds, isGroupScope, MOST_MULTIPLIERS } from '../compile.ts';
import { needsLines } from '../rows.ts';
import { measuresOf } from './rows.ts';

export function ratingFaults(plan: IncentivePlan): Finding[] {
  return plan.lines.flatMap((line, index) => {
    const path = ['lines', index];
    return [
      ...unitFaults(plan, line, path),
      ...multiplierFaults(line, path),
      ...recurringFaults(line, path),
      ...groupFaults(line, path),
    ];
  });
}

function unitFaults(plan: IncentivePlan, line: PlanLine, path: Path): Finding[] {
  const odd = atOdds(plan, line);
  if (odd === null) return [];
  const why = 'and this line looks at all that a partner has in the period before it knows the rate';
  if (odd === 'row') {
    const sentence = `Rounding each row asks for every deal to be rated by itself, ${why}. Write "scope": "deal" here, or "when": "sum" for the plan.`;
    return [{ path: [...path, 'scope'], sentence }];
  }
  const sentence = `A cap for each deal asks for every deal to be rated by itself, ${why}. Write "scope": "deal", or use “capPartner”.`;
  return [{ path: [...path, 'limits', 'capDeal'], sentence }];
}

function multiplierFaults({ multipliers }: PlanLine, path: Path): Finding[] {
  if (multipliers.length <= MOST_MULTIPLIERS) return [];
  const sentence = `A line has at most ${MOST_MULTIPLIERS} multipliers, and this one has ${multipliers.length}. Remove some, or split the line.`;
  return [{ path: [...path, 'multipliers'], sentence }];
}

function recurringFaults(line: PlanLine, path: Path): Finding[] {
  if (line.on.base !== 'recurring_amount' || !needsLines(line)) return [];
  const sentence =
    'The recurring amount is one figure of a deal, so it cannot be parted by product or line. Take "base": "amount", or leave the products and "scope": "line" out.';
  return [{ path: [...path, 'on', 'base'], sentence }];
}

function groupFaults(line: PlanLine, path: Path): Finding[] {
  const { payee, terms } = line;
  const measured = payee === 'group' ? measuresOf(line, path) : [];
  return [
    ...measured.map(({ path: at }) => ({
      path: at,
      sentence: 'Only partners are measured, and this line pays groups. Write "payee": "partner", or look up the base.',
    })),
    ...(isGroupScope(line) && terms.trueUp
      ? [
          {
            path: [...path, 'terms', 'trueUp'],
            sentence:
              'A return of one partner would change what the others of its group were paid. Write "payee": "group", or leave the true-up out.',
          },
        ]
      : []),
  ];
}
