/** How detectors ask: the network's facts and metrics under the filters and period of the screen. */
import { type Filter, type QuerySpecInput, querySpec } from '../api/documents/query.ts';
import type { PayoutAudit } from '../api/payoutAudit.ts';
import type { Cell, Finding } from '../api/results.ts';
import type { RunOptions } from '../engine/engine.ts';
import { type Scope, scopeOf } from '../metrics/basis.ts';
import { compilePieces } from '../metrics/compile.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Piece } from '../metrics/definition.ts';
import { findMetric, sourcesOf } from '../metrics/dictionary.ts';
import { runTable } from '../metrics/run.ts';
import { windowOf } from '../metrics/window.ts';
import { dimension } from '../network/dimensions.ts';
import { formatDate } from '../present/dates.ts';
import { type Decimal, decimalText, parseDecimal, rescale } from '../present/decimal.ts';
import { type Numbers, numbers } from '../present/numbers.ts';

export interface Question {
  readonly context: QueryContext;
  /** As the screen has it; nothing means everything. */
  readonly period: string | undefined;
  readonly where: readonly Filter[];
  readonly options: RunOptions;
  /** Payouts against the rules in force. Detectors of rules find nothing without it. */
  readonly audit?: PayoutAuditor | undefined;
}

/** The audit of a period, of everybody. */
export type PayoutAuditor = (period: string | undefined) => Promise<PayoutAudit>;

/** A finding before it is ranked and looked up among the snoozed ones. */
export type Draft = Omit<Finding, 'snoozed'>;
/** Looks for one kind of thing. Answers nothing when the filters of the screen do not apply to what it looks at. */
export type Detector = (ask: Ask) => Promise<Draft[]>;

/** The question of one screen, with the tools that detectors share. */
export class Ask {
  readonly scope: Scope;
  /** The last day with data: what a state is read on. */
  readonly today: string;
  readonly numbers: Numbers;
  readonly question: Question;

  constructor(question: Question) {
    this.question = question;
    const { network } = question.context;
    this.scope = scopeOf(question.context, { period: question.period, compare: 'year' });
    this.today = network.horizon.to;
    this.numbers = numbers(network.policy.locale);
  }

  get network() {
    return this.question.context.network;
  }

  date(iso: string): string {
    return formatDate(iso, this.network.policy.locale);
  }

  /** Whether metrics can be narrowed as the screen is. */
  reaches(metrics: readonly string[]): boolean {
    const dims = this.question.where.map(({ dim }) => dim);
    return metrics.every((id) => dims.every((dim) => findMetric(id).dimensions.includes(dim)));
  }

  /** A query under the screen's filters and period. */
  async table(spec: QuerySpecInput) {
    const { context, period, where, options } = this.question;
    const asked = { ...spec, where: [...(spec.where ?? []), ...where], ...(period === undefined ? {} : { period }) };
    return runTable(context, querySpec.parse(asked), options);
  }

  /** Pieces over all time under the screen's filters; no rows when the filters do not apply to them. */
  async pieces<T extends Record<string, Cell>>(
    pieces: Readonly<Record<string, Piece>>,
    by: readonly Filter['dim'][] = [],
    everything = true,
    also: readonly Filter[] = [],
  ): Promise<T[]> {
    const { context, options } = this.question;
    const where = [...this.question.where, ...also];
    const sources = where.map(({ dim }) => dimension(dim).source);
    const applies = Object.values(pieces).every((piece) => sources.every((source) => sourcesOf(piece).has(source)));
    if (!applies) return [];
    const all = scopeOf(context, {}).period;
    const window = windowOf(everything ? all : this.scope.period);
    const { sql, bindings } = compilePieces({ network: context.network, by, where, window, pieces });
    return context.reader.rows<T>(sql, bindings, options);
  }

  /** The period as a finding names it beside an amount. */
  get periodWords(): string {
    return this.scope.period.label;
  }
}

/** Partners that the filters of the screen choose: those enrolled, or everybody. Nobody where the filters choose no partners. */
export async function partnersInScope(ask: Ask, everybody = false): Promise<ReadonlySet<string>> {
  const where = everybody ? 'TRUE' : 'f.enrolled';
  const rows = await ask.pieces<{ partner: string; counted: number }>(
    { counted: { label: 'Partners', unit: 'count', fact: 'partner', where, aggregate: 'count' } },
    ['partner'],
  );
  return new Set(rows.flatMap(({ partner, counted }) => (counted > 0 ? [partner] : [])));
}

/** A decisive figure of a sentence. */
export function strong(text: string | number): { readonly strong: string } {
  return { strong: String(text) };
}

/** A sentence as parts; what is marked `strong` stands out, the rest runs on. */
export function sentence(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | { readonly strong: string })[]
): Finding['words'] {
  const parts: { text: string; strong?: true }[] = [];
  strings.forEach((text, index) => {
    const value = values[index];
    const plain = typeof value === 'string' || typeof value === 'number' ? `${text}${value}` : text;
    const last = parts.at(-1);
    if (last && !last.strong) last.text += plain;
    else if (plain !== '') parts.push({ text: plain });
    if (typeof value === 'object') parts.push({ text: value.strong, strong: true });
  });
  return parts;
}

/** Exact sum of decimal texts. */
export function sumOf(amounts: readonly Cell[]): string {
  const zero = { units: 0n, scale: 4 };
  return decimalText(
    amounts.reduce<Decimal>((sum, amount) => {
      const next = rescale(parseDecimal(String(amount ?? 0)) ?? zero, 4);
      return { units: sum.units + next.units, scale: 4 };
    }, zero),
  );
}
