/** Both sides of a case as one simulation, so that they throw the same dice. */
import type { Expression, NumberExpression } from '../../rules/expression.ts';
import { type ChanceResult, type ChanceTotal, differenceOf, totalOf } from '../chance/merge.ts';
import type { ChanceModel } from '../chance/model.ts';
import { add, compare, constant, subtract, times } from '../expressions.ts';
import { isCostOnly } from '../response/respond.ts';
import { ColumnDraft, type DraftTerms } from './draft.ts';
import { type DueAmount, planAhead, reachOf, thresholdLine } from './planRules.ts';
import type { OutlookSource, SideSource } from './source.ts';

export type SideName = 'before' | 'after';

/** Nothing, at the scale of amounts. */
const NOTHING = constant('0.0000');
const QUARTERS = 4;

interface PoolRule {
  /** Rules of what each quarter asks of the pool, by the quarter’s place ahead. */
  readonly rules: readonly { readonly rule: string; readonly ahead: number }[];
  readonly left: number;
}

interface SideRules {
  /** By the quarter’s place ahead: the rule of what is paid without a pool. */
  readonly quarters: readonly string[];
  readonly pools: readonly PoolRule[];
}

export interface OutlookModel {
  readonly model: ChanceModel;
  readonly sides: Readonly<Record<SideName, SideRules>>;
  /** Of each partner: the threshold above what history alone reaches, as a whole number of 1/10,000; null for none. */
  readonly next: {
    readonly line: NonNullable<ReturnType<typeof thresholdLine>>;
    readonly of: readonly (number | null)[];
  } | null;
  readonly notes: readonly string[];
}

export interface OutlookTerms extends DraftTerms {
  readonly draws: number;
  readonly seed: number;
  /** Both with all that is told of them (bands of partners, thresholds, what the plan brings), or the cost of one. */
  readonly sides: 'both' | SideName;
}

export function outlookModel(source: OutlookSource, terms: OutlookTerms): OutlookModel {
  const draft = new ColumnDraft(source, terms);
  const rules: Record<string, Expression> = {};
  const inputs: Record<string, string> = {};
  const notes: string[] = [];
  const counts: string[] = [];
  const costOnly = isCostOnly(source.assumptions);
  const pulled: NumberExpression[] = [];

  const side = (name: SideName): SideRules => {
    const due = source[name] === 'as-paid' ? paidAhead(draft) : plansAhead(name, source[name]);
    return sideRules(name, due, draft, rules);
  };
  const plansAhead = (name: SideName, plans: Exclude<SideSource, 'as-paid'>): DueAmount[] =>
    plans.flatMap((plan, index) => {
      const moved = name === 'after' && index === 0 ? terms.knobs.inputs : {};
      const ahead = planAhead(draft, plan, {
        prefix: `${name} ${index} `,
        responding: name === 'after' && !costOnly,
        moved,
      });
      Object.assign(inputs, ahead.inputs);
      if (name === 'after') pulled.push(...ahead.pulled);
      notes.push(...ahead.notes);
      return [...ahead.due];
    });

  const full = terms.sides === 'both';
  const none: SideRules = { quarters: [], pools: [] };
  const sides = {
    before: terms.sides === 'after' ? none : side('before'),
    after: terms.sides === 'before' ? none : side('after'),
  };
  if (full && !costOnly) rules.lift = liftOf(draft, pulled);
  const next = full ? nextThresholds(draft, source, !costOnly) : null;
  if (next) {
    rules.crosses = next.rule;
    counts.push('crosses');
  }
  const names = Object.keys(rules).filter((name) => name !== 'crosses');
  return {
    model: {
      seed: terms.seed,
      draws: terms.draws,
      partners: source.partners,
      columns: [...draft.columns.values()],
      together: source.together,
      rules,
      inputs,
      sums: names,
      spread: full ? 'after' : null,
      counts,
    },
    sides,
    next: next && { line: next.line, of: next.of },
    notes: [...new Set(notes)],
  };
}

/** What was paid goes on: each partner’s own rate on what he books. */
function paidAhead(draft: ColumnDraft): DueAmount[] {
  const { source } = draft;
  const rates = source.partners.map((_, partner) => paidRate(draft, partner));
  const rate = draft.fixed('as paid rate', 8, (partner) => rates[partner]!.rate);
  const apart = draft.fixed('as paid apart', 4, (partner) => rates[partner]!.apart);
  return draft.ahead.map((quarter) => ({
    quarter,
    amount: add(times(add(...draft.sum(draft.bookings, [quarter], 'plain')), rate, 4), apart),
    pool: null,
  }));
}

/** A partner’s pay of the last four quarters over his bookings; what does not go with bookings, by the quarter. */
function paidRate(draft: ColumnDraft, partner: number): { readonly rate: number; readonly apart: number } {
  const { past } = draft.terms;
  const { source } = draft;
  const row = source.paid.get(source.partners[partner]!);
  let [paid, booked, quarters] = [0, 0, 0];
  for (let quarter = Math.max(past.last - QUARTERS + 1, past.first); quarter <= past.last; quarter++) {
    paid += row?.[quarter - source.past.first] ?? 0;
    booked += draft.bookings.at(partner, quarter);
    quarters++;
  }
  if (paid === 0) return { rate: 0, apart: 0 };
  // More than everything is no rate of bookings: funds of a partner who hardly sells.
  if (booked <= 0 || Math.abs(paid) > booked) return { rate: 0, apart: Math.round(paid / quarters) };
  return { rate: Math.round((paid / booked) * 10 ** 8), apart: 0 };
}

function sideRules(
  name: SideName,
  due: readonly DueAmount[],
  draft: ColumnDraft,
  rules: Record<string, Expression>,
): SideRules {
  const pools = new Map<string, { rules: { rule: string; ahead: number }[]; left: number }>();
  const all: NumberExpression[] = [];
  const quarters = draft.ahead.map((quarter, ahead) => {
    const own = due.filter((one) => one.quarter === quarter);
    const rule = `${name} ${ahead}`;
    const free = own.filter(({ pool }) => pool === null).map(({ amount }) => amount);
    rules[rule] = addAll(free);
    all.push(rules[rule]);
    for (const poolName of new Set(own.flatMap(({ pool }) => (pool ? [pool.name] : [])))) {
      const members = own.filter(({ pool }) => pool?.name === poolName);
      const pooled = `${rule} pool ${poolName}`;
      rules[pooled] = addAll(members.map(({ amount }) => amount));
      all.push(rules[pooled]);
      const known = pools.get(poolName) ?? { rules: [], left: members[0]!.pool!.left };
      known.rules.push({ rule: pooled, ahead });
      pools.set(poolName, known);
    }
    return rule;
  });
  rules[name] = addAll(all);
  return { quarters, pools: [...pools.values()] };
}

/** More parts than a node takes are added up in groups. */
function addAll(parts: readonly NumberExpression[]): NumberExpression {
  const most = 200;
  if (parts.length <= most) return add(NOTHING, ...parts);
  const groups = Array.from({ length: Math.ceil(parts.length / most) }, (_, group) =>
    addAll(parts.slice(group * most, (group + 1) * most)),
  );
  return addAll(groups);
}

/** Bookings with every effect of the plan less bookings without. */
function liftOf(draft: ColumnDraft, pulled: readonly NumberExpression[]): NumberExpression {
  const [responding, plain] = (['responding', 'plain'] as const).map((effect) =>
    addAll(draft.sum(draft.bookings, draft.ahead, effect)),
  );
  return addAll([subtract(responding!, plain!), ...pulled]);
}

function nextThresholds(draft: ColumnDraft, source: OutlookSource, responding: boolean) {
  if (source.after === 'as-paid') return null;
  for (const plan of source.after) {
    const line = thresholdLine(draft, plan);
    if (!line) continue;
    const reach = reachOf(draft, plan, line, responding);
    const of = source.partners.map((_, partner) => {
      const expected = reach.expected(partner);
      return expected > 0 ? (line.edges.find((edge) => edge > expected) ?? null) : null;
    });
    const next = draft.fixed('next threshold', 4, (partner) => of[partner] ?? Number.NaN);
    return { line, of, rule: compare(reach.base, '>=', next) };
  }
  return null;
}

/** What a side costs, draw by draw, by quarter and altogether: pools pay no more than is left of them. */
export interface SideDraws {
  readonly total: ChanceTotal;
  readonly quarters: readonly ChanceTotal[];
  /** What no draw can be less, or more than. */
  readonly least: number;
  readonly most: number;
}

export function sideDraws(name: SideName, { sides }: OutlookModel, { totals, draws }: ChanceResult): SideDraws {
  const { quarters, pools } = sides[name];
  const { total, byQuarter } =
    pools.length === 0
      ? { total: totals[name]!, byQuarter: quarters.map((rule) => totals[rule]!) }
      : pooled(name, sides[name], totals, draws);
  const free = pools.length === 0 || quarters.some((rule) => totals[rule]!.byDraw.some((draw) => draw !== 0));
  return {
    total,
    quarters: byQuarter,
    // Only what is taken back costs less than nothing.
    least: total.byDraw.reduce((least, draw) => Math.min(least, draw), 0),
    most: free ? Number.POSITIVE_INFINITY : pools.reduce((sum, { left }) => sum + left, 0),
  };
}

function pooled(name: SideName, { quarters, pools }: SideRules, totals: ChanceResult['totals'], draws: number) {
  const byQuarter = quarters.map((rule) => totals[rule]!.byDraw.slice());
  const total = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (const { rules, left } of pools) {
      let room = left;
      // The pool is cut in proportion over all of its period, which is what its quarters are shown with.
      const asked = rules.reduce((sum, { rule }) => sum + totals[rule]!.byDraw[draw]!, 0);
      const share = asked > left && asked > 0 ? left / asked : 1;
      rules.forEach(({ rule, ahead }, place) => {
        const own = totals[rule]!.byDraw[draw]!;
        const paid = share === 1 ? own : place === rules.length - 1 ? room : Math.round(own * share);
        room -= paid;
        byQuarter[ahead]![draw]! += paid;
      });
    }
    for (const row of byQuarter) total[draw]! += row[draw]!;
  }
  return { total: totalOf(name, 4, total), byQuarter: byQuarter.map((row) => totalOf(name, 4, row)) };
}

/** After less before, draw by draw. */
export function differenceDraws(before: SideDraws, after: SideDraws): SideDraws {
  return {
    total: differenceOf('difference', before.total, after.total),
    quarters: before.quarters.map((quarter, index) => differenceOf('difference', quarter, after.quarters[index]!)),
    least: Number.NEGATIVE_INFINITY,
    most: Number.POSITIVE_INFINITY,
  };
}
