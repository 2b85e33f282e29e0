/** What somebody wants to try on the segments, and how the address says it. Pure. */
import type { Params } from '../../../../analytics/api/methods.ts';

type Change = Params<'segment.whatIf'>['change'];

const KINDS = ['shift', 'prune', 'grow'] as const;

export interface Wish {
  readonly kind: (typeof KINDS)[number];
  readonly amount: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly partners: number;
  /** Revenue per unit of spend, as somebody believes. */
  readonly lost: number;
  readonly gained: number;
  /** Of the revenue, in percent. */
  readonly kept: number;
}

export const FIRST_WISH: Wish = {
  kind: 'shift',
  amount: 100_000,
  from: null,
  to: null,
  partners: 10,
  lost: 1,
  gained: 2,
  kept: 0,
};

/** Ids of segments have no colon. */
const BETWEEN = ':';

/** `shift:100000:Tail:Stars:1:2`, `prune:10:Tail:20`, `grow:10:`. */
export function wishText({ kind, amount, from, to, partners, lost, gained, kept }: Wish): string {
  const parts =
    kind === 'shift'
      ? [amount, from ?? '', to ?? '', lost, gained]
      : [partners, from ?? '', ...(kind === 'prune' ? [kept] : [])];
  return [kind, ...parts].join(BETWEEN);
}

/** Null for what is no wish. */
export function wishOf(text: string | undefined): Wish | null {
  const [name, ...parts] = (text ?? '').split(BETWEEN);
  const kind = KINDS.find((one) => one === name);
  const number = (at: number): number => (parts[at] === '' ? Number.NaN : Number(parts[at]));
  const segment = (at: number): string | null => parts[at] || null;
  const wish: Wish | null =
    kind === 'shift'
      ? { ...FIRST_WISH, kind, amount: number(0), from: segment(1), to: segment(2), lost: number(3), gained: number(4) }
      : kind === 'prune'
        ? { ...FIRST_WISH, kind, partners: number(0), from: segment(1), kept: number(2) }
        : kind === 'grow'
          ? { ...FIRST_WISH, kind, partners: number(0), from: segment(1) }
          : null;
  if (!wish) return null;
  const figures = [wish.amount, wish.partners, wish.lost, wish.gained, wish.kept];
  return figures.every((figure) => Number.isFinite(figure) && figure >= 0) ? wish : null;
}

/** What the engine is asked; null while something is missing. */
export function changeOf({ kind, amount, from, to, partners, lost, gained, kept }: Wish): Change | null {
  if (kind === 'shift') {
    if (from === null || to === null || from === to || amount <= 0) return null;
    return { kind, amount: String(amount), from, to, response: { from: String(lost), to: String(gained) } };
  }
  if (partners < 1) return null;
  const only = from === null ? {} : { segment: from };
  return kind === 'prune' ? { kind, partners, kept: String(kept / 100), ...only } : { kind, partners, ...only };
}
