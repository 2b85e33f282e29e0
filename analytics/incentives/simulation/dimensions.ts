/** Costs by what payees are, by product family and by fiscal quarter. */
import type { CostDimension, CostRow } from '../../api/incentives.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { PaySide } from '../side.ts';
import { CostSums } from './costRows.ts';
import { eachFamily } from './familyMix.ts';
import type { PayView } from './view.ts';

const ATTRIBUTES = ['level', 'type', 'region', 'country'] as const;

export async function costsBy(view: PayView, options: LabOptions): Promise<Record<CostDimension, readonly CostRow[]>> {
  const {
    rated: { pairs },
    payees,
  } = view;
  const [level, type, region, country] = ATTRIBUTES.map((dimension) => {
    const sums = new CostSums();
    payees.forEach((partner, payee) => {
      sums.add(partner[dimension], payee, pairs.before[payee]!, pairs.after[payee]!);
    });
    return dimension === 'level' ? sums.levels() : sums.rows();
  }) as [CostRow[], CostRow[], CostRow[], CostRow[]];
  return { level, type, region, country, family: await costsByFamily(view, options) };
}

async function costsByFamily({ desk, prepared, rated }: PayView, options: LabOptions): Promise<CostRow[]> {
  const sums = new CostSums();
  const places = new Map(rated.pairs.payees.map((id, place) => [id, place]));
  const add = async (of: 'before' | 'after') => {
    const side = rated[of];
    const placeOf = side.payees.map((id) => places.get(id)!);
    await eachFamily(desk, side, prepared.sides[of], options, (payee, family, amount) => {
      sums.add(family, placeOf[payee]!, of === 'before' ? amount : 0, of === 'after' ? amount : 0);
    });
  };
  await add('before');
  await add('after');
  return sums.rows();
}

/** By the quarter that a payout was earned in, or that the last day of a line's period lies in. */
export function costsByQuarter({ desk, prepared, rated }: PayView): CostRow[] {
  const { calendar } = desk.context.network;
  const { period } = prepared;
  const sums = new CostSums();
  const places = new Map(rated.pairs.payees.map((id, place) => [id, place]));
  const add = (side: PaySide, put: (amount: number) => readonly [number, number]) => {
    const placeOf = side.payees.map((id) => places.get(id)!);
    const { paid } = side;
    paid?.amount.forEach((amount, row) => {
      sums.add(paid.quarter[row]!, placeOf[paid.payeeOf[row]!]!, ...put(amount));
    });
    for (const { periods, payeeOf, periodOf, pay } of side.lines) {
      const quarters = periods.map(({ to }) => calendar.span('quarter', calendar.ordinalAt('quarter', to)).label);
      pay.forEach((amount, row) => {
        sums.add(quarters[periodOf[row]!]!, placeOf[payeeOf[row]!]!, ...put(amount));
      });
    }
  };
  add(rated.before, (amount) => [amount, 0]);
  add(rated.after, (amount) => [0, amount]);
  const first = calendar.ordinalAt('quarter', period.from);
  const last = calendar.ordinalAt('quarter', period.to);
  const labels = Array.from({ length: last - first + 1 }, (_, at) => calendar.span('quarter', first + at).label);
  return sums.rows(labels);
}
