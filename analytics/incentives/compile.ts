/** A line of a plan as sums of rows and expressions over them; the order of computing is told in compiled.ts. */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { Condition, NumberExpression } from '../rules/expression.ts';
import { columnsOf } from '../rules/walk.ts';
import { type CompiledLine, PAY_SCALE, type SumColumn, UNIT_STEPS, type UnitStep } from './compiled.ts';
import { BASELINE, compileRate, MEASURED, PART, type RateForm } from './compileRate.ts';
import {
  add,
  choose,
  column,
  compare,
  constant,
  Figures,
  greatest,
  least,
  over,
  subtract,
  times,
  ZERO,
} from './expressions.ts';

/** Each further multiplier doubles the sums that are kept of every payee. */
export const MOST_MULTIPLIERS = 5;
/** The measure of an accelerator, and its target where that is one of a partner. */
export const ATTAINED = 'attained';
export const TARGET = 'target';
/** The base of the payee's whole group. */
export const SCOPE_BASE = 'scope_base';
/** What columns begin with that count what was not claimed too. */
export const UNCLAIMED = 'all_';
const CLAIMED_ROWS = 'claimed_rows';

/** Whether bands and limits are asked of a group, and its partners are paid. */
export function isGroupScope({ scope, payee }: Pick<PlanLine, 'scope' | 'payee'>): boolean {
  return scope === 'group' && payee !== 'group';
}

/** A campaign is one period: its returns are always its own. */
export function isVersioned({ period, terms }: Pick<PlanLine, 'period' | 'terms'>): boolean {
  return terms.trueUp === true && period !== 'campaign';
}

/** @throws QuarterdeckError `plan-invalid`: the sentence names the line and what to write instead. */
export function compileLine(plan: IncentivePlan, index: number): CompiledLine {
  const line = plan.lines[index]!;
  const figures = new Figures(`lines.${index}`);
  const unit = unitOf(plan, line);
  const keys = keysOf(line);
  const sums = sumsOf(line, keys?.names.length ?? 0);
  const stepRules = unitRules(line, figures, sums);
  const unitSteps = UNIT_STEPS.flatMap((step) => {
    const rule = stepRules[step];
    return rule ? [{ step, rule }] : [];
  });
  const read = new Set(columnsOf(...unitSteps.map(({ rule }) => rule)).map(({ name }) => name));
  const pay = column('pay', 'what its deals earned', PAY_SCALE);
  const { capPartner } = line.limits;
  const capped =
    capPartner === undefined
      ? pay
      : least(pay, figures.input('limits.capPartner', capPartner, 'the most for a partner and period', 'money'));
  const { digits } = plan.rounding;
  const rowRules = compileRow(line, figures);
  return {
    line,
    index,
    keys,
    unit,
    sums,
    needs: {
      baseline: read.has(BASELINE),
      part: read.has(PART),
      measure: read.has(MEASURED),
      accelerator: read.has(ATTAINED),
      scope: isGroupScope(line),
    },
    versioned: isVersioned(line),
    unitSteps: plan.rounding.when === 'row' ? roundedLast(unitSteps, digits) : unitSteps,
    capped,
    earned: { kind: 'round', of: capped, scale: digits as 0 },
    ...rowRules,
    inputs: figures.inputs,
  };
}

function refuse(line: PlanLine, sentence: string): QuarterdeckError {
  return new QuarterdeckError('plan-invalid', `Line “${line.id}”: ${sentence}`);
}

/**
 * What asks for every deal to be rated by itself where the rate looks at all that a partner has in the period; null where
 * nothing is at odds. Rates that do not look at the base give a row the same whether it is rated alone or with others.
 */
export function atOdds(plan: Pick<IncentivePlan, 'rounding'>, line: PlanLine): 'row' | 'capDeal' | null {
  const { rate, limits, accelerator, scope } = line;
  if (scope === 'deal' || scope === 'line') return null;
  const whole =
    limits.floor !== undefined || limits.capBase !== undefined || limits.capRate !== undefined || accelerator;
  if (!whole && ('flat' in rate || 'perUnit' in rate || 'byLevel' in rate || 'byRegion' in rate)) return null;
  return plan.rounding.when === 'row' ? 'row' : limits.capDeal === undefined ? null : 'capDeal';
}

function unitOf(plan: IncentivePlan, line: PlanLine): CompiledLine['unit'] {
  if (line.scope === 'deal' || line.scope === 'line') return line.scope;
  const odd = atOdds(plan, line);
  if (odd) {
    throw refuse(
      line,
      `${odd === 'row' ? '“rounding.when”: “row”' : '“capDeal”'} needs each deal rated by itself, but its rate looks at everything that a partner has in the period. Take “scope”: “deal”, or leave it out.`,
    );
  }
  if (plan.rounding.when === 'row') return 'line';
  return line.limits.capDeal === undefined ? 'payee' : 'deal';
}

function keysOf({ rate }: PlanLine): CompiledLine['keys'] {
  if ('byLevel' in rate) return { by: 'level', names: Object.keys(rate.byLevel) };
  return 'byRegion' in rate ? { by: 'region', names: Object.keys(rate.byRegion) } : null;
}

function sumsOf(line: PlanLine, keys: number): SumColumn[] {
  const { multipliers, surcharges } = line;
  if (multipliers.length > MOST_MULTIPLIERS) {
    throw refuse(
      line,
      `it has ${multipliers.length} multipliers. Take at most ${MOST_MULTIPLIERS}, or split the line.`,
    );
  }
  const sums: SumColumn[] = [{ name: 'base' }];
  const classes = 2 ** multipliers.length;
  if (keys > 0 || classes > 1) {
    for (let key = 0; key < Math.max(keys, 1); key++) {
      for (let mask = 0; mask < classes; mask++) {
        sums.push({
          name: classOf(keys > 0 ? key : null, mask),
          ...(keys > 0 ? { key } : {}),
          ...(classes > 1 ? { mask } : {}),
        });
      }
    }
  }
  sums.push(...surcharges.map((_, surcharge) => ({ name: `surcharge_${surcharge}`, surcharge })));
  if (line.terms.claimWithinDays === undefined) return sums;
  const unclaimed = sums.map((sum) => ({ ...sum, name: `${UNCLAIMED}${sum.name}`, unclaimed: true as const }));
  return [...sums, ...unclaimed, { name: CLAIMED_ROWS, count: true }];
}

function classOf(key: number | null, mask: number): string {
  return `base_${key ?? 'all'}_${mask}`;
}

function unitRules(
  line: PlanLine,
  figures: Figures,
  sums: readonly SumColumn[],
): Partial<Record<UnitStep, NumberExpression>> {
  const { limits } = line;
  const label = line.on.base === 'quantity' ? 'units' : 'the base';
  const shown = line.on.base === 'quantity' || line.on.base === 'count' ? 'quantity' : 'money';
  const limit = (name: keyof typeof limits, text: string) =>
    figures.input(`limits.${name}`, limits[name]!, text, 'money');
  const capBase = limits.capBase === undefined ? null : limit('capBase', 'the most that counts');
  const capRate =
    limits.capRate === undefined ? null : figures.input('limits.capRate', limits.capRate, 'the highest rate', 'ratio');
  const accelerated = acceleration(line, figures);
  const grouped = isGroupScope(line);
  const ownSums = sums.filter(({ unclaimed, count }) => !unclaimed && !count);

  /** @param prefix of the columns: of the rows that were claimed, or of all */
  const payOf =
    (prefix: string) =>
    (capped: NumberExpression | null, most: NumberExpression | null): NumberExpression => {
      const base = column(`${prefix}base`, label, 4, shown);
      /** What bands and limits are asked of. */
      const whole = grouped ? column(`${prefix}${SCOPE_BASE}`, `${label} of the group`, 4, shown) : base;
      const weights = new Weights(line, figures, ownSums, prefix);
      const counted = capped ? least(whole, capped) : whole;
      /** The payee's part of a group's amount. */
      const part = (amount: NumberExpression) =>
        grouped ? choose(compare(whole, '=', ZERO), ZERO, over(times(amount, base), whole)) : amount;
      /** What is paid on all rows, in proportion to the base that counts. */
      const cut = (amount: NumberExpression) =>
        capped ? choose(compare(whole, '>', capped), over(times(amount, capped), whole), amount) : amount;
      const compiled = compileRate(line.rate, counted, figures);
      const form: RateForm = compiled.kind === 'sum' ? { kind: 'sum', sum: part(compiled.sum) } : compiled;
      const extra = line.surcharges.length === 0 ? null : cut(weights.surcharged());
      const paid = add(weights.multiplied(form, base, cut), ...(extra ? [extra] : []));
      if (!most) return accelerated(paid);
      const plain = weights.plain(form, cut);
      const room = part(times(most, counted));
      const limited = towardsZero(plain, room, base);
      const rest = extra ? towardsZero(extra, subtract(room, limited), base) : ZERO;
      const raised = weights.raised(limited, base);
      const amount = extra ? add(plain, extra) : plain;
      const exceeds = choose(compare(base, '<', ZERO), subtract(room, amount), subtract(amount, room));
      return accelerated(choose(compare(exceeds, '>', ZERO), add(raised, rest), paid));
    };

  const claims = line.terms.claimWithinDays !== undefined;
  const pay = payOf('');
  /** Nothing of a unit of which nothing was claimed, whatever its rate pays on a base of zero. */
  const claimed = (amount: NumberExpression) =>
    claims
      ? choose(compare(column(CLAIMED_ROWS, 'rows claimed in time', 0, 'count'), '>', ZERO), amount, ZERO)
      : amount;
  const all = payOf(claims ? UNCLAIMED : '')(null, null);
  const own = claims ? claimed(pay(null, null)) : all;
  const withBase = capBase ? claimed(pay(capBase, null)) : own;
  const floor = limits.floor === undefined ? null : limit('floor', 'the least base that pays');
  const reached = grouped ? column(SCOPE_BASE, `${label} of the group`, 4, shown) : column('base', label, 4, shown);
  const floored = (amount: NumberExpression) => (floor ? choose(compare(reached, '>=', floor), amount, ZERO) : amount);
  const withRate = floored(capRate ? claimed(pay(capBase, capRate)) : withBase);
  return {
    plain: all,
    ...(claims ? { claim: own } : {}),
    ...(capBase ? { capBase: withBase } : {}),
    ...(floor ? { floor: floored(withBase) } : {}),
    ...(capRate ? { capRate: withRate } : {}),
    ...(limits.capDeal === undefined ? {} : { capDeal: least(withRate, limit('capDeal', 'the most for a deal')) }),
  };
}

/** An amount held to a limit of the sign of the base: returns take back no more than was paid. */
function towardsZero(amount: NumberExpression, limit: NumberExpression, base: NumberExpression): NumberExpression {
  return choose(compare(base, '<', ZERO), greatest(amount, limit), least(amount, limit));
}

/** The base of a unit's rows by what multiplies them. */
class Weights {
  private readonly line: PlanLine;
  private readonly sums: readonly SumColumn[];
  private readonly factors: readonly NumberExpression[];
  private readonly rates: readonly NumberExpression[];
  private readonly prefix: string;

  /** @param prefix of the columns of the sums */
  constructor(line: PlanLine, figures: Figures, sums: readonly SumColumn[], prefix: string) {
    this.line = line;
    this.prefix = prefix;
    this.sums = sums;
    this.factors = line.multipliers.map(({ factor, id, label }, index) =>
      figures.input(`multipliers.${index}.factor`, factor, label ?? id, 'factor'),
    );
    this.rates = line.surcharges.map(({ rate, id, label }, index) =>
      figures.input(`surcharges.${index}.rate`, rate, label ?? id, 'ratio'),
    );
  }

  surcharged(): NumberExpression {
    return add(
      ...this.rates.map((rate, index) =>
        times(rate, column(`${this.prefix}surcharge_${index}`, 'the base of these rows')),
      ),
    );
  }

  /** What the rate pays before multipliers. */
  plain(form: RateForm, cut: (amount: NumberExpression) => NumberExpression): NumberExpression {
    if (form.kind === 'sum') return form.sum;
    return cut(add(...form.rates.map((rate, key) => times(rate, this.base(key, form.rates.length, false)))));
  }

  multiplied(
    form: RateForm,
    base: NumberExpression,
    cut: (amount: NumberExpression) => NumberExpression,
  ): NumberExpression {
    if (form.kind === 'sum') return this.raised(form.sum, base);
    return cut(add(...form.rates.map((rate, key) => times(rate, this.base(key, form.rates.length, true)))));
  }

  /** A sum that rests on the whole base, raised as its rows are. */
  raised(amount: NumberExpression, base: NumberExpression): NumberExpression {
    if (this.factors.length === 0) return amount;
    const keys = this.line.rate && ('byLevel' in this.line.rate || 'byRegion' in this.line.rate);
    const count = keys ? this.keyCount() : 1;
    const raisedBase = add(...Array.from({ length: count }, (_, key) => this.base(key, count, true)));
    return choose(compare(base, '=', ZERO), amount, over(times(amount, raisedBase), base));
  }

  private keyCount(): number {
    return Math.max(...this.sums.map(({ key }) => (key ?? 0) + 1));
  }

  private base(key: number, keys: number, multiplied: boolean): NumberExpression {
    const { sums } = this;
    const keyed = sums.some((sum) => sum.key !== undefined);
    const own = sums.filter((sum) => (keyed ? sum.key === key : sum.mask !== undefined));
    if (own.length === 0) return column(`${this.prefix}base`, keys > 1 ? 'the base of these rows' : 'the base');
    return add(
      ...own.map(({ name, mask = 0 }) => {
        const rows = column(`${this.prefix}${name}`, 'the base of these rows');
        return multiplied && mask !== 0 ? times(rows, this.factorOf(mask)) : rows;
      }),
    );
  }

  private factorOf(mask: number): NumberExpression {
    const applied = this.factors.filter((_, index) => mask & (1 << index));
    if (applied.length === 1) return applied[0]!;
    if (this.line.combine !== 'add') return applied.reduce((left, right) => times(left, right));
    return subtract(add(...applied), constant(applied.length - 1));
  }
}

/** What a row earns by itself, and the rate that it shares with the rows of its unit. */
function compileRow(line: PlanLine, figures: Figures): Pick<CompiledLine, 'rowRate' | 'rowPay'> {
  const { capBase } = line.limits;
  const base = column('base', 'the base');
  const counted =
    capBase === undefined
      ? base
      : least(base, figures.input('limits.capBase', capBase, 'the most that counts', 'money'));
  const form = compileRate(line.rate, counted, figures);
  const keyed = keysOf(line) !== null && form.kind === 'rates';
  const flag = (name: string): Condition => ({ kind: 'flag', name, label: name });
  const shared = column('rate', 'the rate', PAY_SCALE, 'ratio');
  const rate = keyed ? add(...form.rates.map((own, key) => choose(flag(`key_${key}`), own, ZERO))) : shared;
  const factors = line.multipliers.map(({ factor, id, label }, index) => {
    const applied = figures.input(`multipliers.${index}.factor`, factor, label ?? id, 'factor');
    return choose(flag(`multiplier_${index}`), applied, constant(1));
  });
  const raised =
    line.combine !== 'add'
      ? factors.reduce((product, factor) => times(product, factor), base as NumberExpression)
      : factors.length === 0
        ? base
        : times(base, subtract(add(...factors), constant(factors.length - 1)));
  const extra = line.surcharges.map(({ rate: points, id, label }, index) => {
    const own = figures.input(`surcharges.${index}.rate`, points, label ?? id, 'ratio');
    return choose(flag(`surcharge_${index}`), times(base, own), ZERO);
  });
  const rowRate = form.kind === 'sum' ? over(form.sum, base) : keyed ? ZERO : form.rates[0]!;
  return { rowRate, rowPay: add(times(raised, rate), ...extra) };
}

/** A factor by the share of the target that is reached; without a figure or a target it is one. */
function acceleration(line: PlanLine, figures: Figures): (amount: NumberExpression) => NumberExpression {
  const { accelerator } = line;
  if (!accelerator) return (amount) => amount;
  const attained = column(ATTAINED, accelerator.measure.metric);
  const target =
    typeof accelerator.target === 'string'
      ? figures.input('accelerator.target', accelerator.target, 'the target', 'money')
      : column(TARGET, 'the target');
  const bands = accelerator.bands.map(({ from, factor }, index) => ({
    from: figures.input(`accelerator.bands.${index}.from`, from, `attainment of band ${index + 1}`, 'ratio'),
    value: figures.input(`accelerator.bands.${index}.factor`, factor, `the factor of band ${index + 1}`, 'factor'),
  }));
  const share = over(attained, target, 8, 'floor');
  const known: Condition = { kind: 'known', of: share };
  const factor = choose(known, { kind: 'band', of: share, bands, below: constant(1) }, constant(1));
  return (amount) => times(amount, factor);
}

function roundedLast(steps: CompiledLine['unitSteps'], digits: number): CompiledLine['unitSteps'] {
  return steps.map(({ step, rule }, index) =>
    index < steps.length - 1 ? { step, rule } : { step, rule: { kind: 'round', of: rule, scale: digits as 0 } },
  );
}
