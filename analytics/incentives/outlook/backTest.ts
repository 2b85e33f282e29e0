/** Closed quarters, forecast by the same way from what was known before them. */
import type { Band, IncentiveOutlook } from '../../api/incentiveOutlook.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import type { DrawPool } from '../chance/pool.ts';
import { AS_ASSUMED } from './knobs.ts';
import { outlookModel, sideDraws } from './model.ts';
import { bandOf, cents } from './money.ts';
import type { OutlookSource } from './source.ts';
import { ENOUGH_QUARTERS, wideningOf } from './widening.ts';

const TESTED = 4;
/** A partner must have had a year before the first quarter that is forecast. */
const KNOWN = 4;
const DRAWS = 400;

type BackTest = NonNullable<IncentiveOutlook['backTest']>;
type Tried = Pick<BackTest, 'quarters' | 'error' | 'widening'>;

/**
 * As paid: the rate of the four quarters before, on bookings drawn from what was booked before. Open deals of those days are
 * not known any more, so all is drawn from history. Null without payouts, or without a year before the quarter.
 */
export async function backTest(
  source: OutlookSource,
  seed: number,
  pool: DrawPool,
  signal: AbortSignal | undefined,
): Promise<Tried | null> {
  const { past, calendar, paid } = source;
  const first = Math.max(past.last - TESTED + 1, past.first + KNOWN);
  const quarters: BackTest['quarters'][number][] = [];
  for (let quarter = first; quarter <= past.last; quarter++) {
    let actual = 0;
    for (const row of paid.values()) actual += row[quarter - past.first]!;
    const built = outlookModel(
      { ...source, before: 'as-paid', after: 'as-paid', assumptions: withoutEffects(source.assumptions) },
      {
        past: { first: past.first, last: quarter - 1 },
        quarters: 1,
        open: false,
        knobs: AS_ASSUMED,
        draws: DRAWS,
        seed,
        sides: 'before',
      },
    );
    const { total } = sideDraws('before', built, await pool.run(built.model, { signal }));
    quarters.push({
      label: calendar.span('quarter', quarter).label,
      forecast: bandOf(total),
      actual: cents(actual),
    });
  }
  return triedOf(quarters);
}

/** Null where nothing was paid. */
export function triedOf(quarters: BackTest['quarters']): Tried | null {
  let [off, sum] = [0, 0];
  for (const { forecast, actual } of quarters) {
    off += Math.abs(Number(forecast.p50) - Number(actual));
    sum += Math.abs(Number(actual));
  }
  if (sum === 0) return null;
  const widening = wideningOf(
    quarters.map(({ forecast: { p10, p50, p90 }, actual }) => ({
      p10: Number(p10),
      p50: Number(p50),
      p90: Number(p90),
      actual: Number(actual),
    })),
  );
  return { quarters, error: { numerator: off.toFixed(2), denominator: sum.toFixed(2) }, widening };
}

/** A back-test in words. @param ahead the bands of the quarters ahead as they are told */
export function judged(
  { quarters, error, widening }: Tried,
  ahead: readonly Pick<Band, 'p10' | 'p50' | 'p90'>[],
  locale: string,
): BackTest {
  const sum = (figure: (band: Pick<Band, 'p10' | 'p50' | 'p90'>) => number) =>
    ahead.reduce((total, band) => total + figure(band), 0);
  const spread = {
    numerator: (sum(({ p10, p90 }) => Number(p90) - Number(p10)) / 2).toFixed(2),
    denominator: sum(({ p50 }) => Number(p50)).toFixed(2),
  };
  const { percent, integer, exact } = numbers(locale);
  const share = ({ numerator, denominator }: Tried['error']) => percent(Number(numerator) / Number(denominator));
  const bands = Number(spread.denominator) > 0 ? `the bands of the quarters ahead are ±${share(spread)}` : null;
  const count = quarters.length;
  const tried = `Back-test: what the last ${count === 1 ? 'closed quarter' : countWords(count, 'closed quarter', locale)} cost, forecast quarter by quarter from what was known before, was off by ${share(error)} of what was paid, all partners together`;
  const few =
    count < ENOUGH_QUARTERS
      ? ` After so few quarters a band holds in about ${integer(count)} of ${integer(count + 1)} cases, not in 8 of 10.`
      : '';
  const judgement = () => {
    if (widening === null)
      return ', more than the bands held. The forecast is weak: the bands show how partners’ own sales spread, and not how sure the cost is, so no chance is told.';
    if (widening === 1) return bands === null ? '.' : `; ${bands}.`;
    return `, more than was drawn. The bands are made ${exact(widening.toFixed(1), 1)} times as wide, so that they hold what was missed${bands === null ? '' : `: ${bands}`}. Bands of single partners are as drawn.${few}`;
  };
  return { quarters, error, widening, spread, weak: widening === null, sentence: `${tried}${judgement()}` };
}

/** What was paid had no plan to answer. */
function withoutEffects({ pull: _, ...assumptions }: OutlookSource['assumptions']): OutlookSource['assumptions'] {
  return { ...assumptions, response: { none: true } };
}
