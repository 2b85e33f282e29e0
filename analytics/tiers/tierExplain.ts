/** Why one partner has the level that a program gives it. */
import type { TierCase } from '../api/documents/tierCase.ts';
import { QuarterdeckError } from '../api/errors.ts';
import type { TierExplanation } from '../api/tiers.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Lab, LabOptions } from '../metrics/lab.ts';
import { findPartner } from '../network/findPartner.ts';
import { formatDate } from '../present/dates.ts';
import { readPartnerTraits } from './evaluate/traits.ts';
import { explainPartner } from './explain.ts';
import { levelLabel, reviewSteps } from './review/words.ts';
import { comparing } from './simulation/compare.ts';
import type { Registers } from './simulation/outcome.ts';

export interface ExplainCase extends TierCase {
  /** Id or name. */
  readonly partner: string;
}

/**
 * Figures and verdicts are those of the record; the levels that reviews lead to come from the kernel, which equals it. The partner is looked at beside all others of the program, whichever of
 * them the case narrows its view to.
 * @throws QuarterdeckError `not-found` when there is no such partner or the program is not for it; and as `simulate` does
 */
export async function tierExplain(
  context: QueryContext,
  lab: Lab,
  { partner: wanted, ...tierCase }: ExplainCase,
  registers: Registers,
  options: LabOptions = {},
): Promise<TierExplanation> {
  const id = await findPartner(context, wanted);
  const request = { ...tierCase, where: [] };
  return comparing(context, lab, request, registers, options, async (comparison) => {
    const { outcome, population, basis, former, after, program, reader, locale } = comparison;
    const partner = population.indexOf.get(id);
    if (partner === undefined) {
      const day = formatDate(basis.asOf, locale);
      throw new QuarterdeckError(
        'not-found',
        `“${wanted}” is not among the partners that ${program.name} is for on ${day}: it was not enrolled, or the filters of the program leave it out.`,
      );
    }
    const traits = await readPartnerTraits(
      reader.context,
      outcome.compiled,
      {
        asOfs: [basis.asOf],
        partners: population.partners,
        levels: [outcome.inForce],
        attestations: comparison.registers.attestations,
        exceptions: comparison.registers.exceptions,
      },
      options,
    );
    return explainPartner(
      reader.context,
      outcome.compiled,
      {
        basis,
        partner,
        traits,
        before: former.names[former.of[partner]!]!.label,
        after: levelLabel(program, after[partner]!),
        reviews: outcome.settlement ? reviewSteps(outcome.settlement, partner, locale) : [],
      },
      options,
    );
  });
}
