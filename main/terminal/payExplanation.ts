/** How a payee's pay came about, as text that can be followed by hand. */
import type { ExplainedPeriod, PayExplanation } from '../../analytics/api/incentives.ts';
import { formatDate } from '../../analytics/present/dates.ts';
import { differenceText } from '../../analytics/present/decimal.ts';
import { countWords } from '../../analytics/present/labels.ts';
import { type Columns, type Format, jsonArray, render, snakeKeys } from './output.ts';
import { basisOf, headText, sideLabel, standsAlone } from './payReport.ts';

const STEP_COLUMNS: Columns = [
  { key: 'plan', label: 'Plan', unit: 'text' },
  { key: 'line', label: 'Line', unit: 'text' },
  { key: 'period', label: 'Period', unit: 'text' },
  { key: 'step', label: 'Step', unit: 'text' },
  { key: 'figures', label: 'Figures', unit: 'text' },
  { key: 'amount', label: 'Amount', unit: 'money' },
  { key: 'sentence', label: 'In words', unit: 'text' },
];

const DEAL_COLUMNS: Columns = [
  { key: 'deal', label: 'Deal', unit: 'text' },
  { key: 'line', label: 'Line', unit: 'text' },
  { key: 'date', label: 'Date', unit: 'date' },
  { key: 'product', label: 'Product', unit: 'text' },
  { key: 'level', label: 'Level', unit: 'text' },
  { key: 'base', label: 'Base', unit: 'money' },
  { key: 'amount', label: 'Amount', unit: 'money' },
];

export function payExplanationText(format: Format, explanation: PayExplanation): string {
  switch (format) {
    case 'table':
      return tableText(explanation);
    case 'csv':
      return render('csv', STEP_COLUMNS, stepRows(explanation), null);
    case 'json':
      return jsonArray([...stepRows(explanation), totalOf(explanation)]);
  }
}

function stepRows({ lines }: PayExplanation) {
  return lines.flatMap(({ plan, line, periods }) =>
    periods.flatMap(({ period, steps }) =>
      steps.map(({ label, figures, amount, sentence }) => ({
        plan,
        line,
        period,
        step: label,
        figures,
        amount,
        sentence,
      })),
    ),
  );
}

function totalOf({ partner, name, before, after, sentences, lines, paid, basis }: PayExplanation): object {
  return {
    total: true,
    partner,
    partner_name: name,
    payout_amount_before: basis.paidUnknown === null ? before : null,
    payout_amount: after,
    difference: basis.paidUnknown === null ? differenceText(after, before) : null,
    sentences,
    lines: snakeKeys(lines),
    paid: basis.paidUnknown === null ? snakeKeys(paid) : null,
    ...basisOf(basis),
  };
}

function tableText({ partner, name, before, after, sentences, lines, paid, basis }: PayExplanation): string {
  const money: Columns = [
    { key: 'label', label: `${name} (${partner})`, unit: 'text' },
    { key: 'amount', label: basis.currency, unit: 'money' },
  ];
  const sums = standsAlone(basis)
    ? [{ label: sideLabel(basis), amount: after }]
    : [
        { label: basis.against, amount: before },
        { label: 'After', amount: after },
        { label: 'Difference', amount: differenceText(after, before) },
      ];
  return [
    headText(basis),
    render('table', money, sums, null),
    ...(sentences.length > 0 ? [sentences.join('\n')] : []),
    ...lines.flatMap(({ label, rule, periods }) => [`${label}: ${rule}`, ...periods.map(periodText)]),
    paid.length > 0
      ? paidText(paid, basis.currency)
      : 'The ledger has no payouts of these kinds to this partner in the period.',
  ].join('\n\n');
}

function periodText({ period, from, to, due, dueOn, steps, rows, rowsTotal }: ExplainedPeriod): string {
  const day = (iso: string) => formatDate(iso, 'en-GB');
  const columns: Columns = [
    { key: 'label', label: `${period}, ${day(from)} to ${day(to)}`, unit: 'text' },
    { key: 'figures', label: '', unit: 'text' },
    { key: 'amount', label: 'Amount', unit: 'money' },
    { key: 'sentence', label: 'Why', unit: 'text' },
  ];
  const cells = steps.map(({ label, figures, amount, sentence }) => ({ label, figures, amount, sentence }));
  const paid = { amount: due, sentence: dueOn === null ? '' : `due on ${day(dueOn)}` };
  const deals = `${render('table', DEAL_COLUMNS, rows, null)}${rowsTotal > rows.length ? `\n… and ${countWords(rowsTotal - rows.length, 'more row')}` : ''}`;
  return [render('table', columns, cells, paid), ...(rows.length > 0 ? [deals] : [])].join('\n\n');
}

/** @param currency of the amounts; a base is in the payout’s own */
function paidText(paid: PayExplanation['paid'], currency: string): string {
  const columns: Columns = [
    { key: 'payout', label: 'Payouts of the ledger', unit: 'text' },
    { key: 'program', label: 'Program', unit: 'text' },
    { key: 'kind', label: 'Kind', unit: 'text' },
    { key: 'earnedOn', label: 'Earned on', unit: 'date' },
    { key: 'base', label: 'Base', unit: 'money' },
    { key: 'currency', label: 'Currency', unit: 'text' },
    { key: 'rate', label: 'Rate', unit: 'ratio' },
    { key: 'amount', label: `Amount, ${currency}`, unit: 'money' },
    { key: 'status', label: 'Status', unit: 'text' },
  ];
  return render(
    'table',
    columns,
    paid.map((payout) => ({ ...payout })),
    null,
  );
}
