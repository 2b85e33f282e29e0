/** Costs by what payees are, by product family and by fiscal quarter. */
import type { CostDimension, CostRow } from '../../api/incentives.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { FiscalCalendar } from '../../network/calendar.ts';
import type { PaySide } from '../side.ts';
import { CostSums, costRows, levelRows, type PlacedSums } from './costRows.ts';
import { addFamilies } from './familyMix.ts';
import type { PayView } from './view.ts';

const ATTRIBUTES = ['level', 'type', 'region', 'country'] as const;

export async function costsBy(view: PayView, options: LabOptions): Promise<Record<CostDimension, readonly CostRow[]>> {
  const { rated, payees } = view;
  const { pairs } = rated;
  const all = Int32Array.from(payees.keys());
  const [level, type, region, country] = ATTRIBUTES.map((dimension) => {
    const [before, after] = [pairs.before, pairs.after].map((pay): PlacedSums => {
      const sums = new CostSums(payees.length);
      payees.forEach((partner, payee) => {
        sums.add(sums.placeOf(partner[dimension]), payee, pay[payee]!);
      });
      return { sums, placeOf: all };
    }) as [PlacedSums, PlacedSums];
    return (dimension === 'level' ? levelRows : costRows)(before, after, payees.length);
  }) as [CostRow[], CostRow[], CostRow[], CostRow[]];
  return { level, type, region, country, family: await costsByFamily(view, options) };
}

async function costsByFamily(view: PayView, options: LabOptions): Promise<CostRow[]> {
  const { desk, prepared, rated } = view;
  const add = (of: 'before' | 'after') =>
    kept(familySums, rated[of], async () => {
      const sums = new CostSums(rated[of].payees.length);
      await addFamilies(desk, rated[of], prepared.sides[of], options, sums);
      return sums;
    });
  const [before, after] = [await add('before'), await add('after')];
  return costRows(placed(view, 'before', before), placed(view, 'after', after), rated.pairs.payees.length);
}

/** By the quarter that a payout was earned in, or that the last day of a line's period lies in. */
export async function costsByQuarter(view: PayView): Promise<CostRow[]> {
  const { calendar } = view.desk.context.network;
  const { prepared, rated } = view;
  const sums = (of: 'before' | 'after') =>
    kept(quarterSums, rated[of], () => Promise.resolve(sumQuarters(rated[of], calendar)));
  const first = calendar.ordinalAt('quarter', prepared.period.from);
  const last = calendar.ordinalAt('quarter', prepared.period.to);
  const labels = Array.from({ length: last - first + 1 }, (_, at) => calendar.span('quarter', first + at).label);
  const [before, after] = [await sums('before'), await sums('after')];
  return costRows(placed(view, 'before', before), placed(view, 'after', after), rated.pairs.payees.length, labels);
}

function sumQuarters({ payees, paid, lines }: PaySide, calendar: FiscalCalendar): CostSums {
  const sums = new CostSums(payees.length);
  paid?.amount.forEach((amount, row) => {
    sums.add(sums.placeOf(paid.quarter[row]!), paid.payeeOf[row]!, amount);
  });
  for (const { periods, payeeOf, periodOf, pay } of lines) {
    const quarters = periods.map(({ to }) =>
      sums.placeOf(calendar.span('quarter', calendar.ordinalAt('quarter', to)).label),
    );
    for (let row = 0; row < pay.length; row++) sums.add(quarters[periodOf[row]!]!, payeeOf[row]!, pay[row]!);
  }
  return sums;
}

/** What plans are compared with is the same side again and again while they are moved. */
const familySums = new WeakMap<PaySide, CostSums>();
const quarterSums = new WeakMap<PaySide, CostSums>();

async function kept(sums: WeakMap<PaySide, CostSums>, side: PaySide, make: () => Promise<CostSums>): Promise<CostSums> {
  const known = sums.get(side);
  if (known) return known;
  const made = await make();
  sums.set(side, made);
  return made;
}

function placed({ rated }: PayView, of: 'before' | 'after', sums: CostSums): PlacedSums {
  const places = new Map(rated.pairs.payees.map((id, place) => [id, place]));
  return { sums, placeOf: Int32Array.from(rated[of].payees, (id) => places.get(id)!) };
}
