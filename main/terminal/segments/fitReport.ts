/** A profile of the ideal partner held against what came after, as text. */
import type { ProfileFit } from '../../../analytics/api/segments.ts';
import { formatDate } from '../../../analytics/present/dates.ts';
import { numbers } from '../../../analytics/present/numbers.ts';
import { type Columns, type Format, jsonArray, render } from '../output.ts';
import { networkFields, networkText } from './columns.ts';

const WORDS = numbers('en-GB');

const PARTNER_COLUMNS: Columns = [
  { key: 'partner', label: 'Partner', unit: 'text' },
  { key: 'partner_name', label: 'Name', unit: 'text' },
  { key: 'score', label: 'Score', unit: 'index' },
  { key: 'coverage', label: 'Known', unit: 'ratio' },
  { key: 'outcome', label: 'Came after', unit: 'money' },
];
const CRITERIA: Columns = [
  { key: 'label', label: 'Criterion', unit: 'text' },
  { key: 'weight', label: 'Weight', unit: 'index' },
  { key: 'spearman', label: 'Rank correlation', unit: 'index' },
];
const DECILES: Columns = [
  { key: 'score', label: 'Mean score of a tenth', unit: 'index' },
  { key: 'partners', label: 'Partners', unit: 'count' },
  { key: 'outcome', label: 'Mean of what came after', unit: 'money' },
];

/** Partners that a table names. */
export const SHOWN_SCORES = 20;

export function fitText(format: Format, fit: ProfileFit): string {
  const rows = fit.partners.map(({ name, ...partner }) => ({ ...partner, partner_name: name }));
  switch (format) {
    case 'csv':
      return render('csv', PARTNER_COLUMNS, rows, null);
    case 'json': {
      const keys = PARTNER_COLUMNS.map(({ key }) => key);
      const ordered = rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key as keyof typeof row]])));
      return jsonArray([...ordered, totalOf(fit)]);
    }
    case 'table': {
      const more = fit.partnerCount - rows.length;
      return [
        `${fit.profile.name}, scored on ${formatDate(fit.scoredOn, 'en-GB')}\n${networkText(fit.basis)}`,
        fit.sentence,
        render('table', CRITERIA, fit.criteria, null),
        ...(fit.deciles.length > 0 ? [render('table', DECILES, fit.deciles, null)] : []),
        ...(rows.length > 0
          ? [
              `${render('table', PARTNER_COLUMNS, rows, null)}${more > 0 ? `\n… and ${WORDS.integer(more)} more: --format csv lists every partner` : ''}`,
            ]
          : []),
      ].join('\n\n');
    }
  }
}

function totalOf({
  basis,
  profile,
  scoredOn,
  rank,
  auc,
  verdict,
  sentence,
  deciles,
  criteria,
  partnerCount,
}: ProfileFit): object {
  return {
    total: true,
    profile: { id: profile.id, name: profile.name },
    partners: partnerCount,
    scored_on: scoredOn,
    ...{ rank, auc, verdict, sentence, deciles, criteria },
    ...networkFields(basis),
  };
}
