/** Closed quarters, forecast by the same way from what was known before them. */
import type { Band, IncentiveOutlook } from '../../api/incentiveOutlook.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import type { DrawPool } from '../chance/pool.ts';
import { AS_ASSUMED } from './knobs.ts';
import { outlookModel, sideDraws } from './model.ts';
import { cents } from './money.ts';
import type { OutlookSource } from './source.ts';

const TESTED = 4;
/** A partner must have had a year before the first quarter that is forecast. */
const KNOWN = 4;
const DRAWS = 400;

type BackTest = NonNullable<IncentiveOutlook['backTest']>;
type Tried = Pick<BackTest, 'quarters' | 'error'>;

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
  let [off, sum] = [0, 0];
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
      forecast: cents(total.mean),
      actual: cents(actual),
    });
    off += Math.abs(Number(cents(total.mean)) - Number(cents(actual)));
    sum += Math.abs(Number(cents(actual)));
  }
  if (quarters.length === 0 || sum === 0) return null;
  return { quarters, error: { numerator: off.toFixed(2), denominator: sum.toFixed(2) } };
}

/**
 * A back-test held against the bands of the quarters ahead. Of a forecast whose bands are right the mean error is less than
 * two thirds of half their width, so that one above all of it says that they are too narrow.
 */
export function judged(
  { quarters, error }: Tried,
  ahead: readonly Pick<Band, 'p10' | 'p50' | 'p90'>[],
  locale: string,
): BackTest {
  const sum = (figure: (band: Pick<Band, 'p10' | 'p50' | 'p90'>) => number) =>
    ahead.reduce((total, band) => total + figure(band), 0);
  const spread = {
    numerator: (sum(({ p10, p90 }) => Number(p90) - Number(p10)) / 2).toFixed(2),
    denominator: sum(({ p50 }) => Number(p50)).toFixed(2),
  };
  const share = ({ numerator, denominator }: Tried['error']) => Number(numerator) / Number(denominator);
  const weak = Number(spread.denominator) > 0 && share(error) > share(spread);
  const { percent } = numbers(locale);
  const tried = `Back-test: what the last ${quarters.length === 1 ? 'closed quarter' : countWords(quarters.length, 'closed quarter', locale)} cost, forecast quarter by quarter from what was known before, was off by ${percent(share(error))} of what was paid, all partners together`;
  return {
    quarters,
    error,
    spread,
    weak,
    sentence: weak
      ? `${tried}, more than the ±${percent(share(spread))} of the bands. The forecast is weak: the bands show how partners’ own sales spread, and not how sure the cost is.`
      : Number(spread.denominator) === 0
        ? `${tried}.`
        : `${tried}; the bands of the quarters ahead are ±${percent(share(spread))}.`,
  };
}

/** What was paid had no plan to answer. */
function withoutEffects({ pull: _, ...assumptions }: OutlookSource['assumptions']): OutlookSource['assumptions'] {
  return { ...assumptions, response: { none: true } };
}
