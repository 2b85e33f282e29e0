/** Which change of one value would keep losers whole: the kernel is run with it, and the losers are counted. */
import type { KeepWhole } from '../../api/incentives.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { Network } from '../../network/network.ts';
import { numbers } from '../../present/numbers.ts';
import { valueAt } from '../../rules/documents/edit.ts';
import { keptUnits, runKernel } from '../lab/keptUnits.ts';
import { inputsOf } from '../lab/unitsRead.ts';
import { unitAt, valueText } from '../planUnits.ts';
import { amountText } from '../settle.ts';
import type { SideRequest } from '../side.ts';
import { unitsKey } from '../unitsKey.ts';
import { groupsOf } from './groups.ts';
import { compiledAt, type Lever, leversOf, raisedBy } from './levers.ts';
import type { PayView } from './view.ts';

/** Raises that anybody would talk about. */
const MOST_STEPS = 12;
const MOST_LEVERS = 16;
const MOST_TOLD = 6;
/** A raise pays others, too. One that costs more than so many times what the losers lose is no way to keep them whole. */
const WORTH_ITS_COST = 2;

interface Loser {
  readonly payee: number;
  readonly loss: number;
}

interface Change {
  readonly lever: Lever;
  readonly value: string;
  readonly kept: number;
  readonly cost: number;
}

/**
 * By level of the losers: the cheapest raise of one rate that keeps half of them whole, else the one that keeps the most. Where
 * every raise costs far more than the losses that it mends, what it takes to pay them the difference.
 */
export async function keepWhole(view: PayView, options: LabOptions): Promise<KeepWhole[]> {
  const { rated, prepared } = view;
  const { after: request } = prepared.sides;
  if (request === 'as-paid') return [];
  const groups = losersByLevel(view);
  if (groups.size === 0) return [];
  const best = new Map<string, Change>();
  for (const lever of leversOf(rated.after).slice(0, MOST_LEVERS)) {
    const raise = await raising(view, lever, request, options);
    const first = raise(raisedBy(lever, 1));
    for (const [level, losers] of groups) {
      const change = changeFor(lever, losers, first, raise);
      if (change && isBetter(change, best.get(level), losers.length)) best.set(level, change);
    }
  }
  return [...groups]
    .map(([level, losers]) => {
      const change = best.get(level);
      return change ? told(view, level, losers, change) : difference(view, level, losers);
    })
    .sort((a, b) => Number(a.cost) - Number(b.cost))
    .slice(0, MOST_TOLD);
}

function losersByLevel({ rated: { pairs }, payees }: PayView): Map<string, Loser[]> {
  const groups = new Map<string, Loser[]>();
  payees.forEach(({ level }, payee) => {
    const loss = pairs.before[payee]! - pairs.after[payee]!;
    if (loss <= 0) return;
    const name = level ?? '';
    const group = groups.get(name) ?? [];
    if (group.length === 0) groups.set(name, group);
    group.push({ payee, loss });
  });
  return groups;
}

/** What every payee of the case gains when the lever has a value. */
async function raising(
  { desk, rated }: PayView,
  { line, ...lever }: Lever,
  request: SideRequest,
  options: LabOptions,
): Promise<(value: string) => Float64Array> {
  const { after, pairs } = rated;
  const key = unitsKey(line.plan, line.compiled, request);
  const kept = await keptUnits(desk, line.plan, line.compiled, request, options);
  const groups = groupsOf(after, line, kept.table);
  const places = new Map(pairs.payees.map((id, place) => [id, place]));
  const placeOf = after.payees.map((id) => places.get(id)!);
  return (value) => {
    const inputs = inputsOf(kept.compiled, compiledAt({ line, ...lever }, value));
    const earned = runKernel(desk, kept, key, inputs, line.plan.rounding.digits);
    const gains = new Float64Array(pairs.payees.length);
    if (!earned) return gains;
    groups.forEach((group, row) => {
      if (group < 0) return;
      const amount = line.convert ? line.convert(earned[group]!, line.periodOf[row]!) : earned[group]!;
      gains[placeOf[line.payeeOf[row]!]!]! += amount - line.earned[row]!;
    });
    return gains;
  };
}

/** As many steps as half of the losers need, as far as the first one tells; counted by a run of its own. */
function changeFor(
  lever: Lever,
  losers: readonly Loser[],
  first: Float64Array,
  raise: (value: string) => Float64Array,
): Change | null {
  const needed = losers
    .map(({ payee, loss }) => (first[payee]! > 0 ? Math.ceil(loss / first[payee]!) : Number.POSITIVE_INFINITY))
    .filter((steps) => steps <= MOST_STEPS)
    .sort((a, b) => a - b);
  if (needed.length === 0) return null;
  const steps = needed[Math.min(needed.length, Math.ceil(losers.length / 2)) - 1]!;
  const value = raisedBy(lever, steps);
  const gains = steps === 1 ? first : raise(value);
  const kept = losers.filter(({ payee, loss }) => gains[payee]! >= loss);
  const cost = gains.reduce((sum, gain) => sum + gain, 0);
  return kept.length === 0 || cost > WORTH_ITS_COST * lostBy(losers) ? null : { lever, value, kept: kept.length, cost };
}

const lostBy = (losers: readonly Loser[]) => losers.reduce((sum, { loss }) => sum + loss, 0);

function isBetter(change: Change, best: Change | undefined, losers: number): boolean {
  if (!best) return true;
  const [enough, enoughBefore] = [change.kept * 2 >= losers, best.kept * 2 >= losers];
  if (enough !== enoughBefore) return enough;
  return enough
    ? change.cost < best.cost
    : change.kept > best.kept || (change.kept === best.kept && change.cost < best.cost);
}

/** What it takes to pay losers what they lose: never more than their losses. */
function difference({ desk, prepared }: PayView, level: string, losers: readonly Loser[]): KeepWhole {
  const cost = amountText(lostBy(losers));
  const { compact, exact } = numbers(desk.context.network.policy.locale);
  const amount = Number(cost) < 1_000 ? exact(cost, 2) : compact(cost);
  return {
    ...{ place: null, from: null, to: null },
    losers: losers.length,
    keptWhole: losers.length,
    cost,
    sentence: `Paying ${whoOf(level, losers.length)} the difference costs ${amount} ${prepared.currency}; a raise that keeps any of them whole costs more than twice as much.`,
  };
}

const whoOf = (level: string, losers: number) => {
  const noun = losers === 1 ? 'loser' : 'losers';
  return level === '' ? `${losers} ${noun} without a level` : `${losers} ${level} ${noun}`;
};

function told(
  { desk, prepared }: PayView,
  level: string,
  of: readonly Loser[],
  { lever, value, kept, cost }: Change,
): KeepWhole {
  const { network } = desk.context;
  const { locale } = network.policy;
  const { plan, figure, place } = lever;
  const { compact } = numbers(locale);
  const [now, then] = [figure.value, value].map((one) => valueText(one, unitAt(plan, figure.path, network), locale));
  return {
    place,
    from: figure.value,
    to: value,
    losers: of.length,
    keptWhole: kept,
    cost: amountText(cost),
    sentence: `${nameOf(lever, network)} at ${then} instead of ${now} would keep ${kept} of ${whoOf(level, of.length)} whole, for ${compact(amountText(cost))} ${prepared.currency} more; paying all of them the difference costs ${compact(amountText(lostBy(of)))}.`,
  };
}

/** `Base rebate for Gold`, `Volume rebate from 400,000`, `Cloud SPIFF`. */
function nameOf({ plan, figure, line }: Lever, network: Network): string {
  const { label, id } = line.compiled.line;
  const name = label ?? id;
  const [, , , kind, key] = figure.path;
  if (kind === 'byLevel' || kind === 'byRegion') return `${name} for ${key}`;
  if (kind !== 'bands') return name;
  const edge = [...figure.path.slice(0, -1), 'from'];
  return `${name} from ${valueText(String(valueAt(plan, edge)), unitAt(plan, edge, network), network.policy.locale)}`;
}
