/**
 * A line of a plan as one sentence whose figures stand where they are read and can be changed there: `3 % of bookings up to
 * 2 M, 5 % above, first-dollar, a quarter, at most 25,000 per partner`.
 */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { LineSentence } from '../../api/incentivePlans.ts';
import type { Network } from '../../network/network.ts';
import { sayRate } from './rate.ts';
import { sayRows } from './rows.ts';
import { SentenceWriter } from './writer.ts';

export const PERIOD_WORDS: Readonly<Record<PlanLine['period'], string>> = {
  month: 'a month',
  quarter: 'a quarter',
  'half-year': 'a half-year',
  year: 'a year',
  campaign: 'in the campaign',
};

const SCOPE_WORDS: Readonly<Record<PlanLine['scope'], string>> = {
  line: 'by line of a deal',
  deal: 'by deal',
  partner: 'by partner',
  group: 'by parent group',
};

const PAYEE_WORDS: Readonly<Record<PlanLine['payee'], string>> = {
  partner: 'to the partner',
  group: 'to the parent group',
  distributor: 'to the distributor',
};

/** @param index of the line in the checked plan */
export function lineSentence(plan: IncentivePlan, index: number, network: Network): LineSentence {
  const writer = new SentenceWriter(plan, index, network);
  const { line } = writer;
  sayRate(writer);
  writer.words(', ').value(['period'], PERIOD_WORDS);
  if (line.scope !== 'partner') writer.words(', ').value(['scope'], SCOPE_WORDS);
  if (line.payee !== 'partner') writer.words(', ').value(['payee'], PAYEE_WORDS);
  sayRows(writer, plan);
  sayOverlays(writer);
  sayLimits(writer);
  sayTerms(writer);
  return {
    place: `lines.${index}`,
    label: line.label ?? line.id,
    parts: writer.parts.filter((part) => part.text !== ''),
  };
}

/** The whole sentence, for lists and comparisons. */
export function sentenceText({ parts }: Pick<LineSentence, 'parts'>): string {
  return parts.map(({ text }) => text).join('');
}

function sayOverlays(writer: SentenceWriter): void {
  const { surcharges, multipliers, accelerator } = writer.line;
  for (const [at, { id, label = id }] of surcharges.entries()) {
    writer.words(', plus ').value(['surcharges', at, 'rate']).words(` for ${label}`);
  }
  for (const [at, { id, label = id }] of multipliers.entries()) {
    writer.words(', times ').value(['multipliers', at, 'factor']).words(` for ${label}`);
  }
  if (multipliers.length > 1) {
    writer.words(', multipliers ').value(['combine'], { multiply: 'multiplied', add: 'added' });
  }
  if (!accelerator) return;
  for (const at of accelerator.bands.keys()) {
    writer.words(at === 0 ? ', times ' : ' and ').value(['accelerator', 'bands', at, 'factor']);
    writer.words(' from ').value(['accelerator', 'bands', at, 'from']);
  }
  writer.words(' of the target');
  if (typeof accelerator.target === 'string') writer.words(' of ').value(['accelerator', 'target']);
}

function sayLimits(writer: SentenceWriter): void {
  const { base } = writer;
  writer
    .optional(', nothing below ', ['limits', 'floor'], ` of ${base}`)
    .optional(', on at most ', ['limits', 'capBase'], ` of ${base}`)
    .optional(', at most ', ['limits', 'capRate'], '')
    .optional(', at most ', ['limits', 'capDeal'], ' per deal')
    .optional(', at most ', ['limits', 'capPartner'], ' per partner')
    .optional(', at most ', ['limits', 'capYear'], ' per partner and year')
    .optional(', paid from ', ['limits', 'minimumPayment'], ' on');
}

function sayTerms(writer: SentenceWriter): void {
  const { terms } = writer.line;
  writer.optional(', claimed within ', ['terms', 'claimWithinDays'], '');
  if (terms.graceDays > 0) writer.words(', counting ').value(['terms', 'graceDays']).words(' more');
  writer.optional(', computed ', ['terms', 'calculateDays'], ' after the period');
  writer.optional(', ', ['terms', 'cashShare'], ' in cash and the rest to the co-op fund');
  if (terms.holdBack) {
    writer.words(', ').value(['terms', 'holdBack', 'share']).words(' held back for ');
    writer.value(['terms', 'holdBack', 'days']);
  }
  writer.optional(', taken back for returns within ', ['terms', 'clawbackDays'], '');
  if (terms.trueUp) writer.words(', returns counted in the period of their sale');
  if (!terms.expiry) return;
  if ('months' in terms.expiry) writer.words(', lapses after ').value(['terms', 'expiry', 'months']).words(' months');
  else writer.words(', lapses on ').value(['terms', 'expiry', 'on']);
}
