/** What a reader should know of a plan though it is no fault: figures that look misread, and parts that do nothing. */

import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import { nearest } from '../../api/documents/nearest.ts';
import { unloadedFor } from '../../metrics/basis.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import type { Network } from '../../network/network.ts';
import { shift } from '../../present/numbers.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { amountText, bandsOf, compareFigures, isBelow, rateFigures, shareText } from '../planFigures.ts';
import { measuresOf } from './rows.ts';

/** What a plan may name without the network knowing it by its profile. */
export interface KnownNames {
  /** Names of the levels that partners have; nothing is said of levels when left out. */
  readonly levels?: readonly string[];
}

export function planAdvice(plan: IncentivePlan, network: Network, { levels }: KnownNames): Finding[] {
  const { locale } = network.policy;
  return [
    ...sourceAdvice(plan),
    ...currencyAdvice(plan, network),
    ...plan.lines.flatMap((line, index) => [
      ...shareAdvice(line, index, locale),
      ...negativeAdvice(line, index, locale),
      ...levelAdvice(line, index, levels),
      ...limitAdvice(line, index, locale),
      ...regionAdvice(line, index),
      ...periodAdvice(line, index),
      ...discountAdvice(line, index),
      ...dataAdvice(line, index, network),
      ...growthAdvice(line, index, locale),
    ]),
  ];
}

function sourceAdvice({ source }: IncentivePlan): Finding[] {
  if (source) return [];
  const sentence =
    'Rule of thumb: every rate needs a source that a reader can check. Say in “source” where the plan comes from and when.';
  return [{ path: ['source'], sentence }];
}

function currencyAdvice({ currency }: IncentivePlan, { policy, profile }: Network): Finding[] {
  if (currency === undefined || currency === policy.baseCurrency || profile.rates !== null) return [];
  const sentence = `No exchange rates are loaded, so sales in ${policy.baseCurrency} cannot be paid on in ${currency}. Load rates, or write the plan in ${policy.baseCurrency}.`;
  return [{ path: ['currency'], sentence }];
}

/** 5 for five percent pays five hundred. */
function shareAdvice(line: PlanLine, index: number, locale: string): Finding[] {
  const shares = [
    ...rateFigures(line, index).filter(({ unit }) => unit === 'share'),
    ...line.surcharges.map(({ rate }, at) => ({ path: ['lines', index, 'surcharges', at, 'rate'], value: rate })),
    ...(line.limits.capRate === undefined || line.on.base === 'quantity' || line.on.base === 'count'
      ? []
      : [{ path: ['lines', index, 'limits', 'capRate'], value: line.limits.capRate }]),
    ...('growth' in line.rate
      ? bandsOf(line.rate).map(({ from }, at) => ({ path: ['lines', index, 'rate', 'bands', at, 'from'], value: from }))
      : []),
    ...('growth' in line.rate ? [{ path: ['lines', index, 'rate', 'atLeast'], value: line.rate.atLeast }] : []),
  ];
  return shares.flatMap(({ path, value }): Finding[] => {
    if (!isBelow('1', value)) return [];
    const meant = shift(value, -2);
    return [{ path, sentence: `This is ${shareText(value, locale)}. For ${shareText(meant, locale)} write ${meant}.` }];
  });
}

/** A rate below 0 takes money from whoever sells: some plans mean it, most have a sign too many. */
function negativeAdvice(line: PlanLine, index: number, locale: string): Finding[] {
  const counted = line.on.base === 'quantity' || line.on.base === 'count';
  const figures = [
    ...rateFigures(line, index),
    ...line.surcharges.map(({ rate }, at) => ({
      path: ['lines', index, 'surcharges', at, 'rate'],
      value: rate,
      unit: counted ? ('perUnit' as const) : ('share' as const),
    })),
  ];
  return figures.flatMap(({ path, value, unit }): Finding[] => {
    if (!isBelow(value, '0')) return [];
    const said = unit === 'share' ? shareText(value, locale) : amountText(value, locale);
    const sentence = `At ${said} the partner pays: what is sold is charged for. Write it without the minus, if that is not meant.`;
    return [{ path, sentence }];
  });
}

function levelAdvice({ rate, where, on }: PlanLine, index: number, known: readonly string[] | undefined): Finding[] {
  if (known === undefined || known.length === 0) return [];
  const plain = new Set(known.map((level) => level.trim().toLowerCase()));
  const named: { level: string; path: Path }[] = [
    ...('byLevel' in rate
      ? Object.keys(rate.byLevel).map((level) => ({ level, path: ['lines', index, 'rate', 'byLevel', level] }))
      : []),
    ...[...where.map((filter, at) => ({ filter, path: ['lines', index, 'where', at, 'values'] }))].flatMap(levelsOf),
    ...[...on.filter.map((filter, at) => ({ filter, path: ['lines', index, 'on', 'filter', at, 'values'] }))].flatMap(
      levelsOf,
    ),
  ];
  return named.flatMap(({ level, path }): Finding[] => {
    if (plain.has(level.trim().toLowerCase())) return [];
    const near = nearest(level, known);
    const mend = near ? `Did you mean “${near}”?` : `There are ${known.map((one) => `“${one}”`).join(', ')}.`;
    return [{ path, sentence: `No partner has the level “${level}”. ${mend}` }];
  });
}

function levelsOf({
  filter,
  path,
}: {
  filter: { readonly dim: string; readonly values: readonly (string | null)[] };
  path: Path;
}): { level: string; path: Path }[] {
  if (filter.dim !== 'level' && filter.dim !== 'level_at_event') return [];
  return filter.values.flatMap((level, at) => (level === null ? [] : [{ level, path: [...path, at] }]));
}

/** Limits that never bind, or bind everybody. */
function limitAdvice(line: PlanLine, index: number, locale: string): Finding[] {
  const { capDeal, capPartner, capRate, capYear, minimumPayment, floor } = line.limits;
  const path = ['lines', index, 'limits'];
  const advice: Finding[] = [];
  const said = (value: string) => amountText(value, locale);
  if (capDeal !== undefined && capPartner !== undefined && isBelow(capPartner, capDeal)) {
    const sentence = `The cap for a partner, ${said(capPartner)}, is reached before that for a deal. Lower this one, or remove it.`;
    advice.push({ path: [...path, 'capDeal'], sentence });
  }
  if (capYear !== undefined && capPartner !== undefined && isBelow(capYear, capPartner)) {
    const sentence = `The cap for a year, ${said(capYear)}, is reached before that for one period. Lower this one, or remove it.`;
    advice.push({ path: [...path, 'capPartner'], sentence });
  }
  if (capYear !== undefined && minimumPayment !== undefined && isBelow(capYear, minimumPayment)) {
    const sentence = `A whole year earns at most ${said(capYear)}, less than the ${said(minimumPayment)} that is needed for a payment. Lower it.`;
    advice.push({ path: [...path, 'minimumPayment'], sentence });
  }
  if (capPartner !== undefined && minimumPayment !== undefined && isBelow(capPartner, minimumPayment)) {
    const sentence = `No period earns the ${said(minimumPayment)} that is needed for a payment, so partners wait for several. Lower it below the cap of ${said(capPartner)}.`;
    advice.push({ path: [...path, 'minimumPayment'], sentence });
  }
  const rates = rateFigures(line, index).filter(({ unit }) => unit !== 'lump');
  if (capRate !== undefined && rates.length > 0 && rates.every(({ value }) => compareFigures(value, capRate) >= 0)) {
    const sentence =
      'Every rate of this line is at the cap or above it, so all pay the same. Raise the cap, or lower the rates.';
    advice.push({ path: [...path, 'capRate'], sentence });
  }
  const [lowest] = 'growth' in line.rate || ('on' in line.rate && line.rate.on) ? [] : bandsOf(line.rate);
  const top = bandsOf(line.rate).at(-1);
  if (floor !== undefined && lowest && top && isBelow(top.from, floor) && lowest !== top) {
    const sentence = `Who reaches the floor of ${said(floor)} is in the highest band already, so the lower bands do nothing. Lower the floor, or move the bands.`;
    advice.push({ path: [...path, 'floor'], sentence });
  }
  return advice;
}

function regionAdvice({ rate }: PlanLine, index: number): Finding[] {
  if (!('byRegion' in rate) || Object.hasOwn(rate.byRegion, 'else')) return [];
  const sentence = 'Partners outside of these groups are paid nothing here. Add “else” if they should be.';
  return [{ path: ['lines', index, 'rate', 'byRegion'], sentence }];
}

const PARTS: Readonly<Record<PlanLine['period'], number | null>> = {
  month: 12,
  quarter: 4,
  'half-year': 2,
  year: 1,
  campaign: null,
};

function periodAdvice({ rate, period }: PlanLine, index: number): Finding[] {
  const parts = PARTS[period];
  if (!('apportion' in rate) || parts === null || rate.over === parts) return [];
  const sentence = `A year has ${parts} of these periods and the sum is parted in ${rate.over}, so a year does not pay it once. Write "over": ${parts}.`;
  return [{ path: ['lines', index, 'rate', 'over'], sentence }];
}

function discountAdvice({ kind, scope, label, id }: PlanLine, index: number): Finding[] {
  if (kind !== 'discount' || scope === 'deal' || scope === 'line') return [];
  const sentence = `A discount is known when the deal is quoted, but “${label ?? id}” adds up the deals of a period first. Write "scope": "deal".`;
  return [{ path: ['lines', index, 'scope'], sentence }];
}

const EVIDENCE: Partial<
  Record<PlanLine['on']['base'], { readonly has: 'costs' | 'listPrices' | 'recurring'; readonly words: string }>
> = {
  margin: { has: 'costs', words: 'costs' },
  list_amount: { has: 'listPrices', words: 'list prices' },
  recurring_amount: { has: 'recurring', words: 'recurring amounts' },
};

/** What pays nothing because nothing of its kind is loaded. */
function dataAdvice(line: PlanLine, index: number, network: Network): Finding[] {
  const path = ['lines', index];
  const { on, accelerator } = line;
  const { has } = network.profile;
  const missing = (words: string) => `No ${words} are loaded, so this pays nothing here. Load them, or take this out.`;
  const evidence = EVIDENCE[on.base];
  const registered = on.registered !== undefined || on.date === 'registered_on';
  return [
    ...(evidence && !has[evidence.has] ? [{ path: [...path, 'on', 'base'], sentence: missing(evidence.words) }] : []),
    ...(registered && !has.registrations
      ? [
          {
            path: [...path, 'on', on.registered !== undefined ? 'registered' : 'date'],
            sentence: missing('deal registrations'),
          },
        ]
      : []),
    ...(accelerator && typeof accelerator.target !== 'string' && !has.targets
      ? [{ path: [...path, 'accelerator', 'target'], sentence: missing('targets') }]
      : []),
    ...measuresOf(line, path).flatMap(({ measure, path: at }): Finding[] => {
      const metrics = [measure.metric, ...(measure.per ? [measure.per.metric] : [])];
      const unloaded = metrics.map((id) => unloadedFor(findMetric(id), network)).find((words) => words !== null);
      if (!unloaded) return [];
      return [{ path: at, sentence: `Nobody has a figure here: no ${unloaded} loaded. Load them, or take this out.` }];
    }),
  ];
}

/** Bands of growth that the least growth keeps from ever being reached. */
function growthAdvice({ rate }: PlanLine, index: number, locale: string): Finding[] {
  if (!('growth' in rate)) return [];
  const bands = bandsOf(rate);
  return bands.flatMap(({ from }, at): Finding[] => {
    const next = bands[at + 1];
    if (!next || compareFigures(next.from, rate.atLeast) > 0) return [];
    const sentence = `Growth from ${shareText(from, locale)} is never paid: nothing is, below ${shareText(rate.atLeast, locale)}. Lower “atLeast”, or remove the band.`;
    return [{ path: ['lines', index, 'rate', 'bands', at], sentence }];
  });
}
