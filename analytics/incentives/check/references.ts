/** Names that a plan refers to, and names that it gives twice. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { regionGroupFaults, regionNameFaults, repeatedIds, unknownName } from '../../rules/documents/references.ts';

export function referenceFaults(plan: IncentivePlan): Finding[] {
  const groups = Object.keys(plan.regionGroups);
  return [
    ...repeatedIds('line', plan.lines, ['lines']),
    ...plan.lines.flatMap(({ surcharges, multipliers, rate }, index) => [
      ...repeatedIds('surcharge', surcharges, ['lines', index, 'surcharges']),
      ...repeatedIds('multiplier', multipliers, ['lines', index, 'multipliers']),
      ...('byRegion' in rate
        ? regionNameFaults(Object.keys(rate.byRegion), groups, ['lines', index, 'rate', 'byRegion'])
        : []),
    ]),
    ...regionGroupFaults(plan.regionGroups),
    ...lessFaults(plan),
    ...listFaults(plan, 'pool'),
    ...listFaults(plan, 'partnerCap'),
    ...shareOfFaults(plan),
  ];
}

/** What a line takes off must be known when the line is computed: lines are paid in the order of the list. */
function lessFaults({ lines }: IncentivePlan): Finding[] {
  const ids = lines.map(({ id }) => id);
  const takesOff = (from: string, what: string): boolean => {
    const seen = new Set<string>();
    const open = [from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === what) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(lines.find((line) => line.id === id)?.on.less ?? []));
    }
    return false;
  };
  return lines.flatMap(({ id, label = id, on }, index) =>
    on.less.flatMap((name, position): Finding[] => {
      const path = ['lines', index, 'on', 'less', position];
      const before = ids.indexOf(name);
      if (before < 0) return unknownName(name, ids, 'line', path);
      if (on.less.indexOf(name) < position) return [twice(name, path)];
      if (before < index) return [];
      const other = lines[before]!.label ?? name;
      if (before === index) return [{ path, sentence: 'A line cannot come off its own base. Remove it here.' }];
      const sentence = takesOff(name, id)
        ? `“${label}” and “${other}” come off each other’s base, so neither can be computed first. Keep one of the two.`
        : `“${other}” is paid after this line, and only what was paid before can come off. Move “${other}” above “${label}”, or remove it here.`;
      return [{ path, sentence }];
    }),
  );
}

function listFaults(plan: IncentivePlan, limit: 'pool' | 'partnerCap'): Finding[] {
  const ids = plan.lines.map(({ id }) => id);
  return (plan[limit]?.lines ?? []).flatMap((name, index, names): Finding[] => {
    const path = [limit, 'lines', index];
    if (names.indexOf(name) < index) return [twice(name, path)];
    return unknownName(name, ids, 'line', path);
  });
}

/** A share is of money that the same payees are paid on. */
function shareOfFaults({ lines, partnerCap }: IncentivePlan): Finding[] {
  if (!partnerCap?.share) return [];
  const path = ['partnerCap', 'share', 'of'];
  const { of } = partnerCap.share;
  const own = lines.find(({ id }) => id === of);
  if (!own) {
    return unknownName(
      of,
      lines.map(({ id }) => id),
      'line',
      path,
    );
  }
  const name = own.label ?? own.id;
  if (own.on.base === 'quantity' || own.on.base === 'count') {
    const sentence = `“${name}” counts ${own.on.base === 'quantity' ? 'units' : 'rows'}, and a share is of money. Name a line that counts an amount, or give the cap a sum.`;
    return [{ path, sentence }];
  }
  const other = lines.find(
    ({ id, payee }) => payee !== own.payee && (partnerCap.lines.length === 0 || partnerCap.lines.includes(id)),
  );
  if (!other) return [];
  const sentence = `“${other.label ?? other.id}” pays the ${other.payee}, and “${name}” counts what the ${own.payee} is paid on. Name a line that pays the ${other.payee}, or leave “${other.label ?? other.id}” out of the cap.`;
  return [{ path, sentence }];
}

function twice(name: string, path: Path): Finding {
  return { path, sentence: `“${name}” is listed twice. Remove one of them.` };
}
