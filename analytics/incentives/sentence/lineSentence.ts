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

const COMBINE_WORDS = { multiply: 'multipliers multiplied', add: 'multipliers added' };

/** What everybody expects is not said. */
const USUAL_DUE_DAYS = 30;

/** @param index of the line in the checked plan */
export function lineSentence(plan: IncentivePlan, index: number, network: Network): LineSentence {
  const writer = new SentenceWriter(plan, index, network);
  const { line } = writer;
  sayRate(writer);
  writer.words(', ').value(['period'], PERIOD_WORDS);
  writer.optional('rated', 'only on what is above ', ['rate', 'payFrom']);
  if (line.scope !== 'partner') writer.clause('rated', ['scope']).value(['scope'], SCOPE_WORDS);
  if (line.payee !== 'partner') writer.clause('paid', ['payee']).value(['payee'], PAYEE_WORDS);
  sayRows(writer, plan);
  sayOverlays(writer);
  sayLimits(writer);
  sayTerms(writer);
  return { place: `lines.${index}`, label: line.label ?? line.id, lead: writer.lead, clauses: writer.clauses };
}

function sayOverlays(writer: SentenceWriter): void {
  const { surcharges, multipliers, accelerator } = writer.line;
  for (const [at, { id, label }] of surcharges.entries()) {
    const item = ['surcharges', at];
    writer
      .clause('rated', item)
      .words('plus ')
      .value([...item, 'rate'])
      .words(' for ');
    said(item, label, id);
  }
  for (const [at, { id, label }] of multipliers.entries()) {
    const item = ['multipliers', at];
    writer
      .clause('rated', item)
      .words('times ')
      .value([...item, 'factor'])
      .words(' for ');
    said(item, label, id);
  }
  if (multipliers.length > 1) writer.clause('rated', ['combine']).value(['combine'], COMBINE_WORDS);
  if (!accelerator) return;
  writer.clause('rated', ['accelerator']);
  for (const at of accelerator.bands.keys()) {
    writer.words(at === 0 ? 'times ' : ' and ').value(['accelerator', 'bands', at, 'factor']);
    writer.words(' from ').value(['accelerator', 'bands', at, 'from']);
  }
  writer.words(' of the target');
  if (typeof accelerator.target === 'string') writer.words(' of ').value(['accelerator', 'target']);

  function said(item: readonly (string | number)[], label: string | undefined, id: string): void {
    if (label === undefined) writer.words(id);
    else writer.value([...item, 'label']);
  }
}

function sayLimits(writer: SentenceWriter): void {
  const { base } = writer;
  writer
    .optional('limits', 'nothing below ', ['limits', 'floor'], ` of ${base}`)
    .optional('limits', 'on at most ', ['limits', 'capBase'], ` of ${base}`)
    .optional('limits', 'at a rate of at most ', ['limits', 'capRate'])
    .optional('limits', 'at most ', ['limits', 'capDeal'], ' per deal')
    .optional('limits', 'at most ', ['limits', 'capPartner'], ' per partner')
    .optional('limits', 'at most ', ['limits', 'capYear'], ' per partner and year');
}

function sayTerms(writer: SentenceWriter): void {
  const { terms, limits } = writer.line;
  writer.optional('counts', 'claimed within ', ['terms', 'claimWithinDays']);
  if (terms.graceDays > 0)
    writer.optional('counts', 'counting rows until ', ['terms', 'graceDays'], ' after the period');
  writer.optional('paid', 'computed ', ['terms', 'calculateDays'], ' after the period');
  if (terms.dueDays !== USUAL_DUE_DAYS) writer.optional('paid', 'due ', ['terms', 'dueDays'], ' after the period');
  if (limits.minimumPayment !== undefined) {
    writer.optional('paid', 'paid once ', ['limits', 'minimumPayment'], ' is due, carried forward until then');
  }
  writer.optional('paid', '', ['terms', 'cashShare'], ' in cash and the rest to the co-op fund');
  if (terms.holdBack) {
    writer.clause('paid', ['terms', 'holdBack']).value(['terms', 'holdBack', 'share']).words(' held back for ');
    writer.value(['terms', 'holdBack', 'days']);
  }
  writer.optional('paid', 'filed under ', ['program']);
  writer.optional('taken-back', 'taken back for returns within ', ['terms', 'clawbackDays']);
  if (terms.trueUp) {
    writer.clause('taken-back', ['terms', 'trueUp']).words('returns counted in the period of their sale');
  }
  if (!terms.expiry) return;
  writer.clause('taken-back', ['terms', 'expiry']);
  if ('months' in terms.expiry) writer.words('lapses after ').value(['terms', 'expiry', 'months']).words(' months');
  else writer.words('lapses on ').value(['terms', 'expiry', 'on']);
}
