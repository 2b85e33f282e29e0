/** Whether rows and partners can be chosen as a plan says, and whether what it measures has an answer. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { Measure, MeasureFilter } from '../../api/documents/measure.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import { PARTNER_DIMENSIONS } from '../../network/roster.ts';
import type { Path } from '../../rules/documents/edit.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { isBelow } from '../planFigures.ts';
import { ROW_DIMENSIONS } from '../rowFilters.ts';

/** Why rows cannot be chosen by it, where that is worth more than the list of what they can. */
const INSTEAD: Partial<Record<MeasureFilter['dim'], string>> = {
  role: 'Name the roles in “roles” of the rows that count.',
  distributor: 'Pay distributors with "payee": "distributor", or choose deals by “route”.',
  month: 'Write the first and the last day in “from” and “to”.',
  quarter: 'Write the first and the last day in “from” and “to”.',
  year: 'Write the first and the last day in “from” and “to”.',
  kind: 'It is what a payout has. Name lines under “less” to take off what they paid.',
  program: 'It is what a payout or an enrolment has. Choose partners by “level”.',
  certification: 'It belongs to a partner and not to a sale. Pay by “level”, or take it as an accelerator’s measure.',
};

export function rowFaults({ lines }: IncentivePlan, network: Network): Finding[] {
  return lines.flatMap((line, index) => {
    const path = ['lines', index];
    return [
      ...line.where.flatMap((filter, at) => partnerFault(filter.dim, [...path, 'where', at, 'dim'])),
      ...rowFilters(line.on.filter, [...path, 'on', 'filter']),
      ...line.surcharges.flatMap(({ filter }, at) => rowFilters(filter, [...path, 'surcharges', at, 'filter'])),
      ...line.multipliers.flatMap(({ filter, where }, at) => [
        ...rowFilters(filter, [...path, 'multipliers', at, 'filter']),
        ...where.flatMap(({ dim }, one) => partnerFault(dim, [...path, 'multipliers', at, 'where', one, 'dim'])),
      ]),
      ...sizeFaults(line, path),
      ...measuresOf(line, path).flatMap((one) => measureFault(one, network)),
    ];
  });
}

function partnerFault(dim: string, path: Path): Finding[] {
  if ((PARTNER_DIMENSIONS as readonly string[]).includes(dim)) return [];
  const sentence = `Partners cannot be chosen by ${dim}. Use one of ${PARTNER_DIMENSIONS.join(', ')}.`;
  return [{ path, sentence }];
}

function rowFilters(filters: readonly MeasureFilter[], path: Path): Finding[] {
  return filters.flatMap(({ dim }, index): Finding[] => {
    if (ROW_DIMENSIONS.includes(dim)) return [];
    const mend = INSTEAD[dim] ?? `Use one of ${ROW_DIMENSIONS.join(', ')}.`;
    return [{ path: [...path, index, 'dim'], sentence: `Rows of sales cannot be chosen by ${dim}. ${mend}` }];
  });
}

function sizeFaults({ on }: PlanLine, path: Path): Finding[] {
  const { dealFrom, dealBelow } = on;
  if (dealFrom === undefined || dealBelow === undefined || isBelow(dealFrom, dealBelow)) return [];
  const sentence = `No deal is from ${dealFrom} on and below ${dealBelow}. Put the smaller figure in “dealFrom”.`;
  return [{ path: [...path, 'on', 'dealFrom'], sentence }];
}

/** What a line looks up beside its own base. */
export function measuresOf({ rate, accelerator }: PlanLine, path: Path): { measure: Measure; path: Path }[] {
  return [
    ...('bands' in rate && 'on' in rate && rate.on ? [{ measure: rate.on, path: [...path, 'rate', 'on'] }] : []),
    ...(accelerator ? [{ measure: accelerator.measure, path: [...path, 'accelerator', 'measure'] }] : []),
  ];
}

function measureFault({ measure, path }: { measure: Measure; path: Path }, network: Network): Finding[] {
  try {
    planMeasure(measure, network);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof QuarterdeckError)) throw thrown;
    return [{ path: [...path, fieldOf(thrown)], sentence: thrown.message }];
  }
}

/** The field that a refusal is about, as far as its code tells. */
function fieldOf({ code, message }: QuarterdeckError): string {
  if (code === 'dimension-unknown') return 'filter';
  if (code !== 'bad-request') return 'metric';
  return /“agg”/.test(message) ? 'agg' : /window/.test(message) ? 'window' : 'metric';
}
