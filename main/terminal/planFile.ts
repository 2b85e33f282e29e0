/** Incentive plans of files: checked, and said in words. */

import { QuarterdeckError } from '../../analytics/api/errors.ts';
import type { PlanCheck } from '../../analytics/api/incentivePlans.ts';
import type { AnalyticsApi } from '../../analytics/api/methods.ts';
import { countWords } from '../../analytics/present/labels.ts';
import { sentenceText } from '../../analytics/present/planSentence.ts';
import { checkedFile, type DocumentFile, faultText, PLAN, readDocumentFile } from './documentFile.ts';
import { type Columns, type Format, print, render } from './output.ts';

/** The plan of a file, checked, with what is advised on it. */
export function checkPlanFile(api: AnalyticsApi, written: DocumentFile) {
  return checkedFile(written, PLAN, async () => {
    const { plan, ...judged } = await api.call('incentive.check', { plan: written.document });
    return { document: plan, ...judged };
  });
}

const COLUMNS: Columns = [
  { key: 'file', label: 'File', unit: 'text' },
  { key: 'weight', label: 'Weight', unit: 'text' },
  { key: 'place', label: 'Place', unit: 'text' },
  { key: 'where', label: 'Where', unit: 'text' },
  { key: 'sentence', label: 'What to do', unit: 'text' },
];

/**
 * What the check of plan files says: for people each plan in words with what is advised, for programs a row per fault.
 * @throws QuarterdeckError `plan-invalid` when one of them has faults, after the rows were printed.
 */
export async function checkText(api: AnalyticsApi, format: Format, files: readonly string[]): Promise<string> {
  const written = await Promise.all(files.map((file) => readDocumentFile(file, PLAN)));
  if (format === 'table') {
    const said: string[] = [];
    for (const one of written) said.push(await planText(api, one));
    return said.join('\n\n');
  }
  const checks: { file: string; check: PlanCheck }[] = [];
  for (const { file, document } of written)
    checks.push({ file, check: await api.call('incentive.check', { plan: document }) });
  const rows = checks.flatMap(({ file, check }) => [
    ...check.faults.map((fault) => ({ file, weight: 'fault', ...fault })),
    ...check.advice.map((advice) => ({ file, weight: 'advice', ...advice })),
  ]);
  const text = render(format, COLUMNS, rows, null);
  const faulty = checks.filter(({ check }) => check.faults.length > 0);
  if (faulty.length === 0) return text;
  print(text);
  throw new QuarterdeckError('plan-invalid', `${faulty.map(({ file }) => file).join(', ')}: see the faults.`);
}

async function planText(api: AnalyticsApi, written: DocumentFile): Promise<string> {
  const { document, advice } = await checkPlanFile(api, written);
  const lines = await api.call('incentive.sentences', { plan: { ...document } });
  return [
    `${written.file}: ${document.name}, version ${document.version}, ${countWords(lines.length, 'line')}`,
    ...lines.map((line) => `  ${line.label}: ${sentenceText(line)}`),
    ...advice.map((one) => `  ! ${faultText(one)}`),
  ].join('\n');
}
