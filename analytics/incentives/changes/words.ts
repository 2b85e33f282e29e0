/** Places and values of a plan as a list of changes says them. */
import { type IncentivePlan, incentivePlan } from '../../api/documents/incentivePlan.ts';
import type { Measure } from '../../api/documents/measure.ts';
import type { Cell } from '../../api/results.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import { capital } from '../../present/capital.ts';
import { sentenceText } from '../../present/planSentence.ts';
import { type Fields, isFields } from '../../rules/documents/differences.ts';
import { type Path, valueAt } from '../../rules/documents/edit.ts';
import { unitAt, valueText } from '../planUnits.ts';
import { lineSentence } from '../sentence/lineSentence.ts';
import { filterText, type ValueFilter } from '../sentence/rows.ts';

/** Null for keys that say nothing a reader needs: what they hold says what it is. */
const WORDS: Readonly<Record<string, string | null>> = {
  lines: null,
  rate: null,
  flat: null,
  bands: null,
  linear: null,
  surcharges: null,
  multipliers: null,
  byLevel: null,
  byRegion: null,
  limits: null,
  terms: null,
  perUnit: 'per unit',
  lump: 'sum',
  apportion: 'sum of the year',
  over: 'parts of the year',
  how: 'how bands pay',
  pays: 'pays',
  payFrom: 'paid from',
  growth: 'grown from',
  atLeast: 'at least',
  payOnlyGrowth: 'paid on growth only',
  marginal: 'each part at its own rate',
  every: 'for every',
  above: 'above',
  at: 'at',
  points: 'points',
  per: 'for every',
  worth: 'worth of a point',
  on: null,
  base: 'base',
  date: 'date',
  filter: 'chosen by',
  roles: 'roles',
  registered: 'registered deals only',
  registrant: 'registrant',
  lockTerms: 'terms of the first sale',
  firstDeal: 'first deal only',
  newCustomer: 'new customers only',
  dealFrom: 'deals from',
  dealBelow: 'deals below',
  from: 'from',
  to: 'to',
  credit: 'credit',
  less: 'after what was paid by',
  where: 'partners',
  combine: 'multipliers',
  accelerator: 'accelerator',
  measure: 'measure',
  target: 'target',
  factor: null,
  floor: 'floor',
  capBase: 'cap on the base',
  capRate: 'cap on the rate',
  capDeal: 'cap per deal',
  capPartner: 'cap per partner',
  capYear: 'cap per partner and year',
  minimumPayment: 'minimum payment',
  dueDays: 'due after',
  graceDays: 'grace',
  calculateDays: 'computed after',
  claimWithinDays: 'claimed within',
  holdBack: 'held back',
  share: 'share',
  days: null,
  clawbackDays: 'taken back within',
  trueUp: 'returns in the period of their sale',
  cashShare: 'in cash',
  expiry: 'lapses',
  kind: 'kind',
  program: 'filed under',
  payee: 'paid to',
  scope: 'added up by',
  period: 'period',
  label: 'name',
  currency: 'currency',
  fxTable: 'exchange rates',
  fxDate: 'day of the exchange rate',
  levelDate: 'day of the level',
  rounding: 'rounding',
  digits: 'digits',
  when: 'when',
  pool: 'pool',
  partnerCap: 'cap over all lines',
  'partnerCap.cap': 'sum',
  'partnerCap.share': 'share',
  'partnerCap.lines': 'lines',
  'partnerCap.how': 'how it is shared',
  'share.share': null,
  'share.of': 'of the base of',
  cap: 'cap',
  regionGroups: 'region group',
};

/** Choices whose ids are no words of their own. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  when: { sum: 'once a partner and period', row: 'row by row' },
  fxDate: { event: 'of the deal', 'period-end': 'the last of the period' },
  levelDate: { event: 'of the deal', 'period-end': 'the last of the period' },
};

/** By the key and the one that it stands in where that matters. */
function wordFor(key: string, home: string): string | null {
  const own = WORDS[`${home}.${key}`];
  if (own !== undefined) return own;
  return WORDS[key] === undefined ? key : WORDS[key];
}

export class PlanWords {
  private readonly plan: IncentivePlan;
  private readonly network: Network;

  constructor(plan: IncentivePlan, network: Network) {
    this.plan = plan;
    this.network = network;
  }

  /** `Volume rebate, from 400,000`; `Volume rebate, cap per partner`; `Pool, cap`. */
  labelOf(place: Path): string {
    const said = place.flatMap((key, index) => this.wordOf(place, key, index) ?? []);
    const label = said.join(', ');
    return capital(label);
  }

  /** A figure as it is; what has parts in words. Null for what is not there. */
  cell(value: unknown, place: Path): Cell {
    if (value === undefined || value === null) return null;
    if (place.at(-1) === 'of') return this.lineName(value);
    if (typeof value === 'string') return CHOICES[String(place.at(-1))]?.[value] ?? value;
    if (typeof value === 'boolean' || typeof value === 'number') return value;
    const [home, key] = [place.at(-2), place.at(-1)];
    if (isFields(value)) {
      if (home === 'lines') return this.lineText(value);
      if (key === 'rate') return this.rateText(value, place);
      if (home === 'bands') return this.bandText(value, place);
      if (key === 'expiry') return 'months' in value ? `after ${value.months} months` : `on ${value.on}`;
    }
    return this.text(value, place);
  }

  private wordOf(place: Path, key: string | number, index: number): string | null {
    const home = String(place[index - 1]);
    const node = valueAt(this.plan, place.slice(0, index + 1));
    if (typeof key !== 'number') {
      if (['byLevel', 'byRegion', 'regionGroups'].includes(home)) return key;
      // The rate of a line, where it is exchanged as a whole, is all that the line pays.
      if (key === 'rate' && index === place.length - 1 && isFields(node)) return 'rate';
      return wordFor(key, home);
    }
    if (!isFields(node)) return null;
    if (home === 'bands') {
      const whole = index === place.length - 1 || (index === place.length - 2 && place.at(-1) === 'from');
      return whole ? 'band' : `from ${this.written([...place.slice(0, index + 1), 'from'])}`;
    }
    if (home === 'linear') return key === 0 ? 'lower target' : 'upper target';
    return String(node.label ?? node.id);
  }

  /** A line of either plan in one sentence: read again as the only line of this one. */
  private lineText(line: Fields): string {
    const alone = incentivePlan.safeParse({ ...this.plan, pool: undefined, partnerCap: undefined, lines: [line] });
    return alone.success ? sentenceText(lineSentence(alone.data, 0, this.network)) : String(line.label ?? line.id);
  }

  private rateText(rate: Fields, place: Path): string {
    const line = valueAt(this.plan, place.slice(0, 2));
    const { id, kind, period, on } = isFields(line) ? line : this.plan.lines[0]!;
    const base = isFields(on) ? { base: on.base } : {};
    return this.lineText({ id, kind, period, on: base, rate });
  }

  private bandText({ from, rate, factor }: Fields, place: Path): string {
    const { locale } = this.network.policy;
    const said = (key: string, value: unknown) =>
      valueText(String(value), unitAt(this.plan, [...place, key], this.network), locale);
    return `${factor === undefined ? said('rate', rate) : said('factor', factor)} from ${said('from', from)}`;
  }

  /** The figure at a place in its unit: `400,000`, `12 %`. */
  written(place: Path): string {
    const unit = unitAt(this.plan, place, this.network);
    return valueText(String(valueAt(this.plan, place)), unit, this.network.policy.locale);
  }

  private text(value: unknown, place: Path): string {
    if (Array.isArray(value)) {
      const ofLines = place.at(-1) === 'lines' || place.at(-1) === 'less';
      return (
        value.map((item, at) => (ofLines ? this.lineName(item) : this.text(item, [...place, at]))).join(', ') || 'none'
      );
    }
    if (!isFields(value)) return place.at(-1) === 'of' ? this.lineName(value) : this.figure(value, place);
    if (isMeasure(value)) return planMeasure(value, this.network).words;
    if (isFilter(value)) return filterText(value);
    return Object.entries(value)
      .filter(([key, field]) => key !== 'id' && field !== undefined && !(Array.isArray(field) && field.length === 0))
      .map(([key, field]) => [wordFor(key, String(place.at(-1))), this.text(field, [...place, key])])
      .map((said) => said.filter((word) => word !== null).join(' '))
      .join(', ');
  }

  /** With its unit, where the plan still has something there. */
  private figure(value: unknown, place: Path): string {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return String(value);
    return valueText(value, unitAt(this.plan, place, this.network), this.network.policy.locale);
  }

  private lineName(id: unknown): string {
    return this.plan.lines.find((line) => line.id === id)?.label ?? String(id);
  }
}

function isMeasure(value: Fields): value is Fields & Measure {
  return typeof value.metric === 'string' && Array.isArray(value.filter);
}

function isFilter(value: Fields): value is Fields & ValueFilter {
  return typeof value.dim === 'string' && Array.isArray(value.values);
}
