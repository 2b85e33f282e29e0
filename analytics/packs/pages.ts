/** The plain view of a pack: what the preview draws and what crosses the wire. */
import type { Cell, PackColumn, PackPage, PackPreview } from '../api/results.ts';
import { formatCell, formatChange } from '../present/cell.ts';
import { formatDate } from '../present/dates.ts';
import { currencyWords, windowWords } from '../present/labels.ts';
import { packFileName } from './fileName.ts';
import type { PackModel } from './model.ts';
import { basisWords, scopeWords, TITLE } from './words.ts';

const text = (key: string, label: string): PackColumn => ({ key, label, unit: 'text' });

export function previewOf(model: PackModel): PackPreview {
  return {
    fileName: packFileName(model),
    pages: pagesOf(model),
    checks: model.checks.map(({ label, passed, detail }) => ({ label, passed, detail })),
  };
}

/** One page a table, and the pages around them, in the order of the workbook. */
export function pagesOf(model: PackModel): PackPage[] {
  const { sections } = model.spec;
  const pages: PackPage[] = [];
  if (sections.includes('cover')) pages.push(coverPage(model));
  if (sections.includes('summary')) pages.push(summaryPage(model));
  for (const page of model.tables) {
    pages.push({
      section: page.section,
      title: page.title,
      basis: basisWords(model),
      columns: page.columns.map(({ key, label, unit }) => ({ key, label, unit })),
      rows: page.rows,
      total: page.total,
    });
  }
  if (sections.includes('definitions')) pages.push(definitionsPage(model));
  if (sections.includes('quality')) pages.push(qualityPage(model));
  return pages;
}

function coverPage(model: PackModel): PackPage {
  const { basis, policy, spec } = model;
  const rows: [string, string][] = [
    ['Period', `${basis.period.label} (${windowWords(basis.period, policy.locale)})`],
    ['Compared with', basis.comparison?.label ?? ''],
    ['As of', formatDate(model.asOf, policy.locale)],
    ['Data cut', model.dataCut === null ? '' : formatDate(model.dataCut, policy.locale)],
    ['Scope', scopeWords(model)],
    ['Currency', currencyWords(basis)],
    ['Prepared for', spec.preparedFor],
    ['Confidentiality', spec.confidentiality],
  ];
  return {
    section: 'cover',
    title: `${model.network}: ${TITLE}`,
    basis: basisWords(model),
    columns: [text('what', ''), text('value', '')],
    rows: rows.filter(([, value]) => value !== ''),
    total: null,
  };
}

/** The metrics have units of their own, so the figures are written out here. */
function summaryPage(model: PackModel): PackPage {
  const { locale } = model.policy;
  const { comparison, period } = model.basis;
  return {
    section: 'summary',
    title: 'Summary',
    basis: basisWords(model),
    columns: [
      text('metric', 'Metric'),
      text('actual', period.label),
      text('prior', comparison?.label ?? ''),
      text('change', 'Change'),
    ],
    rows: model.headlines.map(({ metric, actual, prior, difference, change }): Cell[] => [
      metric.label,
      formatCell(actual, metric.unit, { locale }),
      comparison ? formatCell(prior, metric.unit, { locale }) : '',
      comparison ? formatChange(change ?? difference, metric.unit, { locale }) : '',
    ]),
    total: null,
  };
}

function definitionsPage(model: PackModel): PackPage {
  return {
    section: 'definitions',
    title: 'Definitions',
    basis: basisWords(model),
    columns: [text('metric', 'Metric'), text('meaning', 'Meaning'), text('formula', 'Formula')],
    rows: model.metrics.map(({ label, meaning, formula }) => [label, meaning, formula]),
    total: null,
  };
}

function qualityPage(model: PackModel): PackPage {
  const count = (key: string, label: string): PackColumn => ({ key, label, unit: 'count' });
  return {
    section: 'quality',
    title: 'Data quality',
    basis: basisWords(model),
    columns: [
      text('file', 'File'),
      count('read', 'Read'),
      count('new', 'New'),
      count('changed', 'Changed'),
      count('same', 'Same'),
      count('refused', 'Refused'),
      text('sha256', 'SHA-256'),
    ],
    rows: model.quality.loads.map((load) => [
      load.file,
      load.read,
      load.new,
      load.changed,
      load.same,
      load.refused,
      load.sha256,
    ]),
    total: null,
  };
}
