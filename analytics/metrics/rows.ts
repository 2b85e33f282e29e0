/** The rows behind a figure: what a reader checks it against. */
import type { FigureSpec } from '../api/documents/query.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { ColumnInfo, Unit } from '../api/results.ts';
import type { ResultCursor } from '../engine/cursor.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { FactId } from '../network/facts.ts';
import type { Network } from '../network/network.ts';
import { capital } from '../present/capital.ts';
import { scopeOf } from './basis.ts';
import { everyBasis, metricsOf, type Statement, withShared } from './compile.ts';
import type { QueryContext } from './context.ts';
import type { Piece } from './definition.ts';
import { type Metric, pieceNames, sideOf } from './dictionary.ts';
import { type Cut, eachRows, eventRows } from './scan.ts';
import { Binder, typed } from './sql.ts';
import { type Window, windowOf, yearBefore } from './window.ts';

export type FigurePart = 'numerator' | 'denominator';

export interface FigureRows extends Statement {
  readonly columns: readonly ColumnInfo[];
  /** Counts the rows and adds up `value`: exactly the figure, when it is a sum or a count. */
  readonly summary: Statement;
}

type Shown = readonly [key: string, label: string, unit: ColumnInfo['unit'], sql?: string];

/** What is shown of each fact, newest first by the piece's date. */
const SHOWN: Readonly<Record<FactId, readonly Shown[]>> = {
  deal: [
    ['deal_id', 'Deal', 'text'],
    ['deal_name', 'Deal name', 'text'],
    ['customer', 'Customer', 'text'],
    ['partner', 'Partner', 'text', 'f.partner_id'],
    ['partner_name', 'Partner name', 'text', 'r.partner_name'],
    ['outcome', 'Outcome', 'text'],
    ['stage', 'Stage', 'text'],
    ['created_on', 'Created', 'date'],
    ['registered_on', 'Registered', 'date'],
    ['closed_on', 'Closed', 'date'],
    ['term_end', 'Term ends', 'date'],
    ['amount', 'Amount', 'money'],
    ['currency', 'Loaded currency', 'text'],
  ],
  payout: [
    ['payout_id', 'Payout', 'text'],
    ['partner', 'Partner', 'text', 'f.partner_id'],
    ['partner_name', 'Partner name', 'text', 'r.partner_name'],
    ['deal_id', 'Deal', 'text'],
    ['line_id', 'Line', 'text'],
    ['program', 'Program', 'text'],
    ['kind', 'Kind', 'text'],
    ['status', 'Status', 'text'],
    ['earned_on', 'Earned', 'date'],
    ['due_on', 'Due', 'date'],
    ['paid_on', 'Paid', 'date'],
    ['amount', 'Amount', 'money'],
    ['currency', 'Loaded currency', 'text'],
  ],
  partner: [
    ['partner', 'Partner', 'text', 'f.partner_id'],
    ['partner_name', 'Partner name', 'text', 'r.partner_name'],
    ['started_on', 'Agreement from', 'date'],
    ['agreement_end', 'Agreement to', 'date'],
  ],
  certification: [
    ['partner', 'Partner', 'text', 'f.partner_id'],
    ['partner_name', 'Partner name', 'text', 'r.partner_name'],
    ['person', 'Person', 'text'],
    ['certification', 'Certificate', 'text'],
    ['earned_on', 'Earned', 'date'],
    ['expires_on', 'Expires', 'date'],
  ],
  target: [
    ['scope', 'Scope', 'text'],
    ['scope_value', 'For', 'text'],
    ['period_start', 'From', 'date'],
    ['period_end', 'To', 'date'],
    ['amount', 'Plan', 'money'],
  ],
  cost: [
    ['category', 'Category', 'text'],
    ['scope', 'Scope', 'text'],
    ['period_start', 'From', 'date'],
    ['period_end', 'To', 'date'],
    ['amount', 'Amount', 'money'],
  ],
};

/** What makes the order of rows hold still between pages. */
const ROW_KEY: Readonly<Record<FactId, string>> = {
  deal: 'f.deal_id',
  payout: 'f.payout_id',
  partner: 'f.partner_id',
  certification: 'f.partner_id, f.person, f.certification, f.earned_on',
  target: 'f.scope_value, f.period_start',
  cost: 'f.category, f.period_start',
};

/**
 * The rows of one figure. A ratio's rows are those of its numerator unless the denominator is asked for; where a side is
 * made of several pieces, those of the first.
 * @throws QuarterdeckError as for a query.
 */
export function figureRows(context: QueryContext, figure: FigureSpec, part?: FigurePart): FigureRows {
  const { network } = context;
  const metric = figureMetric(figure);
  if (metric.parts) {
    const names = metric.parts.map(({ of }) => of.label).join(', ');
    throw new QuarterdeckError(
      'bad-request',
      `${metric.label} has no rows of its own: it is made of measures. Ask for the rows of one of them: ${names}.`,
    );
  }
  const window = windowOf(scopeOf(context, figure).period);
  const piece = metric.pieces[pieceNames(expressionOf(metric, part))[0]!]!;
  const days = piece.window === 'year-ago' ? yearBefore(window) : window;
  if (!days) {
    throw new QuarterdeckError('period-invalid', `${metric.label} needs a period: everything has no year before it.`);
  }
  const binder = new Binder();
  const cut: Cut = {
    network,
    by: [],
    where: figure.where,
    everyBasis: everyBasis([], figure.where),
    binder,
  };
  return piece.per ? perRows(cut, piece, days, window) : factRows(cut, piece, days, window);
}

/** The rows as a cursor, and how many they are. */
export async function openFigureRows(
  context: QueryContext,
  figure: FigureSpec,
  part?: FigurePart,
  options: RunOptions = {},
): Promise<{ columns: readonly ColumnInfo[]; cursor: ResultCursor; totalRows: number }> {
  const { columns, sql, bindings, summary } = figureRows(context, figure, part);
  const [counted] = await context.reader.rows<{ rows: number }>(summary.sql, summary.bindings, options);
  return { columns, cursor: await context.reader.cursor(sql, bindings, options), totalRows: counted!.rows };
}

export function figureMetric(figure: FigureSpec): Metric {
  return metricsOf({ metrics: [figure.metric], by: [], where: figure.where })[0]!;
}

/** The expression whose rows are asked for. */
export function expressionOf(metric: Metric, part: FigurePart | undefined): string {
  if (metric.kind === 'ratio') return sideOf(metric, part ?? 'numerator');
  return metric.expression ?? '{value}';
}

function factRows(cut: Cut, piece: Piece, days: Window, period: Window): FigureRows {
  let rows = eventRows(cut, piece, days);
  if (piece.aggregate === 'distinct') {
    // One row stands for each of the things counted: the first by id.
    rows = `SELECT * FROM (SELECT f.*, row_number() OVER (PARTITION BY f.value ORDER BY ${ROW_KEY[piece.fact]}) AS place
      FROM (${rows}) f) AS places WHERE place = 1 AND value IS NOT NULL`;
  }
  const shown = SHOWN[piece.fact];
  const counts = piece.aggregate === 'count' || piece.aggregate === 'distinct';
  const same = piece.value === 'f.amount' || counts;
  const columns: Shown[] = [
    ...shown,
    ...(same ? [] : [['value', piece.label, piece.unit, typed('f.value', piece.unit)] as Shown]),
    ['load_id', 'Load', 'count'],
    ['source_row', 'Row of the file', 'count'],
  ];
  const order = piece.date ? `f.${piece.date} DESC NULLS LAST, ` : '';
  const needsRoster = shown.some(([key]) => key === 'partner_name');
  return statements(cut.network, period, cut.binder, {
    columns,
    from: `(${rows}) f${needsRoster ? ' LEFT JOIN roster r ON r.partner_id = f.partner_id' : ''}`,
    order: `${order}${ROW_KEY[piece.fact]}`,
    value: counts ? 'count(*)' : `sum(f.value)`,
    unit: piece.unit,
  });
}

function perRows(cut: Cut, piece: Piece, days: Window, period: Window): FigureRows {
  const per = piece.per!;
  const inner = Object.entries(per.inner).map(([name, { aggregate }]): Shown => {
    const label = capital(name);
    return [
      name,
      label,
      aggregate === 'count' ? 'count' : 'money',
      typed(`f.${name}`, aggregate === 'count' ? 'count' : 'money'),
    ];
  });
  const who: Shown[] =
    per.key === 'partner'
      ? [
          ['partner', 'Partner', 'text', 'f.id'],
          ['partner_name', 'Partner name', 'text', 'r.partner_name'],
        ]
      : [['customer', 'Customer', 'text', 'f.id']];
  return statements(cut.network, period, cut.binder, {
    columns: [...who, ...inner],
    from: `(${eachRows(cut, piece, days, per)}) f${per.key === 'partner' ? ' LEFT JOIN roster r ON r.partner_id = f.id' : ''}`,
    order: `f.${Object.keys(per.inner)[0]} DESC NULLS LAST, f.id`,
    value: 'sum(f.value)',
    unit: piece.unit,
  });
}

function statements(
  network: Network,
  period: Window,
  binder: Binder,
  {
    columns,
    from,
    order,
    value,
    unit,
  }: { columns: readonly Shown[]; from: string; order: string; value: string; unit: Unit },
): FigureRows {
  const select = columns.map(([key, , , sql]) => `${sql ?? `f.${key}`} AS "${key}"`).join(', ');
  return {
    columns: columns.map(([key, label, columnUnit]) => ({ key, label, role: 'field', unit: columnUnit })),
    ...withShared(network, period, binder, `SELECT ${select} FROM ${from} ORDER BY ${order}`),
    summary: withShared(
      network,
      period,
      binder,
      `SELECT count(*) AS rows, ${typed(value, unit)} AS value FROM ${from}`,
    ),
  };
}
