/** How sure a cost is: both sides of a case, forecast with the same dice. */
import type { IncentiveOutlook, PartnerOutlook } from '../api/incentiveOutlook.ts';
import type { Checked, Result } from '../api/methods.ts';
import type { LabOptions } from '../metrics/lab.ts';
import { lastDay } from '../network/period.ts';
import { numbers } from '../present/numbers.ts';
import { type ChanceResult, type ChanceTotal, drawsAbove, totalOf } from './chance/merge.ts';
import { DrawPool } from './chance/pool.ts';
import type { IncentiveDesk } from './desk.ts';
import { restsOnOthers } from './lab/chosenPayees.ts';
import { payRoster } from './lab/payRoster.ts';
import { backTest, judged } from './outlook/backTest.ts';
import { binsOf } from './outlook/bins.ts';
import { AS_ASSUMED } from './outlook/knobs.ts';
import { differenceDraws, type OutlookModel, outlookModel, type SideDraws, sideDraws } from './outlook/model.ts';
import { bandOf, cents } from './outlook/money.ts';
import { outlookNotes } from './outlook/notes.ts';
import { readSource } from './outlook/read.ts';
import { sensitivity } from './outlook/sensitivity.ts';
import type { OutlookSource } from './outlook/source.ts';
import { partnersTogether } from './outlook/together.ts';
import { totalFactor, widened, widenedSide } from './outlook/widening.ts';
import { type PreparedCase, prepareCase } from './prepareCase.ts';
import { rateCase } from './rateCase.ts';
import { likely } from './response/figure.ts';
import { isCostOnly } from './response/respond.ts';
import { caseMargin, caseRevenue } from './simulation/margin.ts';

/** More partners than that are not listed. */
const MOST_PARTNERS = 1_000;

const PART_OF_ALL =
  'Only the chosen partners are drawn: what others of their groups sell, what others take from a pool in the quarters ahead, and what lines for others pay on shared deals, is left out. Without the filter it counts.';

/** Whether pay of the partners that are drawn rests on others, who are not. */
function isPartOfAll({ plans, against, where }: PreparedCase): boolean {
  return where.length > 0 && [...plans, ...against].some(restsOnOthers);
}

/** One for the process: its threads serve every workspace, and go when nobody asks. */
const pool = new DrawPool();

/**
 * @throws QuarterdeckError what `prepareCase` and `rateCase` throw, `bad-request` where no fiscal quarter is closed,
 * `cancelled`.
 */
export async function payOutlook(
  desk: IncentiveDesk,
  asked: Checked<'incentive.outlook'>,
  options: LabOptions = {},
): Promise<Result<'incentive.outlook'>> {
  const { terms, assumptions } = asked;
  const { draws, seed, quarters } = terms;
  const { signal, progress } = options;
  const { network } = desk.context;
  const { locale } = network.policy;
  const prepared = await prepareCase(desk, asked, options);
  const rated = await rateCase(desk, prepared, options);
  const read = await readSource(desk, prepared, rated, assumptions, options);
  const together = await partnersTogether(desk, read, terms.together, options);
  const source = { ...read, together: together.drawn };
  const built = outlookModel(source, {
    past: source.past,
    quarters,
    open: true,
    knobs: AS_ASSUMED,
    draws,
    seed,
    sides: 'both',
  });
  const drawn = await pool.run(built.model, {
    signal,
    progress: (done, total) => progress?.('Drawing', done, total, 'partners'),
  });
  const tell = (done: number) => progress?.('Trying inputs', done, 0, 'forecasts');
  const moved = terms.inputs
    ? await sensitivity(source, { seed, quarters, pair: terms.pair, locale, signal, tell }, pool)
    : { tornado: [], grid: null };
  const tried = await backTest(source, seed, pool, signal);
  const weak = tried?.widening === null;
  const factor = tried?.widening ?? 1;
  const asDrawn = { before: sideDraws('before', built, drawn), after: sideDraws('after', built, drawn) };
  const difference = differenceDraws(asDrawn.before, asDrawn.after);
  const [before, after] = [widenedSide(asDrawn.before, factor), widenedSide(asDrawn.after, factor)];
  const ahead = quartersAhead(source, before, after);
  const costOnly = isCostOnly(assumptions) || source.after === 'as-paid';
  return {
    basis: rated.basis,
    draws,
    seed,
    ahead: aheadLabel(source, quarters),
    before: bandOf(before.total),
    after: bandOf(after.total),
    difference: bandOf(widenedSide(difference, factor).total),
    overBudget: terms.budget === undefined || weak ? null : overBudget(before, after, Number(terms.budget) * 10_000),
    belowZero:
      costOnly || weak
        ? null
        : drawsBelow(
            widened(
              netDraws(
                difference.total,
                drawn.totals.lift!,
                await marginAhead({ desk, prepared, rated }, assumptions, options),
                asked,
              ),
              totalFactor(difference, factor),
            ),
          ),
    together: together.told,
    settled: before.total.settled && after.total.settled,
    bins: binsOf(before.total.byDraw, after.total.byDraw),
    quarters: ahead,
    ...moved,
    partners: await partnersAhead(desk, lastDay(prepared.period), source, built, drawn, options),
    backTest:
      tried &&
      judged(
        tried,
        ahead.map((quarter) => quarter.after),
        locale,
      ),
    notes: [
      ...outlookNotes(source, locale),
      ...(isPartOfAll(prepared) ? [PART_OF_ALL] : []),
      together.told.sentence,
      ...built.notes,
      ...poolNotes(built),
    ],
  };
}

/** As the period of the case has it. */
async function marginAhead(
  view: Parameters<typeof caseRevenue>[0],
  assumptions: Checked<'incentive.outlook'>['assumptions'],
  options: LabOptions,
): Promise<number> {
  const { share } = await caseMargin(view, await caseRevenue(view, options), assumptions, options);
  return share;
}

function aheadLabel({ past, calendar }: OutlookSource, quarters: number): string {
  const [first, last] = [past.last + 1, past.last + quarters].map((quarter) => calendar.span('quarter', quarter).label);
  return first === last ? first! : `${first} to ${last}`;
}

function overBudget(before: SideDraws, after: SideDraws, budget: number): IncentiveOutlook['overBudget'] {
  return { before: drawsAbove(before.total, budget).numerator, after: drawsAbove(after.total, budget).numerator };
}

/** What is left of the lift in margin, less what the plan costs more. */
function netDraws(
  { byDraw: extraCost }: ChanceTotal,
  { byDraw: lift }: ChanceTotal,
  margin: number,
  { assumptions }: Checked<'incentive.outlook'>,
): ChanceTotal {
  const { pullForward, cannibalisation, stockpiling, fixedCost } = assumptions;
  const taken = [pullForward, cannibalisation, stockpiling].reduce((sum, { share }) => sum + likely(share), 0);
  const kept = Math.max(1 - taken, 0);
  const fixed = Number(fixedCost) * 10_000;
  // A loss is a loss: nothing of it would have been sold anyway.
  const net = lift.map((sold, draw) => sold * (sold > 0 ? kept : 1) * margin - (extraCost[draw]! + fixed));
  return totalOf('net margin', 4, net);
}

function drawsBelow({ byDraw }: ChanceTotal): number {
  return byDraw.reduce((below, draw) => below + Number(draw < 0), 0);
}

function quartersAhead(
  { past, calendar, paid }: OutlookSource,
  before: SideDraws,
  after: SideDraws,
): IncentiveOutlook['quarters'] {
  return before.quarters.map((own, index) => {
    const quarter = past.last + 1 + index;
    const place = quarter - 4 - past.first;
    const known = paid.size > 0 && place >= 0 && quarter - 4 <= past.last;
    let yearAgo = 0;
    if (known) for (const row of paid.values()) yearAgo += row[place]!;
    return {
      ...calendar.span('quarter', quarter),
      before: bandOf(own),
      after: bandOf(after.quarters[index]!),
      yearAgo: known ? cents(yearAgo) : null,
    };
  });
}

async function partnersAhead(
  desk: IncentiveDesk,
  day: string,
  { partners }: OutlookSource,
  { next }: OutlookModel,
  { draws, spread, means, counts }: ChanceResult,
  options: LabOptions,
): Promise<PartnerOutlook[]> {
  const { byId } = await payRoster(desk, day, undefined, options);
  const { exact } = numbers(desk.context.network.policy.locale);
  const width = (partner: number) => spread.p90[partner]! - spread.p10[partner]!;
  const paid = partners.map((_, partner) => partner).filter((partner) => means.after![partner] !== 0);
  paid.sort((a, b) => width(b) - width(a) || a - b);
  return paid.slice(0, MOST_PARTNERS).map((partner) => {
    const id = partners[partner]!;
    const edge = next?.of[partner] ?? null;
    const { compiled } = next?.line.history ?? {};
    const amount = edge === null ? '' : cents(edge);
    return {
      partner: id,
      name: byId.get(id)?.name ?? id,
      after: bandOf({
        p10: spread.p10[partner]!,
        p50: spread.p50[partner]!,
        p90: spread.p90[partner]!,
        mean: means.after![partner]!,
      }),
      threshold:
        edge === null
          ? null
          : `${exact(amount, amount.endsWith('.00') ? 0 : 2)} of ${compiled!.line.label ?? compiled!.line.id} in ${next!.line.period.label}`,
      crosses: edge === null ? null : counts.crosses![partner]! / draws,
    };
  });
}

function poolNotes({ sides }: OutlookModel): string[] {
  if (sides.after.pools.length + sides.before.pools.length === 0) return [];
  return ['The pool is settled in the totals; bands of single partners are before it takes its part.'];
}
