/** Payouts beside the rules in force, and what is owed by month, as text. */
import type { AccrualRollForward } from '../../analytics/api/incentiveOutlook.ts';
import type { PayoutAudit } from '../../analytics/api/payoutAudit.ts';
import type { ResolvedPeriod } from '../../analytics/api/results.ts';
import { formatDate } from '../../analytics/present/dates.ts';
import { countWords } from '../../analytics/present/labels.ts';
import { numbers } from '../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, render, snakeKeys } from './output.ts';
import { spanOf } from './payReport.ts';

const WORDS = numbers('en-GB');

const FINDING_COLUMNS: Columns = [
  { key: 'payout', label: 'Payout', unit: 'text' },
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'deal', label: 'Deal', unit: 'text' },
  { key: 'program', label: 'Program', unit: 'text' },
  { key: 'kind', label: 'Kind', unit: 'text' },
  { key: 'earned_on', label: 'Earned on', unit: 'date' },
  { key: 'currency', label: 'Currency', unit: 'text' },
  { key: 'paid', label: 'Paid', unit: 'money' },
  { key: 'right', label: 'Right', unit: 'money' },
  { key: 'difference', label: 'Difference', unit: 'money' },
  { key: 'difference_in_base', label: 'In the base currency', unit: 'money' },
  { key: 'cause', label: 'Likely cause', unit: 'text' },
  { key: 'error', label: 'Error', unit: 'flag' },
  { key: 'sentence', label: 'Evidence', unit: 'text' },
];
const IN_TABLE = [
  'payout',
  'partner_name',
  'program',
  'earned_on',
  'currency',
  'paid',
  'right',
  'difference',
  'sentence',
];
const SHOWN = 30;

export function auditText(format: Format, audit: PayoutAudit): string {
  const rows = audit.findings.map(({ name, earnedOn, inBase, ...finding }) => ({
    ...finding,
    partner_name: name,
    earned_on: earnedOn,
    difference_in_base: inBase,
  }));
  switch (format) {
    case 'csv':
      return render('csv', FINDING_COLUMNS, rows, null);
    case 'json': {
      const keys = FINDING_COLUMNS.map(({ key }) => key);
      const ordered = rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key as keyof typeof row]])));
      return jsonArray([...ordered, auditTotal(audit)]);
    }
    case 'table': {
      const columns = FINDING_COLUMNS.filter(({ key }) => IN_TABLE.includes(key));
      const more = rows.length - SHOWN;
      const list = render('table', columns, rows.slice(0, SHOWN), null);
      return [
        auditHead(audit),
        ...(audit.sums.length > 0 ? [sumsTable(audit)] : []),
        rows.length === 0
          ? audit.checked === 0
            ? 'No plan in force speaks of a payout of the period.'
            : 'Every payout that a plan in force speaks of is as the plan says.'
          : `${list}${more > 0 ? `\n… and ${WORDS.integer(more)} more: --format csv lists all` : ''}`,
        ...(audit.unruled.length > 0 ? [unruledTable(audit)] : []),
      ].join('\n\n');
    }
  }
}

function auditTotal({ checked, over, under, accuracy, sums, plans, unruled, ...audit }: PayoutAudit): object {
  return {
    total: true,
    checked,
    findings: audit.findings.length,
    errors: audit.findings.filter(({ error }) => error).length,
    over,
    under,
    accuracy: accuracy && Number(accuracy.numerator) / Number(accuracy.denominator),
    causes: sums,
    plans,
    unruled,
    period: spanOf(audit.period),
    currency: audit.currency,
    data_version: audit.dataVersion,
    notes: audit.notes,
  };
}

function auditHead({ period, plans, checked, over, under, accuracy, currency, dataVersion }: PayoutAudit): string {
  const share = accuracy && Number(accuracy.numerator) / Number(accuracy.denominator);
  return [
    `Payouts against the rules in force: ${plans.join('; ') || 'no plan is in force'}`,
    `${periodText(period)}; ${countWords(checked, 'payout')} checked; ${currency}, data version ${dataVersion}`,
    `Paid too much ${WORDS.exact(over, 2)}, too little ${WORDS.exact(under, 2)}${share === null ? '' : `; accuracy ${WORDS.percent(share, 4)}`}`,
  ].join('\n');
}

function sumsTable({ sums, currency }: PayoutAudit): string {
  const columns: Columns = [
    { key: 'cause', label: 'Likely cause', unit: 'text' },
    { key: 'findings', label: 'Found', unit: 'count' },
    { key: 'over', label: `Too much, ${currency}`, unit: 'money' },
    { key: 'under', label: `Too little, ${currency}`, unit: 'money' },
  ];
  return render(
    'table',
    columns,
    sums.map((sum) => ({ ...sum })),
    null,
  );
}

function unruledTable({ unruled, currency }: PayoutAudit): string {
  const columns: Columns = [
    { key: 'program', label: 'Not checked: no rule in force speaks of', unit: 'text' },
    { key: 'kind', label: 'Kind', unit: 'text' },
    { key: 'payouts', label: 'Payouts', unit: 'count' },
    { key: 'amount', label: currency, unit: 'money' },
  ];
  return render(
    'table',
    columns,
    unruled.map((row) => ({ ...row })),
    null,
  );
}

const MOVEMENTS: Columns = [
  { key: 'opening', label: 'Opening', unit: 'money' },
  { key: 'earned', label: 'Earned', unit: 'money' },
  { key: 'true_up', label: 'True-up', unit: 'money' },
  { key: 'paid', label: 'Paid', unit: 'money' },
  { key: 'expired', label: 'Expired', unit: 'money' },
  { key: 'clawback', label: 'Clawback', unit: 'money' },
  { key: 'closing', label: 'Closing', unit: 'money' },
];
const ACCRUAL_COLUMNS: Columns = [
  { key: 'program', label: 'Program', unit: 'text' },
  { key: 'kind', label: 'Kind', unit: 'text' },
  { key: 'currency', label: 'Currency', unit: 'text' },
  { key: 'month', label: 'Month', unit: 'text' },
  ...MOVEMENTS,
];
const AGE_COLUMNS: Columns = [
  { key: 'program', label: 'Owed at the end', unit: 'text' },
  { key: 'kind', label: 'Kind', unit: 'text' },
  { key: 'currency', label: 'Currency', unit: 'text' },
  { key: 'notDue', label: 'Not due', unit: 'money' },
  { key: 'to30', label: 'To 30 d', unit: 'money' },
  { key: 'to60', label: 'To 60 d', unit: 'money' },
  { key: 'to90', label: 'To 90 d', unit: 'money' },
  { key: 'over90', label: 'Over 90 d', unit: 'money' },
];

/** Opening + earned ± true-up − paid − expired − clawback = closing, by program and month. */
export function accrualText(format: Format, { basis, withheld, rows, ages, tie }: AccrualRollForward): string {
  const cells = rows.map(({ trueUp, ...row }) => ({ ...row, true_up: trueUp }));
  switch (format) {
    case 'csv':
      return render('csv', ACCRUAL_COLUMNS, cells, null);
    case 'json': {
      const total = {
        total: true,
        withheld,
        ages: snakeKeys(ages),
        tie,
        period: spanOf(basis.period),
        data_version: basis.dataVersion,
      };
      return jsonArray([...cells, { ...total, notes: basis.notes }]);
    }
    case 'table':
      return [
        `What is owed, month by month, by the ledger of payouts\n${periodText(basis.period)}; data version ${basis.dataVersion}`,
        ...(withheld === null ? [] : [withheld]),
        render('table', ACCRUAL_COLUMNS, cells, null),
        ...(ages.length > 0
          ? [
              render(
                'table',
                AGE_COLUMNS,
                ages.map((age) => ({ ...age })),
                null,
              ),
            ]
          : []),
        ...tie.map(
          ({ currency, payouts, paid, ledger, tied }) =>
            `${currency}: ${countWords(payouts, 'payout')}; paid ${WORDS.exact(paid, 2)} here, ${WORDS.exact(ledger, 2)} in the ledger: ${tied ? 'tied' : 'NOT tied'}`,
        ),
      ].join('\n\n');
  }
}

function periodText({ label, from, to }: ResolvedPeriod): string {
  return `${label}, ${formatDate(from, 'en-GB')} to ${formatDate(to, 'en-GB')}`;
}
