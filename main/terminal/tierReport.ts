/** A simulated tier program as text: tables for people, one row per partner for programs. */
import type { Cell } from '../../analytics/api/results.ts';
import type { TierRow, TierSimulation } from '../../analytics/api/tiers.ts';
import { formatDate } from '../../analytics/present/dates.ts';
import { type Columns, type Format, jsonArray, type Rows, render } from './output.ts';

const PARTNER_COLUMNS: Columns = [
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'level_before', label: 'Before', unit: 'text' },
  { key: 'level', label: 'Level', unit: 'text' },
  { key: 'direction', label: 'Move', unit: 'text' },
  { key: 'reason', label: 'Why', unit: 'text' },
  { key: 'amount', label: 'Bookings of the year', unit: 'money' },
  { key: 'owner', label: 'Owner', unit: 'text' },
  { key: 'region', label: 'Region', unit: 'text' },
];

/** Names of a list beside the movers, among whom all of it is. */
const PROTECT_SHOWN = 10;

const RUNS = {
  date: 'requirements on the day',
  review: 'one review from the levels before',
  history: 'every review up to the day',
} as const;

export function simulationText(format: Format, simulation: TierSimulation, partners: readonly TierRow[]): string {
  switch (format) {
    case 'table':
      return tablesText(simulation);
    case 'csv':
      return render('csv', PARTNER_COLUMNS, partners.map(partnerRow), null);
    case 'json':
      return jsonArray([...partners.map(partnerRow), totalOf(simulation)]);
  }
}

function partnerRow({ partner, name, from, to, direction, reason, amount, owner, region }: TierRow) {
  return { partner, partner_name: name, level_before: from, level: to, direction, reason, amount, owner, region };
}

function totalOf(simulation: TierSimulation): object {
  const { basis, fromLevels, toLevels, matrix, up, down, stay, costs } = simulation;
  return {
    total: true,
    partners: basis.population,
    up,
    down,
    stay,
    levels: Object.fromEntries(toLevels.map((to, column) => [to, sum(matrix.map((counts) => counts[column]!))])),
    levels_before: Object.fromEntries(fromLevels.map((from, row) => [from, sum(matrix[row]!)])),
    matrix: Object.fromEntries(
      fromLevels.map((from, row) => [
        from,
        Object.fromEntries(toLevels.map((to, column) => [to, matrix[row]![column]!])),
      ]),
    ),
    near_misses: simulation.nearMissesTotal,
    at_risk: simulation.atRiskTotal,
    benefit_cost: costs.after,
    benefit_cost_before: costs.before,
    as_of: basis.asOf,
    run: basis.run,
    against: basis.against,
    currency: basis.currency,
    data_version: basis.dataVersion,
  };
}

function tablesText(simulation: TierSimulation): string {
  const { basis, up, down, stay, moversTotal, movers, nearMissesTotal, atRiskTotal } = simulation;
  const day = (iso: string) => formatDate(iso, 'en-GB');
  const sections = [
    [
      `${basis.program.name}, version ${basis.program.version}, against ${basis.against}`,
      `${day(basis.asOf)}, ${RUNS[basis.run]}; ${basis.population} partners; rows from ${day(basis.from)} to ${day(basis.to)}; ${basis.currency}, data version ${basis.dataVersion}`,
    ].join('\n'),
    levelTable(simulation),
    `From (rows) to (columns): ${up} up, ${down} down, ${stay} stay\n${matrixTable(simulation)}`,
    moversTotal === 0 ? 'Nobody moves.' : `${moversTable(simulation)}${moreMovers(moversTotal - movers.length)}`,
    `${nearMissesTotal} close to the next level, ${atRiskTotal} close to losing theirs`,
    ...(simulation.protectTotal > 0 ? [protectTable(simulation)] : []),
    costTable(simulation),
  ];
  return sections.join('\n\n');
}

function levelTable({ levels, basis }: TierSimulation): string {
  const columns: Columns = [
    { key: 'level', label: 'Level', unit: 'text' },
    { key: 'before', label: basis.against, unit: 'count' },
    { key: 'after', label: 'After', unit: 'count' },
  ];
  const rows = levels.map(({ label, before, after }) => ({ level: label, before, after }));
  const elsewhere = basis.population - sum(levels.map(({ before }) => before));
  if (elsewhere > 0) rows.push({ level: '(no level of this program)', before: elsewhere, after: 0 });
  return render('table', columns, rows, { before: basis.population, after: basis.population });
}

function matrixTable({ fromLevels, toLevels, matrix, basis }: TierSimulation): string {
  const columns: Columns = [
    { key: 'from', label: '', unit: 'text' },
    ...toLevels.map((label, index) => ({ key: String(index), label, unit: 'count' as const })),
    { key: 'sum', label: 'Total', unit: 'count' },
  ];
  const cells = (counts: readonly number[]): Record<string, Cell> =>
    Object.fromEntries(counts.map((count, index) => [String(index), count]));
  const rows: Rows = matrix.map((counts, row) => ({ from: fromLevels[row]!, ...cells(counts), sum: sum(counts) }));
  const totals = toLevels.map((_, column) => sum(matrix.map((counts) => counts[column]!)));
  return render('table', columns, rows, { ...cells(totals), sum: basis.population });
}

function moversTable({ movers }: TierSimulation): string {
  const columns: Columns = [
    { key: 'name', label: 'Who moves', unit: 'text' },
    { key: 'partner', label: 'Id', unit: 'text' },
    { key: 'from', label: 'From', unit: 'text' },
    { key: 'to', label: 'To', unit: 'text' },
    { key: 'amount', label: 'Bookings of the year', unit: 'money' },
    { key: 'reason', label: 'Why', unit: 'text' },
  ];
  return render(
    'table',
    columns,
    movers.map(({ name, partner, from, to, amount, reason }) => ({ name, partner, from, to, amount, reason })),
    null,
  );
}

function protectTable({ protect, protectTotal }: TierSimulation): string {
  const columns: Columns = [
    { key: 'name', label: `To protect: ${protectTotal}`, unit: 'text' },
    { key: 'partner', label: 'Id', unit: 'text' },
    { key: 'from', label: 'From', unit: 'text' },
    { key: 'to', label: 'To', unit: 'text' },
    { key: 'amount', label: 'Bookings of the year', unit: 'money' },
    { key: 'why', label: 'Why', unit: 'text' },
    { key: 'needs', label: 'Needs', unit: 'text' },
  ];
  const rows = protect.slice(0, PROTECT_SHOWN).map(({ name, partner, from, to, amount, why, needs }) => ({
    ...{ name, partner, from, to, amount, needs },
    why: why.join(', '),
  }));
  const more = protectTotal - rows.length;
  return `${render('table', columns, rows, null)}${more > 0 ? `\n… and ${more} more` : ''}`;
}

function moreMovers(count: number): string {
  return count > 0 ? `\n… and ${count} more: --format csv lists every partner` : '';
}

function costTable({ costs, basis }: TierSimulation): string {
  if (costs.lines.length === 0) return 'The program names no benefits, so levels cost nothing.';
  const columns: Columns = [
    { key: 'label', label: `Benefits a year, ${basis.currency}`, unit: 'text' },
    { key: 'before', label: basis.against, unit: 'money' },
    { key: 'after', label: 'After', unit: 'money' },
  ];
  const rows = costs.lines.map(({ label, before, after }) => ({ label, before, after }));
  return render('table', columns, rows, { before: costs.before, after: costs.after });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
