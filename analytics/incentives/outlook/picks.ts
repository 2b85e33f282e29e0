/** Which of his past quarters a partner’s coming one is drawn from. */
import { AGES, type Past, type Sales } from './sales.ts';

/** Fewer years than that say nothing of a season. */
const SEASON_YEARS = 2;
const QUARTERS = 4;

export interface Begun {
  /** By partner: the place of the first quarter in which he sold or was paid; −1 for never. */
  readonly from: Int32Array;
}

/**
 * Of all partners, for one coming quarter. A partner’s places go from `offsets[p]` to `offsets[p + 1]`, from the quarter with the
 * lowest bookings to that with the highest, once both are at the same level.
 */
export interface Picks {
  readonly offsets: Uint32Array;
  /** Places of past quarters, and what their figures are multiplied by: to be like those of the last year, and all in all. */
  readonly places: Uint32Array;
  readonly levels: Float64Array;
  readonly factors: Float64Array;
}

export interface PickRequest {
  readonly partners: readonly string[];
  readonly past: Past;
  readonly sales: Sales;
  readonly begun: Begun;
  /** Growth of the market over a year. */
  readonly growth: number;
}

/** What past quarters are multiplied by to be like those of the last year. */
export interface Level {
  /** By years back: bookings of the last four quarters over those of the same partners so many years before. */
  readonly years: readonly number[];
  /** By fiscal quarter, from 0: its part of a year’s bookings, times four. */
  readonly seasons: readonly number[];
}

export function levelOf({ partners, past, sales, begun }: PickRequest): Level {
  const count = past.last - past.first + 1;
  const years: number[] = [];
  const seasons = [0, 0, 0, 0];
  let wholeYears = 0;
  for (let year = 0; year * QUARTERS < count; year++) {
    let [now, then] = [0, 0];
    const parts = [0, 0, 0, 0];
    for (const [partner, id] of partners.entries()) {
      const booked = sales.booked.get(id);
      const from = begun.from[partner]!;
      // Who came later would pass for growth of those who were there.
      const wasThere = from >= 0 && from <= Math.max(count - (year + 1) * QUARTERS, 0);
      if (!booked) continue;
      for (let back = 0; back < QUARTERS; back++) {
        const place = count - 1 - year * QUARTERS - back;
        if (place < 0) continue;
        parts[back]! += booked[place]!;
        if (!wasThere) continue;
        then += booked[place]!;
        now += booked[count - 1 - back] ?? 0;
      }
    }
    years.push(now > 0 && then > 0 ? now / then : 1);
    const sum = parts.reduce((total, part) => total + part, 0);
    if (sum <= 0 || (year + 1) * QUARTERS > count) continue;
    wholeYears++;
    parts.forEach((part, back) => {
      seasons[seasonOf(past.last - back)]! += (part / sum) * QUARTERS;
    });
  }
  return { years, seasons: seasons.map((season) => (wholeYears > 0 ? season / wholeYears : 1)) };
}

const seasonOf = (quarter: number) => ((quarter % QUARTERS) + QUARTERS) % QUARTERS;

/** Who has two years of the season or more, and draws from it alone. */
export function hasSeason({ past, begun }: Pick<PickRequest, 'past' | 'begun'>, partner: number): boolean {
  const from = begun.from[partner]!;
  return from >= 0 && past.last - past.first + 1 - from >= SEASON_YEARS * QUARTERS;
}

/** @param ahead the coming quarter, 1 for the next one */
export function picksFor(request: PickRequest, level: Level, ahead: number): Picks {
  const { partners, past, sales, begun, growth } = request;
  const count = past.last - past.first + 1;
  const quarter = past.last + ahead;
  const grown = (1 + growth) ** Math.ceil(ahead / QUARTERS);
  const offsets = new Uint32Array(partners.length + 1);
  const places: number[] = [];
  const levels: number[] = [];
  const factors: number[] = [];
  for (const [partner, id] of partners.entries()) {
    const from = begun.from[partner]!;
    const seasonal = hasSeason(request, partner);
    if (from >= 0) {
      const own: { readonly place: number; readonly level: number; readonly booked: number }[] = [];
      const booked = sales.booked.get(id);
      for (let place = from; place < count; place++) {
        const then = past.first + place;
        const other = seasonOf(then) !== seasonOf(quarter);
        if (seasonal && other) continue;
        const years = Math.floor((past.last - then) / QUARTERS);
        const [mine, theirs] = [level.seasons[seasonOf(quarter)]!, level.seasons[seasonOf(then)]!];
        const season = other && theirs > 0 ? mine / theirs : 1;
        const at = level.years[years]! * season;
        own.push({ place, level: at, booked: (booked?.[place] ?? 0) * at });
      }
      own.sort((a, b) => a.booked - b.booked || a.place - b.place);
      for (const { place, level: at } of own) {
        places.push(place);
        levels.push(at);
        factors.push(at * grown * freshPart(sales, id, place, ahead));
      }
    }
    offsets[partner + 1] = places.length;
  }
  return {
    offsets,
    places: Uint32Array.from(places),
    levels: Float64Array.from(levels),
    factors: Float64Array.from(factors),
  };
}

/**
 * The part of a past quarter’s bookings that nobody knew of so many quarters before its end: in place of the rest stand the
 * deals that are open now.
 */
function freshPart({ byAge }: Sales, partner: string, place: number, ahead: number): number {
  const ages = byAge?.get(partner);
  if (!ages) return 1;
  let [fresh, all] = [0, 0];
  for (let age = 0; age < AGES; age++) {
    const amount = ages[place * AGES + age]!;
    all += amount;
    if (age < ahead) fresh += amount;
  }
  // Where returns outweigh sales there is no part to speak of.
  return all > 0 ? Math.min(Math.max(fresh / all, 0), 1) : 1;
}
