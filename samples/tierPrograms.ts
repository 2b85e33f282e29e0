/** The terms of program.ts as documents: the program in force, and a plan for the next fiscal year. */
import type { TierProgramInput } from '../analytics/api/documents/tierProgram.ts';
import { HISTORY, iso } from './calendar.ts';
import {
  CERTIFIED_PEOPLE,
  CO_OP,
  FUND,
  LEVEL_REBATE,
  LEVELS,
  type Level,
  MAIN_PROGRAM,
  rank,
  THRESHOLDS,
} from './program.ts';

type LevelDocument = TierProgramInput['levels'][number];
type BenefitDocument = NonNullable<LevelDocument['benefits']>[number];

/** What a level asks for: EUR of the four quarters before the review, and people certified on the day. */
interface Terms {
  readonly bookings: number;
  readonly certifiedPeople: number;
}
type Ladder = Readonly<Record<Level, Terms>>;

const IN_FORCE = Object.fromEntries(
  LEVELS.map((level) => [level, { bookings: THRESHOLDS[level], certifiedPeople: CERTIFIED_PEOPLE[level] }]),
) as Ladder;

/** The top has become crowded, and the planner wants Gold to be sold by people who know the product. */
const PLANNED: Ladder = {
  ...IN_FORCE,
  Gold: { bookings: 650_000, certifiedPeople: 4 },
  Platinum: { bookings: 1_800_000, certifiedPeople: 10 },
};

export const PROGRAM_IN_FORCE = {
  ...terms(IN_FORCE),
  name: 'Tidewater Partner Program',
  effectiveFrom: iso(HISTORY.from),
  source: { text: 'Program guide of the sample network', on: iso(HISTORY.from) },
} satisfies TierProgramInput;

export const PLANNED_PROGRAM = {
  ...terms(PLANNED),
  name: 'FY27 draft',
  effectiveFrom: iso(HISTORY.to + 1),
  source: { text: 'Proposal for fiscal year 2027', on: iso(HISTORY.to) },
} satisfies TierProgramInput;

function terms(ladder: Ladder): Omit<TierProgramInput, 'name'> {
  return {
    id: MAIN_PROGRAM,
    currency: 'EUR',
    levels: LEVELS.map((id) => levelOf(id, ladder[id])),
    review: { cadence: 'dates', asOfDates: ['10-01', '04-01'], maxDropPerReview: 1 },
  };
}

function levelOf(id: Level, { bookings, certifiedPeople }: Terms): LevelDocument {
  const benefits = benefitsOf(id);
  if (bookings === 0) return { id, benefits };
  const requirement = {
    all: [
      { metric: 'won_amount', window: 'trailing-4-quarters', value: bookings },
      { metric: 'certified_people', value: certifiedPeople },
    ],
  };
  return { id, requirement, benefits };
}

/** The payouts of program.ts that depend on the level. */
function benefitsOf(level: Level): BenefitDocument[] {
  const fulfilled = {
    metric: 'won_amount',
    filter: [{ dim: 'role' as const, values: ['fulfilment'] }],
    window: 'trailing-4-quarters',
  };
  const benefits: BenefitDocument[] = [];
  if (LEVEL_REBATE[level] > 0)
    benefits.push({ id: 'rebate', label: 'Level rebate', rate: LEVEL_REBATE[level] / 10_000, of: fulfilled });
  if (rank(level) >= rank('Gold')) benefits.push({ id: 'co-op', label: 'Co-op', rate: CO_OP / 10_000, of: fulfilled });
  if (FUND[level] > 0) benefits.push({ id: 'fund', label: 'Market development fund', amount: FUND[level] });
  return benefits;
}
