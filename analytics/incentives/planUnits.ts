/** The unit of every figure in a plan, by its place, and how it is written. */
import type { IncentivePlan, PlanLine } from '../api/documents/incentivePlan.ts';
import type { PlanUnit } from '../api/incentivePlans.ts';
import { planMeasure } from '../metrics/measures/planMeasure.ts';
import { isDate } from '../network/dates.ts';
import type { Network } from '../network/network.ts';
import { formatDate } from '../present/dates.ts';
import { NARROW } from '../present/numbers.ts';
import { type Path, valueAt } from '../rules/documents/edit.ts';
import { placeOf } from '../rules/documents/places.ts';
import { amountText, figureText, rateFigures, shareText } from './planFigures.ts';

/** `base`: as the line's base is counted; `edge`: as what its bands are looked up in; `attained`: as what a target is set for. */
const UNITS: Readonly<Record<string, PlanUnit | 'base' | 'edge' | 'rate' | 'attained'>> = {
  target: 'attained',
  from: 'edge',
  payFrom: 'base',
  atLeast: 'edge',
  growth: 'base',
  every: 'base',
  above: 'base',
  at: 'base',
  per: 'base',
  points: 'points',
  worth: 'money',
  floor: 'base',
  capBase: 'base',
  capRate: 'rate',
  capDeal: 'money',
  capPartner: 'money',
  capYear: 'money',
  minimumPayment: 'money',
  dealFrom: 'money',
  dealBelow: 'money',
  cap: 'money',
  factor: 'factor',
  rate: 'ratio',
  share: 'ratio',
  cashShare: 'ratio',
  dueDays: 'days',
  graceDays: 'days',
  calculateDays: 'days',
  claimWithinDays: 'days',
  clawbackDays: 'days',
  days: 'days',
};

/** `text` for what is neither a figure nor a yes or no. */
export function unitAt(plan: IncentivePlan, place: Path, network: Network): PlanUnit {
  const value = valueAt(plan, place);
  if (typeof value === 'boolean') return 'flag';
  if (typeof value !== 'string' && typeof value !== 'number') return 'text';
  const index = place[0] === 'lines' ? Number(place[1]) : Number.NaN;
  const line = plan.lines[index];
  const figure = line && rateFigures(line, index).find(({ path }) => placeOf(path) === placeOf(place));
  if (figure) return figure.unit === 'share' ? 'ratio' : 'money';
  const unit = UNITS[String(place.at(-1))];
  if (unit === undefined) return typeof value === 'number' ? 'count' : 'text';
  if (unit === 'base') return line && isFigure(value) ? baseUnit(line) : 'text';
  if (unit === 'attained') {
    return line?.accelerator && isFigure(value) ? planMeasure(line.accelerator.measure, network).unit : 'text';
  }
  if (unit === 'rate') return line && baseUnit(line) === 'money' ? 'ratio' : 'money';
  if (unit !== 'edge') return unit;
  if (!line || !isFigure(value)) return 'text';
  if (place.includes('accelerator')) return 'ratio';
  return place.includes('rate') ? bandUnit(line, network) : baseUnit(line);
}

function bandUnit(line: PlanLine, network: Network): PlanUnit {
  if ('growth' in line.rate) return 'ratio';
  return 'on' in line.rate && line.rate.on ? planMeasure(line.rate.on, network).unit : baseUnit(line);
}

/** What the base of a line is counted in. */
export function baseUnit({ on }: Pick<PlanLine, 'on'>): PlanUnit {
  if (on.base === 'quantity') return 'quantity';
  return on.base === 'count' ? 'count' : 'money';
}

/** Days and kinds of growth stand where figures can stand. */
function isFigure(value: string | number): boolean {
  return /^-?\d+(\.\d+)?$/.test(String(value));
}

/** `1.5 %`, `400,000`, `yes`, `30 Sep 2026`: every digit that the document has. */
export function valueText(value: string | number | boolean, unit: PlanUnit, locale: string): string {
  const text = String(value);
  switch (unit) {
    case 'ratio':
      return shareText(text, locale);
    case 'money':
      return amountText(text, locale);
    case 'flag':
      return value ? 'yes' : 'no';
    case 'days':
      return `${figureText(text, locale)}${NARROW}d`;
    case 'text':
      return isDate(text) ? formatDate(text, locale) : text;
    default:
      return figureText(text, locale);
  }
}
