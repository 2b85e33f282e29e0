/** The cap of a payee over all lines in words. */
import type { IncentivePlan } from '../../api/documents/incentivePlan.ts';
import { amountText, shareText } from '../planFigures.ts';
import { PERIOD_WORDS } from '../sentence/lineSentence.ts';

type Cap = NonNullable<IncentivePlan['partnerCap']>;

const HOW: Readonly<Record<Cap['how'], string>> = {
  'in-order': 'What is earned first is paid first, in the order of the lines.',
  'in-proportion': 'What is over is taken from everything that the payee earned in proportion.',
};

/** `At most 50,000 or 12 % of what “Volume rebate” counts a year by all lines together, whichever is less. …` */
export function partnerCapText({ lines, partnerCap }: IncentivePlan, locale: string): string | null {
  if (!partnerCap) return null;
  const { cap, share, period, how } = partnerCap;
  const name = (id: string) => `“${lines.find((line) => line.id === id)?.label ?? id}”`;
  const most = [
    ...(cap === undefined ? [] : [amountText(cap, locale)]),
    ...(share ? [`${shareText(share.share, locale)} of what ${name(share.of)} counts`] : []),
  ].join(' or ');
  const together = partnerCap.lines.length === 0 ? 'all lines' : partnerCap.lines.map(name).join(' and ');
  const lower = cap !== undefined && share ? ', whichever is less' : '';
  return `At most ${most} ${PERIOD_WORDS[period]} by ${together} together${lower}. ${HOW[how]}`;
}
