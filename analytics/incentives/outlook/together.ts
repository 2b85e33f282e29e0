/** How closely partners of one group move together: as the terms say, or as closed quarters show. */
import type { MovingTogether, OutlookTerms } from '../../api/documents/incentiveCase.ts';
import type { PartnersTogether } from '../../api/incentiveOutlook.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import { runRows } from '../../metrics/run.ts';
import { capital } from '../../present/capital.ts';
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import type { MovedTogether } from '../chance/model.ts';
import type { IncentiveDesk } from '../desk.ts';
import { payRoster } from '../lab/payRoster.ts';
import { levelOf, type PickRequest } from './picks.ts';
import { rankCorrelation } from './rankCorrelation.ts';
import type { Past } from './sales.ts';
import type { OutlookSource } from './source.ts';

/** Ranks of fewer quarters than that say nothing of two partners. */
const FEWEST_QUARTERS = 8;
/** From so many on the estimate is as good as a history gets. */
const MANY_QUARTERS = 16;
const MOST = 0.95;
/** Standard errors that a correlation must be away from none. */
const SURE = 2;

const WORDS: Readonly<Record<MovingTogether, string>> = {
  region: 'region',
  country: 'country',
  distributor: 'distributor',
  parent: 'parent',
};

export interface Together {
  readonly drawn: MovedTogether;
  readonly told: PartnersTogether;
}

export async function partnersTogether(
  desk: IncentiveDesk,
  source: Pick<OutlookSource, 'partners' | 'past' | 'sales' | 'begun'>,
  { by, rank: asked }: OutlookTerms['together'],
  options: LabOptions,
): Promise<Together> {
  const { locale } = desk.context.network.policy;
  const nameOf = await groupNames(desk, by, source.past, options);
  const { groupOf, groups, members } = groupsOf(source, nameOf);
  const pairs = groups.length > 0;
  const found = pairs && asked === undefined ? fromHistory(source, groupOf) : null;
  const rank = pairs ? (asked === undefined ? (found?.rank ?? 0) : Number(asked)) : 0;
  const told = {
    by,
    rank,
    groups: groups.length,
    partners: members,
  };
  const drawn = { groupOf, groups, rank };
  const { integer, fixed } = wordsIn(locale);
  const of = `${countWords(members, 'partner', locale)} in ${integer(groups.length)} ${groups.length === 1 ? 'group' : 'groups'} by ${WORDS[by]}`;
  if (!pairs) {
    const sentence = `No two partners with bookings have a ${WORDS[by]} in common, so each is drawn by itself.`;
    return { drawn, told: { ...told, from: 'none', evidence: 'assumed', sentence } };
  }
  if (asked !== undefined) {
    const sentence = `Assumed: ${of} move together, with a rank correlation of ${fixed(rank)} between any two of one ${WORDS[by]}.`;
    return { drawn, told: { ...told, from: 'asked', evidence: 'assumed', sentence } };
  }
  if (!found) {
    const sentence = `Partners are drawn by themselves: too few have ${FEWEST_QUARTERS} closed quarters for a rank correlation by ${WORDS[by]}. Where they rise and fall together, the band of the total is too narrow.`;
    return { drawn, told: { ...told, from: 'none', evidence: 'assumed', sentence } };
  }
  const evidence = found.quarters >= MANY_QUARTERS && rank > 0 ? 'own history' : 'own history, weak';
  const rests = `the bookings of ${countWords(found.partners, 'partner', locale)} over ${integer(found.quarters)} closed quarters`;
  const sentence =
    rank === 0
      ? `Partners are drawn by themselves: ${rests} show no rank correlation by ${WORDS[by]} that is more than chance (${fixed(found.seen)}).`
      : `${capital(of)} move together, with a rank correlation of ${fixed(rank)} between any two of one ${WORDS[by]}: so do ${rests}.`;
  return { drawn, told: { ...told, from: 'history', evidence, sentence } };
}

function wordsIn(locale: string) {
  const { integer, exact } = numbers(locale);
  return { integer, fixed: (value: number) => exact(value.toFixed(2), 2) };
}

/** Groups of two partners or more that book. */
function groupsOf(
  { partners, sales }: Pick<OutlookSource, 'partners' | 'sales'>,
  nameOf: (partner: string) => string | null,
): { groupOf: Int32Array; groups: string[]; members: number } {
  const byName = new Map<string, number[]>();
  for (const [place, id] of partners.entries()) {
    const name = sales.booked.has(id) ? nameOf(id) : null;
    if (name === null) continue;
    const known = byName.get(name);
    if (known) known.push(place);
    else byName.set(name, [place]);
  }
  const groups = [...byName.keys()].filter((name) => byName.get(name)!.length > 1).sort();
  const groupOf = new Int32Array(partners.length).fill(-1);
  let members = 0;
  for (const [group, name] of groups.entries()) {
    for (const place of byName.get(name)!) groupOf[place] = group;
    members += byName.get(name)!.length;
  }
  return { groupOf, groups, members };
}

async function groupNames(
  desk: IncentiveDesk,
  by: MovingTogether,
  past: Past,
  options: LabOptions,
): Promise<(partner: string) => string | null> {
  const { calendar } = desk.context.network;
  const [first, last] = [calendar.span('quarter', past.first), calendar.span('quarter', past.last)];
  if (by === 'distributor') {
    const rows = await runRows(
      desk.context,
      { metrics: ['won_amount'], by: ['partner', 'distributor'], where: [], period: `${first.from}..${last.to}` },
      { signal: options.signal },
    );
    const most = new Map<string, { readonly name: string; readonly amount: number }>();
    for (const { partner, distributor, won_amount } of rows) {
      if (partner == null || distributor == null || partner === distributor) continue;
      const [id, name, amount] = [String(partner), String(distributor), Number(won_amount ?? 0)];
      const known = most.get(id);
      if (!known || amount > known.amount || (amount === known.amount && name < known.name))
        most.set(id, { name, amount });
    }
    return (partner) => most.get(partner)?.name ?? null;
  }
  const { byId } = await payRoster(desk, last.to, undefined, options);
  if (by !== 'parent') return (partner) => byId.get(partner)?.[by] ?? null;
  const parents = new Set([...byId.values()].map(({ parent }) => parent));
  return (partner) => byId.get(partner)?.parent ?? (parents.has(partner) ? partner : null);
}

interface Found {
  /** What is drawn with: 0 where it may be chance. */
  readonly rank: number;
  readonly seen: number;
  readonly quarters: number;
  readonly partners: number;
}

/** Over the quarters in which everybody counted was there: the most that leave half of the partners. */
function fromHistory(
  source: Pick<OutlookSource, 'partners' | 'past' | 'sales' | 'begun'>,
  groupOf: Int32Array,
): Found | null {
  const { partners, past, sales, begun } = source;
  const count = past.last - past.first + 1;
  const grouped = partners
    .map((_, partner) => partner)
    .filter((partner) => groupOf[partner]! >= 0 && begun.from[partner]! >= 0);
  const begins = grouped.map((partner) => begun.from[partner]!).sort((a, b) => a - b);
  const from = begins[Math.floor((begins.length - 1) / 2)];
  if (from === undefined || count - from < FEWEST_QUARTERS) return null;
  const request: PickRequest = { partners, past, sales, begun, growth: 0 };
  const { years, seasons } = levelOf(request);
  const there = grouped.filter((partner) => begun.from[partner]! <= from);
  const rows = there.map((partner) => {
    const booked = sales.booked.get(partners[partner]!)!;
    return Float64Array.from({ length: count - from }, (_, at) => {
      const place = from + at;
      const season = seasons[(((past.first + place) % 4) + 4) % 4]!;
      return (booked[place]! * years[Math.floor((count - 1 - place) / 4)]!) / (season > 0 ? season : 1);
    });
  });
  const found = rankCorrelation(
    rows,
    there.map((partner) => groupOf[partner]!),
  );
  if (!found) return null;
  const sure = found.rank > SURE * found.error;
  return {
    rank: sure ? Math.min(Math.round(found.rank * 100) / 100, MOST) : 0,
    seen: found.rank,
    quarters: count - from,
    partners: there.length,
  };
}
