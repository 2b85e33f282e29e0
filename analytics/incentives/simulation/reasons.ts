/** Why a payee is paid more or less: the line that made most of the difference, with the value that it paid by. */
import type { LabOptions } from '../../metrics/lab.ts';
import { numbers } from '../../present/numbers.ts';
import type { Path } from '../../rules/documents/edit.ts';
import { valueAt } from '../../rules/documents/edit.ts';
import { unitAt, valueText } from '../planUnits.ts';
import { amountText } from '../settle.ts';
import type { SideLine } from '../side.ts';
import { bandsReached } from './lineUse.ts';
import { type LinePair, linePairs, type PaidLine } from './paidLines.ts';
import type { PayView } from './view.ts';

/** Of the main difference: what works against it is told from this share on. */
const WORTH_TELLING = 0.2;

/** Says of payees, by their place in the pairs, why they are paid more or less; of null, that nothing pays them. */
export async function reasons(view: PayView, options: LabOptions): Promise<(payee: number | null) => string> {
  const pairs = linePairs(view);
  const reached = new Map<SideLine, Int8Array>();
  const { after: request } = view.prepared.sides;
  if (request !== 'as-paid') {
    for (const line of view.rated.after.lines) {
      const bands = await bandsReached(view.desk, view.rated.after, line, request, options);
      if (bands) reached.set(line, bands);
    }
  }
  return (payee) => (payee === null ? 'Neither side pays it.' : reasonOf(view, pairs, reached, payee));
}

function reasonOf(
  view: PayView,
  pairs: readonly LinePair[],
  reached: ReadonlyMap<SideLine, Int8Array>,
  payee: number,
): string {
  const { rated, desk } = view;
  const whole = rated.pairs.after[payee]! - rated.pairs.before[payee]!;
  if (whole === 0) return 'No difference.';
  const paid = (line: PaidLine | null) => line?.pay[payee] ?? 0;
  const difference = ({ before, after }: LinePair) => (paid(after) - paid(before)) * Math.sign(whole);
  const bySize = pairs.toSorted((a, b) => difference(b) - difference(a));
  const [most, least] = [bySize[0]!, bySize.at(-1)!];
  const { exact } = numbers(desk.context.network.policy.locale);
  const words = ({ before, after }: LinePair): string => {
    const [was, is] = [paid(before), paid(after)].map((amount) => exact(amountText(amount)));
    if (!after) return `${before!.label} ended, which paid ${was}`;
    const value = after.of ? valueWords(view, after.of, reached.get(after.of), payee) : '';
    return before
      ? `${after.label} pays ${is}${value} instead of ${was}`
      : `${after.label} is new and pays ${is}${value}`;
  };
  const opposed = -difference(least) > difference(most) * WORTH_TELLING;
  return opposed ? `${words(most)}; ${words(least)}.` : `${words(most)}.`;
}

/** ` at 4 % for Gold`, ` at 14 % from 25 %`: by the last period in which it paid. */
function valueWords(
  { desk, payees, rated }: PayView,
  line: SideLine,
  bands: Int8Array | undefined,
  payee: number,
): string {
  const { network } = desk.context;
  const { plan, compiled } = line;
  const { rate } = compiled.line;
  const text = (path: Path) =>
    valueText(String(valueAt(plan, path)), unitAt(plan, path, network), network.policy.locale);
  const own: Path = ['lines', compiled.index, 'rate'];
  if ('flat' in rate) return ` at ${text([...own, 'flat'])}`;
  if ('byLevel' in rate) {
    const { level } = payees[payee]!;
    const key = Object.keys(rate.byLevel).find((name) => name.toLowerCase() === level?.toLowerCase());
    return key === undefined ? '' : ` at ${text([...own, 'byLevel', key])} for ${key}`;
  }
  if (!bands) return '';
  const place = rated.after.payees.indexOf(rated.pairs.payees[payee]!);
  const row = line.payeeOf.findLastIndex((of, at) => of === place && line.pay[at] !== 0);
  const band = row < 0 ? -1 : bands[row]!;
  if (band < 0) return '';
  return ` at ${text([...own, 'bands', band, 'rate'])} from ${text([...own, 'bands', band, 'from'])}`;
}
