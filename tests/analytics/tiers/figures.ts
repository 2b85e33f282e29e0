/** Levels from figures that a test writes down, instead of from rows of a network. */
import { type TierProgramInput, tierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { MEASURE_SCALE, type MeasureTable } from '../../../analytics/metrics/measures/measureTable.ts';
import type { RosterPartner } from '../../../analytics/metrics/roster.ts';
import type { Network } from '../../../analytics/network/network.ts';
import { compileProgram } from '../../../analytics/tiers/compile.ts';
import { tablesNeeded } from '../../../analytics/tiers/evaluate/rows.ts';
import { partnerTraits, type TraitsRequest } from '../../../analytics/tiers/evaluate/traits.ts';
import { type Evaluation, Evaluator, evaluationData } from '../../../analytics/tiers/evaluate.ts';

/** By partner: the figure of each measure, by metric or key; left out or null for none. By day where it changes. */
export type Figures = Readonly<
  Record<string, Readonly<Record<string, number | null | Readonly<Record<string, number>>>>>
>;

export const rosterPartner = (id: string, more: Partial<RosterPartner> = {}): RosterPartner => ({
  id,
  name: id,
  type: null,
  country: null,
  region: null,
  owner: null,
  agreementStart: null,
  ...more,
});

export interface Setting extends Partial<Omit<TraitsRequest, 'asOfs' | 'partners'>> {
  readonly asOfs?: readonly string[];
  readonly partners?: Readonly<Record<string, Partial<RosterPartner>>>;
  /** Who matches a group (`group:…`) or a track (`track:…`). */
  readonly matching?: Readonly<Record<string, readonly string[]>>;
  readonly waived?: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
}

/** Evaluates a program on figures, partners in the order they are written. */
export function evaluate(network: Network, input: TierProgramInput, figures: Figures, setting: Setting = {}) {
  const asOfs = setting.asOfs ?? ['2026-09-30'];
  const partners = Object.keys(figures).map((id) => rosterPartner(id, setting.partners?.[id]));
  const compiled = compileProgram(tierProgram.parse(input), network, { waived: setting.waived ?? [] });
  const tables = tablesNeeded(compiled, asOfs, network).map((need) => table(need.asOfs, partners, figures));
  const traits = partnerTraits(
    compiled.flags,
    {
      attestations: [],
      exceptions: [],
      ...setting,
      asOfs,
      partners,
    },
    (name) => Uint8Array.from(partners, ({ id }) => (setting.matching?.[name]?.includes(id) ? 1 : 0)),
  );
  const data = evaluationData(compiled, network, tables, traits);
  const evaluator = new Evaluator(compiled);
  const result = evaluator.run(data, { ...compiled.inputs, ...setting.inputs });
  return { compiled, data, evaluator, result, levels: levelNames(compiled.levels, result) };
}

/** The highest level that each partner enters on the first day; null for none. */
export function levelNames(levels: readonly { readonly id: string }[], { entry }: Pick<Evaluation, 'entry'>) {
  return [...entry[0]!].map((mask) => levels[31 - Math.clz32(mask)]?.id ?? null);
}

function table(asOfs: readonly string[], partners: readonly RosterPartner[], figures: Figures): MeasureTable {
  return {
    asOfs,
    partners: partners.map(({ id }) => id),
    rows: asOfs.length * partners.length,
    partnerOf: null,
    dayOf: null,
    valueOf: null,
    sliceValues: [],
    bytes: 0,
    column: (key) =>
      Float64Array.from(
        asOfs.flatMap((day) =>
          partners.map(({ id }) => {
            const own = figures[id]!;
            const found = own[key] ?? own[key.split(' ')[0]!] ?? null;
            const figure = typeof found === 'object' && found !== null ? (found[day] ?? null) : found;
            return figure === null ? Number.NaN : Math.round(figure * 10 ** MEASURE_SCALE);
          }),
        ),
      ),
  };
}
