/** What a reader of a forecast must know of how it was made. */
import { numbers } from '../../present/numbers.ts';
import { isCostOnly } from '../response/respond.ts';
import { hasSeason } from './picks.ts';
import type { OutlookSource } from './source.ts';

/** With fewer picks a band shows less spread than there is. */
const FEW_PICKS = 4;

export function outlookNotes(source: OutlookSource, locale: string): string[] {
  const { integer, percent } = numbers(locale);
  const { past, calendar, sales, begun, partners, assumptions } = source;
  const count = (value: number, one: string, many: string) => `${integer(value)} ${value === 1 ? one : many}`;
  const quarters = past.last - past.first + 1;
  const alive = partners.map((_, partner) => partner).filter((partner) => begun.from[partner]! >= 0);
  const seasonal = alive.filter((partner) => hasSeason(source, partner));
  const others = alive.length - seasonal.length;
  const few = alive.filter((partner) => {
    const known = quarters - begun.from[partner]!;
    return (hasSeason(source, partner) ? Math.floor(known / 4) : known) < FEW_PICKS;
  });
  const [first, last] = [past.first, past.last].map((quarter) => calendar.span('quarter', quarter).label);
  const own = sales.open.filter(({ ownChance }) => ownChance).length;
  return [
    ...(source.before === 'as-paid'
      ? [
          source.paid.size === 0
            ? 'The ledger has no payouts of these kinds, so as paid stands at nothing.'
            : 'As paid goes on by each partner’s own effective rate: payouts of the last four quarters over what he booked in them. Payouts of partners who hardly book go on as a sum.',
        ]
      : []),
    `Drawn from quarters ${first} to ${last}: ${count(seasonal.length, 'partner', 'partners')} with two years or more from the same season of past years, ${integer(others)} from all of their quarters, brought to the season. Earlier years are brought to the level of the last one.`,
    ...(few.length > 0
      ? [
          `${count(few.length, 'partner draws', 'partners draw')} from fewer than ${FEW_PICKS} past quarters: bands of ${few.length === 1 ? 'its' : 'their'} own are too narrow.`,
        ]
      : []),
    ...(sales.open.length > 0
      ? [
          `${count(sales.open.length, 'open deal is', 'open deals are')} won or lost ${source.together.rank > 0 ? 'as a whole, together with its group where its partner has one' : 'one by one'}, ${integer(own)} by a probability of their own and the rest by the win rate of decided deals; they stand in place of what was known as early in past quarters.`,
        ]
      : []),
    ...(sales.overdue > 0
      ? [
          `${count(sales.overdue, 'open deal is', 'open deals are')} overdue and expected to close in the first quarter ahead.`,
        ]
      : []),
    ...(sales.openLeftOut === null ? [] : [sales.openLeftOut]),
    ...(typeof assumptions.market.growth === 'string'
      ? Number(assumptions.market.growth) === 0
        ? ['The market is assumed not to grow.']
        : [`The market is assumed to grow by ${percent(assumptions.market.growth, 1)} a year.`]
      : ['All partners share one draw of the market’s growth.']),
    ...(isCostOnly(assumptions) && source.after !== 'as-paid'
      ? ['Nothing is assumed to respond to the plan: this is cost only.']
      : []),
    'Inputs without a range of their own are moved by 5 points (growth), 10 % (figures of the plan), 20 % (win chances) or 25 % (spread, response) in the tornado.',
  ];
}
