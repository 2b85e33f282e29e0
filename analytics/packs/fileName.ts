import { createHash } from 'node:crypto';
import type { PackModel } from './model.ts';

/** `Tidewater_program_FY26-Q3_2026-10-06_v41.xlsx`: programme, period, cut, version. */
export function packFileName(model: Pick<PackModel, 'network' | 'basis' | 'dataCut'>): string {
  const parts = [model.network, 'program', model.basis.period.label];
  if (model.dataCut) parts.push(model.dataCut.slice(0, 10));
  parts.push(`v${model.basis.dataVersion}`);
  return `${parts.map(safe).filter(Boolean).join('_')}.xlsx`;
}

/** Letters of any script, digits, dots and hyphens: what every file system takes. */
function safe(words: string): string {
  return words
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
}

/** The first half of the SHA-256 of every figure: two packs with the same one hold the same figures. */
export function fingerprint({ spec, basis, headlines, tables }: PackModel): string {
  const figures = {
    spec,
    basis,
    headlines: headlines.map(({ metric, actual, prior }) => [metric.id, actual, prior]),
    tables: tables.map(({ id, columns, rows, total }) => [id, columns.map(({ key }) => key), rows, total]),
  };
  return createHash('sha256').update(JSON.stringify(figures)).digest('hex').slice(0, 32);
}
