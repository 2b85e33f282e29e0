/** Every difference of an audit as a file, for those who put it right. */
import type { AuditFinding } from '../../../../analytics/api/payoutAudit.ts';
import { type CsvColumn, type CsvFile, csvFile } from '../../../parts/csvFile.ts';

const COLUMNS: readonly CsvColumn<AuditFinding>[] = [
  ['Payout ID', 'text', ({ payout }) => payout],
  ['Partner ID', 'text', ({ partner }) => partner],
  ['Partner Name', 'text', ({ name }) => name],
  ['Deal ID', 'text', ({ deal }) => deal],
  ['Program', 'text', ({ program }) => program],
  ['Payout Kind', 'text', ({ kind }) => kind],
  ['Earned On', 'date', ({ earnedOn }) => earnedOn],
  ['Currency', 'text', ({ currency }) => currency],
  ['Paid', 'money', ({ paid }) => paid],
  ['Right', 'money', ({ right }) => right],
  ['Difference', 'money', ({ difference }) => difference],
  ['Difference in base currency', 'money', ({ inBase }) => inBase],
  ['Cause', 'text', ({ cause }) => cause],
  ['Error', 'text', ({ error }) => (error ? 'yes' : 'no')],
  ['Evidence', 'text', ({ sentence }) => sentence],
];

export const auditFile = (period: string, findings: readonly AuditFinding[]): CsvFile =>
  csvFile('payout audit', period, COLUMNS, findings);
