/** What a plan pays ahead: its own compiled rules over the drawn columns of its units, period by period. */
import type { PlanLine } from '../../api/documents/incentivePlan.ts';
import type { Column, Inputs, NumberExpression } from '../../rules/expression.ts';
import { replaceLeaves } from '../../rules/replace.ts';
import { ATTAINED, SCOPE_BASE, TARGET } from '../compile.ts';
import { PAY_SCALE } from '../compiled.ts';
import { BASELINE, MEASURED, PART } from '../compileRate.ts';
import { limitPeriod, limitSpan } from '../earnedColumns.ts';
import { add, choose, compare, constant, greatest, subtract, times, ZERO } from '../expressions.ts';
import { type PayPeriod, payPeriods, periodsPerYear } from '../periods.ts';
import type { ColumnDraft, Effect, Figures } from './draft.ts';
import { DEAL_PAY, type LineHistory } from './lineHistory.ts';
import { type CapAhead, cappedAhead, inOrder } from './partnerCapAhead.ts';
import type { PlanSource } from './source.ts';
import { edgesOf } from './thresholds.ts';

/** Amounts of a side that are due at the end of one quarter, as whole numbers of 1/10,000 of the case's currency. */
export interface DueAmount {
  /** The fiscal quarter by its ordinal. */
  readonly quarter: number;
  readonly amount: NumberExpression;
  /** The pool that it is paid from; null for none. */
  readonly pool: PoolAhead | null;
}

export interface PoolAhead {
  readonly name: string;
  /** What is left of it for the quarters ahead, in the case’s currency. */
  readonly left: number;
}

export interface PlanAhead {
  readonly due: readonly DueAmount[];
  readonly inputs: Inputs;
  /** What a pull adds to the base of the line that is pulled, in the case’s currency. */
  readonly pulled: readonly NumberExpression[];
  readonly notes: readonly string[];
}

interface LineContext {
  readonly draft: ColumnDraft;
  readonly source: PlanSource;
  readonly history: LineHistory;
  /** Names of the plan’s inputs begin with it. */
  readonly prefix: string;
  readonly inputs: Inputs;
  readonly responding: boolean;
  /** Edges of the base, where the line pulls. */
  readonly pullAt: readonly number[];
}

/** @param prefix tells the inputs of this plan from those of others */
export function planAhead(
  draft: ColumnDraft,
  source: PlanSource,
  { prefix, responding, moved }: { readonly prefix: string; readonly responding: boolean; readonly moved: Inputs },
): PlanAhead {
  const { plan, rate } = source;
  const { calendar } = draft.source;
  const due: DueAmount[] = [];
  const notes: string[] = [];
  const pulled: NumberExpression[] = [];
  const inputs: Record<string, string> = {};
  const pulls = responding && draft.source.assumptions.pull !== undefined;
  const pulledLine = pulls ? source.lines.find(isPulled) : undefined;
  if (pulls && !pulledLine) {
    notes.push(
      'No line has thresholds on bookings of a month or quarter, so the pull towards thresholds is not drawn.',
    );
  }
  const converted = (amount: NumberExpression) =>
    rate === 1 ? times(amount, constant(1), 4) : times(amount, constant(rate.toFixed(8)), 4);
  const { pool } = plan;
  const paid: { readonly context: LineContext; readonly period: PayPeriod; readonly amount: NumberExpression }[] = [];
  for (const [index, history] of source.lines.entries()) {
    const { line } = history.compiled;
    const own = { ...history.compiled.inputs, ...moved };
    for (const [name, value] of Object.entries(own)) inputs[`${prefix}${name}`] = value;
    const pullAt = history === pulledLine ? edgesOf(line) : [];
    const context: LineContext = { draft, source, history, prefix, inputs: own, responding, pullAt };
    const periods = periodsAhead(context);
    if (periods.length === 0) notes.push(nothingAhead(line, draft));
    const amounts = leftOfYears(
      context,
      periods,
      periods.map((period) => earnedIn(context, period)),
      source.yearSpent[index] ?? null,
    );
    for (const [at, period] of periods.entries()) paid.push({ context, period, amount: amounts[at]! });
    if (pullAt.length > 0) {
      const figures = figuresOf(context, 'base', 4);
      for (const quarter of draft.ahead) {
        const slots = history.grain === 'month' ? [0, 1, 2].map((month) => quarter * 3 + month) : [quarter];
        const of = (effect: Effect) => add(...draft.sum(figures, slots, effect, pullAt));
        pulled.push(converted(subtract(of('pulled'), of('responding'))));
      }
    }
    notes.push(...lineNotes(line));
  }
  const held = cappedAhead(
    paid.map(({ context, period, amount }) => ({ line: context.history.compiled.line.id, to: period.to, amount })),
    capAhead(draft, source, prefix, paid[0]?.context),
  );
  for (const [at, { context, period }] of paid.entries()) {
    const { id } = context.history.compiled.line;
    const inPool = pool && (pool.lines.length === 0 || pool.lines.includes(id));
    const key = inPool ? limitPeriod(pool.period, period.to, calendar) : '';
    due.push({
      quarter: calendar.ordinalAt('quarter', period.to),
      amount: converted(held[at]!),
      pool: inPool
        ? {
            name: `${prefix}${key}`,
            left: Math.max(Math.round((Number(pool.cap) * 10_000 - (source.poolSpent.get(key) ?? 0)) * rate), 0),
          }
        : null,
    });
  }
  return { due, inputs, pulled, notes };
}

/** Pulls where its bands are asked of bookings of a month or quarter, and nothing but bookings is drawn. */
function isPulled({ compiled, columns }: LineHistory): boolean {
  const { line } = compiled;
  return (
    (line.period === 'month' || line.period === 'quarter') &&
    line.on.base === 'amount' &&
    columns.length === 1 &&
    columns[0]!.name === 'base' &&
    edgesOf(line).length > 0
  );
}

/** Periods of the line that end in the quarters ahead and in which the plan is in force. */
function periodsAhead({ draft, source: { plan }, history }: LineContext): PayPeriod[] {
  const { line } = history.compiled;
  if (line.period === 'campaign') return [];
  const { calendar } = draft.source;
  const [next, last] = [draft.ahead[0]!, draft.ahead.at(-1)!];
  const from = [plan.effectiveFrom, line.on.from]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  const to = [plan.effectiveTo, line.on.to].filter((day) => day !== undefined).sort()[0];
  const horizon = { from: calendar.span('quarter', next).from, to: calendar.span('quarter', last).to };
  return payPeriods({}, line, calendar, horizon).filter(
    (period) =>
      period.to >= horizon.from &&
      period.to <= horizon.to &&
      (from === undefined || period.to >= from) &&
      (to === undefined || period.from <= to),
  );
}

function figuresOf({ draft, history, prefix, inputs }: LineContext, name: string, scale: Figures['scale']): Figures {
  const figures = history.figures(name, inputs);
  const places = new Map(history.payees.map((id, place) => [id, place]));
  const placeOf = draft.source.partners.map((id) => places.get(id));
  const { firstPeriod, periods } = history;
  return {
    // What deals earned one by one rests on the rates of this very plan.
    name: name === DEAL_PAY ? `${prefix}${history.compiled.index} ${name}` : `${history.key} ${name}`,
    scale,
    grain: history.grain,
    at(partner, period) {
      const place = placeOf[partner];
      const at = period - firstPeriod;
      return place === undefined || at < 0 || at >= periods ? 0 : figures[place * periods + at]!;
    },
  };
}

/** The months or quarters that a period of the line is made of. */
function slotsOf({ draft, history }: LineContext, period: Pick<PayPeriod, 'from' | 'to'>): number[] {
  const { calendar } = draft.source;
  const [first, last] = [period.from, period.to].map((day) => calendar.ordinalAt(history.grain, day)) as [
    number,
    number,
  ];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** What a partner earns in a period: rounded, in the plan's currency. */
function earnedIn(context: LineContext, period: PayPeriod): NumberExpression {
  const { draft, history, prefix, responding, pullAt } = context;
  const { compiled } = history;
  const effect: Effect = !responding ? 'plain' : pullAt.length > 0 ? 'pulled' : 'responding';
  const slots = slotsOf(context, period);
  const sumOver = (name: string, scale: Figures['scale'], over: readonly number[] = slots): NumberExpression => {
    const parts = draft.sum(figuresOf(context, name, scale), over, effect, pullAt);
    return parts.length === 0 ? ZERO : add(...parts);
  };
  const leaf = (node: Column): NumberExpression => {
    if (node.name === PART) return constant(period.part);
    if (node.name === BASELINE) return baselineOf(context, period, effect);
    if ([MEASURED, ATTAINED, TARGET].includes(node.name)) return heldColumn(context, node);
    return sumOver(node.name, node.scale);
  };
  const unit = (rule: NumberExpression): NumberExpression =>
    replaceLeaves(rule, (node) => (node.kind === 'input' ? { ...node, name: `${prefix}${node.name}` } : leaf(node)));
  const pay =
    compiled.unit === 'payee'
      ? // Without rows there is nothing to pay on, and what has no figure earns nothing.
        choose(compare(sumOver('base', 4), '=', ZERO), ZERO, {
          kind: 'orElse',
          of: unit(compiled.unitSteps.at(-1)!.rule),
          otherwise: ZERO,
        })
      : sumOver(DEAL_PAY, PAY_SCALE);
  return replaceLeaves(compiled.earned, (node) =>
    node.kind === 'input' ? { ...node, name: `${prefix}${node.name}` } : pay,
  );
}

/** What growth is held against: the group’s where the group grows. */
function baseOf({ needs }: LineHistory['compiled']): string {
  return needs.scope ? SCOPE_BASE : 'base';
}

function baselineOf(context: LineContext, period: PayPeriod, effect: Effect): NumberExpression {
  const { draft, history, pullAt } = context;
  const { line } = history.compiled;
  const { growth } = line.rate as { readonly growth: string };
  const slots = slotsOf(context, period);
  const figures = figuresOf(context, baseOf(history.compiled), 4);
  const back = (periods: number) => add(...draft.sumBefore(figures, slots, periods * slots.length, effect, pullAt));
  if (growth !== 'high-water-mark') {
    return greatest(back(growth === 'year-ago' ? (periodsPerYear(line) ?? 1) : 1), ZERO);
  }
  const { past } = draft.terms;
  const first = history.grain === 'month' ? past.first * 3 : past.first;
  const end = history.grain === 'month' ? past.last * 3 + 2 : past.last;
  const marks: NumberExpression[] = [];
  let at = 1;
  // Periods ahead before this one are drawn; what lies wholly in the past has its mark already.
  for (; slots.at(-1)! - at * slots.length > end; at++) marks.push(back(at));
  if (slots[0]! - at * slots.length <= end && slots.at(-1)! - at * slots.length > end) marks.push(back(at));
  if (slots.length === 1) {
    marks.push(draft.bestBefore(figures, slots[0]!, first, slots[0]! - at));
  } else {
    for (; slots.at(-1)! - at * slots.length >= first; at++) {
      marks.push(add(...draft.markBefore(figures, slots, at * slots.length)));
    }
  }
  return greatest(...marks, ZERO);
}

function heldColumn({ draft, history }: LineContext, node: Column): Column {
  const figures = history.held.get(node.name);
  const places = new Map(history.payees.map((id, place) => [id, place]));
  const { partners } = draft.source;
  return {
    ...node,
    ...draft.fixed(`${history.key} held ${node.name}`, node.scale, (partner) => {
      const place = places.get(partners[partner]!);
      return place === undefined || !figures ? Number.NaN : figures[place]!;
    }),
  };
}

/** What the cap of a fiscal year leaves: what comes first is paid first. */
function leftOfYears(
  { draft, history, prefix }: LineContext,
  periods: readonly PayPeriod[],
  amounts: readonly NumberExpression[],
  spent: Float64Array | null,
): NumberExpression[] {
  const { capYear } = history.compiled.line.limits;
  if (capYear === undefined) return [...amounts];
  const { calendar } = draft.source;
  const next = calendar.span('quarter', draft.ahead[0]!);
  const thisYear = calendar.span('year', Math.floor(draft.ahead[0]! / 4)).label;
  const already = draft.fixed(
    `${prefix}${history.compiled.index} paid before ${next.label}`,
    4,
    (partner) => spent?.[partner] ?? 0,
  );
  return [...new Set(periods.map(({ year }) => year))].flatMap((year) => {
    const cap = constant(capYear);
    return inOrder(
      amounts.filter((_, at) => periods[at]!.year === year),
      year === thisYear ? subtract(cap, already) : cap,
    );
  });
}

/** @param known a line of the plan, whatever it is */
function capAhead(draft: ColumnDraft, source: PlanSource, prefix: string, known: LineContext | undefined): CapAhead {
  const { plan, capSpent } = source;
  const { calendar } = draft.source;
  return {
    plan,
    calendar,
    spent: (name) =>
      capSpent?.name === name
        ? draft.fixed(`${prefix}paid before of ${name}`, 4, (partner) => capSpent.amounts[partner]!)
        : null,
    base(day) {
      const { period, share } = plan.partnerCap!;
      const history = source.lines.find(({ compiled }) => compiled.line.id === share!.of)!;
      const context = { ...known!, history, pullAt: [] };
      const effect: Effect = context.responding ? 'responding' : 'plain';
      const parts = draft.sum(
        figuresOf(context, 'base', 4),
        slotsOf(context, limitSpan(plan, period, day, calendar)),
        effect,
      );
      return parts.length === 0 ? ZERO : add(...parts);
    },
  };
}

function nothingAhead(line: PlanLine, draft: ColumnDraft): string {
  const name = line.label ?? line.id;
  if (line.period === 'campaign') return `“${name}” is paid for a campaign, which is not forecast.`;
  const { calendar } = draft.source;
  const [from, to] = [draft.ahead[0]!, draft.ahead.at(-1)!].map((quarter) => calendar.span('quarter', quarter).label);
  return `“${name}” pays nothing from ${from} to ${to}: it is not in force, or none of its periods ends there.`;
}

function lineNotes(line: PlanLine): string[] {
  const name = line.label ?? line.id;
  const measured = 'how' in line.rate && line.rate.on !== undefined;
  return [
    ...(measured || line.accelerator
      ? [`“${name}” looks at another measure, which is held at its newest figure for each partner.`]
      : []),
    ...(line.period === 'year' || line.period === 'half-year'
      ? [`“${name}” is paid by ${line.period}: its pay falls into the quarter in which the ${line.period} ends.`]
      : []),
    ...(line.terms.trueUp ? [`“${name}”: returns count in the period of their own day, not of their sale.`] : []),
    ...('growth' in line.rate && /[a-z]/.test(line.rate.growth)
      ? [
          `“${name}”: a quarter that is drawn from the very one that growth is measured from is held against the partner’s one before that.`,
        ]
      : []),
    ...('byLevel' in line.rate
      ? [`“${name}”: each quarter comes with the levels of the one that it is drawn from.`]
      : []),
  ];
}

/** The first line with thresholds on its base, and the first of its periods ahead. */
export function thresholdLine(
  draft: ColumnDraft,
  source: PlanSource,
): { readonly history: LineHistory; readonly period: PayPeriod; readonly edges: readonly number[] } | null {
  for (const history of source.lines) {
    const edges = edgesOf(history.compiled.line);
    if (edges.length === 0 || history.compiled.unit !== 'payee') continue;
    const context = { draft, source, history, prefix: '', inputs: {}, responding: false, pullAt: [] };
    const [period] = periodsAhead(context);
    if (period) return { history, period, edges };
  }
  return null;
}

/** What is reached by history alone, and the rule of what is drawn with every effect. */
export function reachOf(
  draft: ColumnDraft,
  source: PlanSource,
  { history, period }: NonNullable<ReturnType<typeof thresholdLine>>,
  responding: boolean,
): { readonly base: NumberExpression; expected(partner: number): number } {
  const pulls = responding && draft.source.assumptions.pull !== undefined && source.lines.find(isPulled) === history;
  const pullAt = pulls ? edgesOf(history.compiled.line) : [];
  const context = { draft, source, history, prefix: '', inputs: {}, responding, pullAt };
  const figures = figuresOf(context, 'base', 4);
  const slots = slotsOf(context, period);
  const effect: Effect = !responding ? 'plain' : pulls ? 'pulled' : 'responding';
  return {
    base: add(...draft.sum(figures, slots, effect, pullAt)),
    expected: (partner) => slots.reduce((sum, slot) => sum + draft.expected(figures, slot, partner), 0),
  };
}
