/** Which partners of a case are asked for. */
import type { PaySelection } from '../../api/documents/incentiveCase.ts';
import { QuarterdeckError } from '../../api/errors.ts';
import type { LabOptions } from '../../metrics/lab.ts';
import type { PayPartner } from '../lab/payRoster.ts';
import { CostSums } from './costRows.ts';
import { addFamilies } from './familyMix.ts';
import { inPopulation, type PayView } from './view.ts';

export interface Chosen {
  readonly partner: PayPartner;
  /** Its place in the pairs; null for who is paid by neither side. */
  readonly payee: number | null;
}

export interface Selection {
  /** The largest difference first. */
  readonly chosen: readonly Chosen[];
  before(one: Chosen): number;
  after(one: Chosen): number;
}

const ATTRIBUTES = ['level', 'segment', 'type', 'region', 'country', 'city', 'owner', 'parent'] as const;

export async function selected(view: PayView, select: PaySelection, options: LabOptions): Promise<Selection> {
  const { pairs } = view.rated;
  const before = ({ payee }: Chosen) => (payee === null ? 0 : pairs.before[payee]!);
  const after = ({ payee }: Chosen) => (payee === null ? 0 : pairs.after[payee]!);
  const difference = (one: Chosen) => after(one) - before(one);
  const inDirection = (one: Chosen): boolean => {
    switch (select.direction) {
      case 'wins':
        return difference(one) > 0;
      case 'loses':
        return difference(one) < 0;
      case 'same':
        return difference(one) === 0;
      case 'changed':
        return difference(one) !== 0;
      default:
        return true;
    }
  };
  const all: Chosen[] = [
    ...view.payees.map((partner, payee) => ({ partner, payee })),
    ...inPopulation(view).map((partner) => ({ partner, payee: null })),
  ];
  const hasValue = await valueTest(view, select, options);
  const chosen = all.filter((one) => inDirection(one) && hasValue(one));
  const size = (one: Chosen) => Math.abs(difference(one));
  chosen.sort((a, b) => size(b) - size(a) || after(b) - after(a) || (a.partner.id < b.partner.id ? -1 : 1));
  return { chosen, before, after };
}

async function valueTest(
  view: PayView,
  { dim, value }: PaySelection,
  options: LabOptions,
): Promise<(one: Chosen) => boolean> {
  if (dim === undefined || value === undefined) return () => true;
  if (dim === 'partner') return ({ partner }) => partner.id === value;
  if (dim === 'family') {
    const payees = await payeesOfFamily(view, value, options);
    return ({ payee }) => payee !== null && payees.has(payee);
  }
  const attribute = ATTRIBUTES.find((one) => one === dim);
  if (attribute) return ({ partner }) => partner[attribute] === value;
  throw new QuarterdeckError(
    'dimension-unknown',
    `Payees cannot be chosen by ${dim}. Choose by partner, ${ATTRIBUTES.join(', ')} or family.`,
  );
}

async function payeesOfFamily(
  { desk, rated, prepared }: PayView,
  value: string | null,
  options: LabOptions,
): Promise<ReadonlySet<number>> {
  const places = new Map(rated.pairs.payees.map((id, place) => [id, place]));
  const found = new Set<number>();
  for (const of of ['before', 'after'] as const) {
    const side = rated[of];
    const sums = new CostSums(side.payees.length);
    await addFamilies(desk, side, prepared.sides[of], options, sums);
    sums.paid(value)?.forEach((mark, payee) => {
      if (mark === 1) found.add(places.get(side.payees[payee]!)!);
    });
  }
  return found;
}
