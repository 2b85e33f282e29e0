/** Why a partner has its level, as text: each test with value, threshold, verdict and window. */
import type { Cell } from '../../analytics/api/results.ts';
import type { ExplainedRequirement, ExplainedTest, TierExplanation } from '../../analytics/api/tiers.ts';
import { formatCell } from '../../analytics/present/cell.ts';
import { formatDate } from '../../analytics/present/dates.ts';
import { type Columns, type Format, jsonArray, render } from './output.ts';

const TEST_COLUMNS: Columns = [
  { key: 'level', label: 'Level', unit: 'text' },
  { key: 'to', label: 'To', unit: 'text' },
  { key: 'test', label: 'Test', unit: 'text' },
  { key: 'value', label: 'Value', unit: 'text' },
  { key: 'sign', label: '', unit: 'text' },
  { key: 'needs', label: 'Needs', unit: 'text' },
  { key: 'met', label: 'Met', unit: 'flag' },
  { key: 'window', label: 'Window', unit: 'text' },
  { key: 'sentence', label: 'In words', unit: 'text' },
];
/** Said by the indented rows of the table. */
const ON_ROWS_ONLY = ['to', 'sentence'];

/** Cells that say nothing. */
const BLANK = { level: '', test: '', value: '', sign: '', needs: '', window: '' } as const;

const KINDS = { all: 'all of', any: 'any of', atLeast: 'at least', not: 'not', test: '' } as const;

export function explanationText(format: Format, explanation: TierExplanation): string {
  switch (format) {
    case 'table':
      return tableText(explanation);
    case 'csv':
      return render('csv', TEST_COLUMNS, testRows(explanation), null);
    case 'json':
      return jsonArray([...testRows(explanation), totalOf(explanation)]);
  }
}

/** `to` says whether the test is asked for to reach the level or to keep it. */
function testRows({ levels }: TierExplanation): Record<string, Cell>[] {
  return levels.flatMap(({ label, requirement, keep }) =>
    (
      [
        ['reach', requirement],
        ['keep', keep],
      ] as const
    ).flatMap(([to, asked]) =>
      testsOf(asked).map(({ label: test, value, sign, needs, met, window, sentence, place, unit }) => ({
        level: label,
        to,
        test,
        value: plain(value, unit),
        sign,
        needs: plain(needs, unit),
        met,
        window,
        sentence,
        unit,
        place,
      })),
    ),
  );
}

/** Money is decimal text; counts, ratios and points are numbers. */
function plain(value: Cell, unit: ExplainedTest['unit']): Cell {
  return value === null || unit === 'money' || unit === 'flag' ? value : Number(value);
}

function testsOf(requirement: ExplainedRequirement | null): readonly ExplainedTest[] {
  if (!requirement) return [];
  return [...(requirement.test ? [requirement.test] : []), ...(requirement.of ?? []).flatMap(testsOf)];
}

function totalOf({ partner, name, before, after, sentence, levels, reviews, basis }: TierExplanation): object {
  return {
    total: true,
    partner,
    partner_name: name,
    level_before: before,
    level: after,
    sentence,
    levels: Object.fromEntries(levels.map(({ label, reached, kept }) => [label, { reached, kept }])),
    reviews,
    as_of: basis.asOf,
    run: basis.run,
    against: basis.against,
    currency: basis.currency,
    data_version: basis.dataVersion,
  };
}

function tableText({ partner, name, before, after, sentence, levels, reviews, basis }: TierExplanation): string {
  const day = (iso: string) => formatDate(iso, 'en-GB');
  const columns = TEST_COLUMNS.filter(({ key }) => !ON_ROWS_ONLY.includes(key));
  const rows = levels.flatMap(({ label, reached, kept, requirement, keep }) => [
    {
      ...BLANK,
      level: label,
      test: requirement ? '' : 'asks for nothing',
      met: reached,
      window: keepText(reached, kept),
    },
    ...(requirement ? requirementRows(requirement, 0) : []),
    ...(keep ? [{ ...BLANK, test: '  To keep it', met: kept }, ...requirementRows(keep, 1)] : []),
  ]);
  const steps = reviews.map(
    ({ on, from, to, reached, reason }) => `${day(on)}: ${from} to ${to}, reached ${reached}: ${reason}`,
  );
  return [
    `${name} (${partner})\n${basis.against}: ${before}\n${basis.program.name}, ${day(basis.asOf)}: ${after}\n${sentence}`,
    `Version ${basis.program.version}, ${basis.currency}, data version ${basis.dataVersion}`,
    render('table', columns, rows, null),
    ...(steps.length > 0 ? [`Reviews\n${steps.join('\n')}`] : []),
  ].join('\n\n');
}

function keepText(reached: boolean, kept: boolean): string {
  return kept && !reached ? 'kept, though it would not be reached' : '';
}

function requirementRows(
  { kind, label, met, test, of = [] }: ExplainedRequirement,
  depth: number,
  term = false,
): Record<string, Cell>[] {
  const indent = '  '.repeat(depth + 1);
  const own = test
    ? {
        ...BLANK,
        test: `${indent}${test.label}`,
        value: valueText(test.value, test.unit),
        ...thresholdOf(test, term),
        met,
        window: test.window,
      }
    : { ...BLANK, test: `${indent}${label || KINDS[kind]}`, met };
  return [own, ...of.flatMap((part) => requirementRows(part, depth + 1, test !== undefined))];
}

/** A term of a score has no threshold: it brings points, of the most that it can bring. */
function thresholdOf(
  { sign, needs, unit }: ExplainedTest,
  term: boolean,
): { readonly sign: string; readonly needs: string } {
  if (!term) return { sign, needs: valueText(needs, unit) };
  return needs === null ? { sign: '', needs: '' } : { sign: 'of', needs: valueText(needs, unit) };
}

/** A place among peers is a number of partners; points are neither money nor a count. */
function valueText(value: Cell, unit: ExplainedTest['unit']): string {
  const shown = unit === 'points' ? 'index' : unit === 'place' ? 'count' : unit;
  return formatCell(value, shown, { locale: 'en-GB', style: 'exact' });
}
