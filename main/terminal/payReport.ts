/** Rated incentive plans as text: tables for people, one row per partner for programs. */
import type { Band, IncentiveOutlook, PartnerOutlook } from '../../analytics/api/incentiveOutlook.ts';
import type {
  CostRow,
  IncentiveBasis,
  IncentiveSimulation,
  PayRow,
  Side,
  Worth,
} from '../../analytics/api/incentives.ts';
import { formatDate } from '../../analytics/present/dates.ts';
import { differenceText } from '../../analytics/present/decimal.ts';
import { countWords } from '../../analytics/present/labels.ts';
import { numbers } from '../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, type Rows, render, snakeKeys } from './output.ts';

/** What a plan comes to: its cost, its payees, and what it may cost next when it was drawn. */
export interface RatedPlan {
  readonly simulation: IncentiveSimulation;
  /** Every payee, by id; for tables the largest differences only. */
  readonly rows: readonly PayRow[];
  readonly outlook: IncentiveOutlook | null;
}

const PAYEE_COLUMNS: Columns = [
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'level', label: 'Level', unit: 'text' },
  { key: 'won_amount', label: 'Bookings', unit: 'money' },
  { key: 'payout_amount_before', label: 'Before', unit: 'money' },
  { key: 'payout_amount', label: 'Payout', unit: 'money' },
  { key: 'difference', label: 'Difference', unit: 'money' },
  { key: 'reason', label: 'Why', unit: 'text' },
  { key: 'kept_whole_by', label: 'Kept whole by', unit: 'text' },
  { key: 'owner', label: 'Owner', unit: 'text' },
  { key: 'type', label: 'Type', unit: 'text' },
  { key: 'region', label: 'Region', unit: 'text' },
  { key: 'country', label: 'Country', unit: 'text' },
];

/** Of the quarters ahead. */
const DRAWN_COLUMNS: Columns = [
  { key: 'forecast_p10', label: 'P10', unit: 'money' },
  { key: 'forecast_p50', label: 'P50', unit: 'money' },
  { key: 'forecast_p90', label: 'P90', unit: 'money' },
  { key: 'threshold', label: 'Next threshold', unit: 'text' },
  { key: 'crosses', label: 'Crosses it', unit: 'ratio' },
];

/** Payees that a table names. */
export const SHOWN_PAYEES = 20;
const SHOWN_COSTS = 12;
const SHOWN_FORECASTS = 10;
const WORDS = numbers('en-GB');

export function ratedText(format: Format, rated: RatedPlan): string {
  if (format === 'table') return tablesText(rated);
  const drawn = new Map((rated.outlook?.partners ?? []).map((one) => [one.partner, one]));
  const rows = rated.rows.map((row) => ({
    ...payeeRow(row),
    ...(rated.simulation.basis.paidUnknown === null ? {} : UNKNOWN),
    ...(rated.outlook && drawnCells(drawn.get(row.partner))),
  }));
  if (format === 'csv') return render('csv', [...PAYEE_COLUMNS, ...(rated.outlook ? DRAWN_COLUMNS : [])], rows, null);
  return jsonArray([...rows, totalOf(rated)]);
}

/** A plan beside nothing: what was paid alone, or a plan where what was paid is not known. */
export function standsAlone({ plans, paidUnknown }: IncentiveBasis): boolean {
  return plans.length === 0 || paidUnknown !== null;
}

function payeeRow({ partner, name, before, after, revenue, reason, whole, ...attributes }: PayRow) {
  const { level, owner, type, region, country } = attributes;
  return {
    partner,
    partner_name: name,
    level,
    won_amount: revenue,
    payout_amount_before: before,
    payout_amount: after,
    difference: differenceText(after, before),
    reason,
    kept_whole_by: whole,
    ...{ owner, type, region, country },
  };
}

function drawnCells(drawn: PartnerOutlook | undefined) {
  return {
    forecast_p10: drawn?.after.p10 ?? null,
    forecast_p50: drawn?.after.p50 ?? null,
    forecast_p90: drawn?.after.p90 ?? null,
    threshold: drawn?.threshold ?? null,
    crosses: drawn?.crosses ?? null,
  };
}

function totalOf({ simulation, outlook }: RatedPlan): object {
  const { basis, before, after, lines, by, quarters, wins, loses, same, growingLosers, keepWhole, worth } = simulation;
  const unknown = basis.paidUnknown !== null;
  const known = (rows: readonly CostRow[]) => (unknown ? rows.map((row) => ({ ...row, before: null })) : rows);
  return {
    total: true,
    payout_amount_before: unknown ? null : before,
    payout_amount: after,
    difference: unknown ? null : differenceText(after, before),
    partners: basis.partners,
    payees: basis.payees,
    ...(unknown
      ? NO_WINNERS
      : {
          winners: wins.payees,
          losers: loses.payees,
          same,
          gained: wins.amount,
          lost: loses.amount,
          growing_losers: growingLosers,
        }),
    lines,
    ...Object.fromEntries(Object.entries(by).map(([dimension, rows]) => [`by_${dimension}`, known(rows)])),
    by_quarter: known(quarters),
    keep_whole: snakeKeys(keepWhole),
    worth: unknown ? null : snakeKeys(worth),
    ...(outlook && { forecast: { ...forecastOf(outlook), ...(unknown ? UNKNOWN_FORECAST : {}) } }),
    ...basisOf(basis),
  };
}

/** What names an answer, for programs. */
export function basisOf(basis: IncentiveBasis): object {
  const { plans, against, paidUnknown, period, currency, kinds, leftAlone, dataVersion, notes } = basis;
  return {
    ...{ plans, against, paid_unknown: paidUnknown, period: spanOf(period), currency, kinds },
    ...{ left_out: leftAlone, data_version: dataVersion, notes },
  };
}

export function spanOf({ label, from, to }: IncentiveBasis['period']): object {
  return { label, from, to };
}

function forecastOf({
  ahead,
  draws,
  seed,
  before,
  after,
  difference,
  overBudget,
  belowZero,
  together,
  settled,
  backTest,
}: IncentiveOutlook) {
  const over = (side: 'before' | 'after') => overBudget && overBudget[side] / draws;
  return {
    ahead,
    draws,
    seed,
    before,
    after,
    difference,
    over_budget_before: over('before'),
    over_budget: over('after'),
    below_zero: belowZero === null ? null : belowZero / draws,
    together: snakeKeys(together),
    settled,
    back_test: backTest && snakeKeys(backTest),
  };
}

function tablesText({ simulation, rows, outlook }: RatedPlan): string {
  const { basis, by, quarters, wins, loses, same, keepWhole, worth } = simulation;
  const alone = standsAlone(basis);
  const sections = [
    headText(basis),
    linesTable(simulation),
    costTable('Quarter', quarters, simulation),
    ...(['level', 'type', 'region', 'country', 'family'] as const).flatMap((dimension) =>
      by[dimension].length > 1 ? [costTable(DIMENSION_LABELS[dimension], by[dimension], simulation)] : [],
    ),
    ...(alone ? [] : [`${sideText('gain', wins)}, ${sideText('lose', loses)}, ${WORDS.integer(same)} as before`]),
    payeesTable(simulation, rows),
    ...(keepWhole.length > 0 ? [keepWhole.map(({ sentence }) => sentence).join('\n')] : []),
    ...(alone ? [] : [worthText(worth)]),
    ...(outlook ? [outlookText(outlook)] : []),
  ];
  return sections.join('\n\n');
}

const DIMENSION_LABELS = {
  level: 'Level',
  type: 'Type',
  region: 'Region',
  country: 'Country',
  family: 'Product family',
} as const;

/** What is compared, on what. */
export function headText({
  plans,
  against,
  paidUnknown,
  period,
  partners,
  payees,
  currency,
  kinds,
  dataVersion,
}: IncentiveBasis): string {
  const day = (iso: string) => formatDate(iso, 'en-GB');
  const named = plans.map(({ name, version }) => `${name}, version ${version}`).join('; ');
  return [
    plans.length === 0
      ? against
      : `${named}, ${paidUnknown === null ? `against ${against.toLowerCase() === 'as paid' ? 'as paid' : against}` : 'by itself'}`,
    `${period.label}, ${day(period.from)} to ${day(period.to)}; ${countWords(payees, 'payee')} of ${countWords(partners, 'partner')}; ${kinds.join(', ') || 'no payouts'}; ${currency}, data version ${dataVersion}`,
  ].join('\n');
}

function linesTable({ basis, lines, before, after }: IncentiveSimulation): string {
  const columns: Columns = [
    { key: 'label', label: `Line, ${basis.currency}`, unit: 'text' },
    { key: 'kind', label: 'Kind', unit: 'text' },
    { key: 'base', label: 'Base', unit: 'money' },
    ...beforeAfter(basis),
    { key: 'payees', label: 'Payees', unit: 'count' },
    { key: 'lost', label: 'Lost to limits', unit: 'text' },
  ];
  const rows: Rows = lines.map(({ label, kind, base, before, after, payees, lost }) => ({
    ...{ label, kind, base, payees },
    ...compared(before, after),
    lost: lost.map(({ limit, amount }) => `${limit} ${WORDS.exact(amount, 2)}`).join(', '),
  }));
  return render('table', columns, rows, compared(before, after));
}

function costTable(label: string, rows: readonly CostRow[], { basis, before, after }: IncentiveSimulation): string {
  const columns: Columns = [
    { key: 'label', label, unit: 'text' },
    ...beforeAfter(basis),
    { key: 'payees', label: 'Payees', unit: 'count' },
  ];
  const cells = rows
    .slice(0, SHOWN_COSTS)
    .map((row) => ({ label: row.label, payees: row.payees, ...compared(row.before, row.after) }));
  const more = rows.length - cells.length;
  return `${render('table', columns, cells, compared(before, after))}${more > 0 ? `\n… and ${countWords(more, 'smaller one')} in the total` : ''}`;
}

function payeesTable({ basis, wins, loses }: IncentiveSimulation, rows: readonly PayRow[]): string {
  const alone = standsAlone(basis);
  const columns: Columns = [
    { key: 'partner_name', label: alone ? 'Who is paid' : 'Who wins and who loses', unit: 'text' },
    { key: 'partner', label: 'Id', unit: 'text' },
    { key: 'level', label: 'Level', unit: 'text' },
    ...beforeAfter(basis).map((column) => ({ ...column, key: PAYEE_KEYS[column.key as keyof typeof PAYEE_KEYS] })),
    ...(alone ? [] : [{ key: 'reason', label: 'Why', unit: 'text' } as const]),
  ];
  const shown = rows.slice(0, SHOWN_PAYEES).map(payeeRow);
  const more = (alone ? basis.payees : wins.payees + loses.payees) - shown.length;
  return `${render('table', columns, shown, null)}${more > 0 ? `\n… and ${WORDS.integer(more)} more: --format csv lists every partner` : ''}`;
}

/** Of all payees, of a forecast, and of one payee, where what was paid is not known. */
const NO_WINNERS = { winners: null, losers: null, same: null, gained: null, lost: null, growing_losers: null };
const UNKNOWN_FORECAST = { before: null, difference: null, over_budget_before: null, below_zero: null };
const UNKNOWN = { payout_amount_before: null, difference: null, reason: null, kept_whole_by: null };

const PAYEE_KEYS = { before: 'payout_amount_before', after: 'payout_amount', difference: 'difference' } as const;

/** What was paid stands alone where there is nothing beside it. */
function beforeAfter(basis: IncentiveBasis): Columns {
  if (standsAlone(basis)) return [{ key: 'after', label: sideLabel(basis), unit: 'money' }];
  return [
    { key: 'before', label: basis.against, unit: 'money' },
    { key: 'after', label: 'After', unit: 'money' },
    { key: 'difference', label: 'Difference', unit: 'money' },
  ];
}

/** What a side that stands alone is called. */
export function sideLabel({ plans, against }: IncentiveBasis): string {
  return plans.length === 0 ? against : 'Pays';
}

function compared(before: string | null, after: string) {
  return { before, after, difference: before === null ? after : differenceText(after, before) };
}

function sideText(verb: string, { payees, amount }: Side): string {
  return `${WORDS.integer(payees)} ${verb} ${WORDS.signed.exact(amount, 2)}`;
}

function worthText(worth: Worth): string {
  const { evidence, grossLift, extraCost, incrementalMargin, net, netLift, subsidisedBase, breakEven, roi } = worth;
  const ratio = (part: { numerator: string; denominator: string }) =>
    WORDS.percent(Number(part.numerator) / Number(part.denominator));
  const brings =
    Number(grossLift) === 0
      ? 'Cost only: nobody is assumed to sell more'
      : `Brings ${WORDS.integer(netLift)} of revenue and ${WORDS.integer(incrementalMargin)} of margin, net ${WORDS.signed.integer(net)}${roi ? `, a return of ${ratio(roi)}` : ''}; rests on: ${evidence}`;
  return [
    brings,
    `Extra cost ${WORDS.integer(extraCost)}; ${WORDS.integer(subsidisedBase)} is paid on revenue that comes anyway`,
    breakEven ? breakEvenText(breakEven) : 'No lift of revenue makes it pay for itself',
    worth.marginRule,
  ].join('\n');
}

/** A plan that costs less than what it is compared with can lose some revenue before it costs more than it saves. */
function breakEvenText({ numerator, denominator }: NonNullable<Worth['breakEven']>): string {
  const lift = Number(numerator) / Number(denominator);
  return lift < 0
    ? `It saves more than it loses unless revenue falls by ${WORDS.percent(-lift)}`
    : `It pays for itself from a lift of ${WORDS.percent(lift)} on`;
}

function outlookText(outlook: IncentiveOutlook): string {
  const { ahead, draws, seed, before, after, difference, overBudget, belowZero, quarters, tornado, partners } = outlook;
  const columns: Columns = [
    { key: 'label', label: `Forecast, ${ahead}`, unit: 'text' },
    { key: 'p10', label: 'P10', unit: 'money' },
    { key: 'p50', label: 'P50', unit: 'money' },
    { key: 'p90', label: 'P90', unit: 'money' },
    { key: 'mean', label: 'Mean', unit: 'money' },
  ];
  const row = (label: string, { p10, p50, p90, mean }: Band) => ({ label, p10, p50, p90, mean });
  const against = sideLabel(outlook.basis);
  const compares = !standsAlone(outlook.basis);
  const rows = [
    ...(compares ? [row(outlook.basis.against, before)] : []),
    row(compares ? 'After' : against, after),
    ...(compares ? [row('Difference', difference)] : []),
    ...quarters.map(({ label, after }) => row(`  ${label}`, after)),
  ];
  const share = (count: number) => WORDS.percent(count / draws);
  const chances = [
    overBudget &&
      `Over the budget in ${share(overBudget.after)} of draws${compares ? `, before in ${share(overBudget.before)}` : ''}`,
    belowZero !== null && `Brings less margin than it costs in ${share(belowZero)} of draws`,
    outlook.backTest?.sentence ?? null,
    outlook.settled ? null : 'More draws would still move P10 and P90',
  ].filter((line) => typeof line === 'string');
  return [
    `${WORDS.integer(draws)} draws, seed ${seed}\n${outlook.together.sentence}`,
    render('table', columns, rows, null),
    ...(chances.length > 0 ? [chances.join('\n')] : []),
    ...(tornado.length > 0 ? [tornadoTable(outlook)] : []),
    ...(partners.length > 0 ? [forecastTable(partners)] : []),
  ].join('\n\n');
}

function tornadoTable({ tornado }: IncentiveOutlook): string {
  const columns: Columns = [
    { key: 'label', label: 'What moves it most', unit: 'text' },
    { key: 'low', label: 'Low', unit: 'text' },
    { key: 'lowCost', label: 'Cost', unit: 'money' },
    { key: 'high', label: 'High', unit: 'text' },
    { key: 'highCost', label: 'Cost', unit: 'money' },
  ];
  const rows = tornado.map(({ label, low, high, nonMonotonic }) => ({
    label: nonMonotonic ? `${label} (not one way)` : label,
    low: low.input,
    lowCost: low.cost,
    high: high.input,
    highCost: high.cost,
  }));
  return render('table', columns, rows, null);
}

function forecastTable(partners: readonly PartnerOutlook[]): string {
  const columns: Columns = [
    { key: 'name', label: 'Widest spread', unit: 'text' },
    { key: 'partner', label: 'Id', unit: 'text' },
    ...DRAWN_COLUMNS,
  ];
  const rows = partners.slice(0, SHOWN_FORECASTS).map((one) => {
    const { partner, name } = one;
    return { name, partner, ...drawnCells(one) };
  });
  return render('table', columns, rows, null);
}
