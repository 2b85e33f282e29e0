import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../../analytics/network/network.ts';
import { faultText } from '../../../analytics/rules/documents/faults.ts';
import { checkProgram, needProgram } from '../../../analytics/tiers/check.ts';
import { compileProgram } from '../../../analytics/tiers/compile.ts';
import { programTemplates } from '../../../analytics/tiers/templates/index.ts';
import { runs } from '../../fixtures/properties.ts';
import { type TestNetwork, testNetwork } from '../metrics/network.ts';

let net: TestNetwork;
let network: Network;
beforeAll(async () => {
  net = await testNetwork({
    certification: [{ partner_id: 'P', person: 'One', certification: 'Architect', earned_on: '2026-01-01' }],
  });
  network = await net.open();
});
afterAll(() => net.close());

const YEAR = 'trailing-12-months';
const bookings = (value: unknown, more: object = {}) => ({ metric: 'won_amount', window: YEAR, value, ...more });
const people = (value: unknown, more: object = {}) => ({ metric: 'certified_people', value, ...more });
const program = (levels: readonly unknown[], more: object = {}) => ({ id: 'p', name: 'Program', levels, ...more });
const gold = (requirement: unknown, more: object = {}) => program([{ id: 'Base' }, { id: 'Gold', requirement }], more);

/** Each fault as a reader sees it. */
const faults = (raw: unknown) => checkProgram(raw, network).faults.map(faultText);
const advice = (raw: unknown) => checkProgram(raw, network).advice.map(faultText);

describe('a program that the grammar does not allow', () => {
  it('says the place for people and for programs, and what to write', () => {
    expect(faults(gold({ all: [bookings(1), { metric: 'certified_people' }] }))).toEqual([
      'Gold, all of, 2nd: value (levels.1.requirement.all.1.value) – Give the test one “value”, or one “valueByRegion”, not both.',
    ]);
  });

  it.each([
    [
      'nothing',
      {},
      [
        'The program: id (id) – It is missing. Give a text.',
        'The program: name (name) – It is missing. Give a text.',
        'The program: levels (levels) – It is missing. Give a list.',
      ],
    ],
    ['no levels', program([]), ['The program: levels (levels) – List at least one level.']],
    [
      'a text for a list',
      { id: 'p', name: 'P', levels: 'Gold' },
      ['The program: levels (levels) – Write a list here, not the text “Gold”.'],
    ],
    [
      'a misspelt key',
      gold({ ...bookings(1), lable: 'x' }),
      ['Gold: lable (levels.1.requirement.lable) – There is no “lable” here. Did you mean “label”?'],
    ],
    [
      'a dimension that does not exist',
      gold(bookings(1, { filter: [{ dim: 'countri', values: ['DE'] }] })),
      [expect.stringMatching(/Did you mean “country”\? Use one of partner, level, .*certification_level/)],
    ],
    [
      'a day that no month has',
      program([{ id: 'Gold' }], { effectiveFrom: '2026-02-30' }),
      [expect.stringMatching(/2026-02-30 is no day of the calendar\. Write a date like 2026-09-30\.$/)],
    ],
    [
      'a window that ends on no day',
      gold(bookings(1, { window: { kind: 'between', from: '2026-01-01', to: '2026-02-30' } })),
      [expect.stringMatching(/2026-02-30 is no day of the calendar/)],
    ],
    [
      'a misspelt kind of requirement',
      gold({ metrics: 'won_amount', value: 1 }),
      [
        'Gold: requirement (levels.1.requirement) – A requirement is an object with one of “all”, “any”, “atLeast”, “not”, “anyDay”, “inAny”, “use”, “metric”, “score”, “rank”, “attested”. Did you mean “metric”?',
      ],
    ],
    [
      'two kinds at once',
      gold({ all: [people(1)], any: [people(2)] }),
      [
        'Gold: requirement (levels.1.requirement) – A requirement has both “all” and “any”. Keep one of them, or part them into two.',
      ],
    ],
    [
      'a threshold in words',
      gold(bookings('250k')),
      [
        'Gold: value (levels.1.requirement.value) – Write a plain number with at most 15 digits before and 6 after the point, for instance 250000 or 0.035.',
      ],
    ],
    [
      'more than there is',
      gold({ atLeast: 3, of: [people(1), bookings(1)] }),
      ['Gold: atLeast (levels.1.requirement.atLeast) – It asks for more requirements than it lists.'],
    ],
    [
      'an unknown cadence',
      gold(people(1), { review: { cadence: 'quaterly' } }),
      [
        'review: cadence (review.cadence) – Did you mean “quarterly”? Write one of “monthly”, “quarterly”, “half-yearly”, “annual”, “anniversary”, “dates”.',
      ],
    ],
    [
      'a negative cap',
      gold(people(1), {
        scores: [
          {
            id: 's',
            terms: [{ id: 't', measure: { metric: 'certified_people' }, points: { full: 1, at: 1 }, cap: -1 }],
          },
        ],
      }),
      ['score “s”, term “t”: cap (scores.0.terms.0.cap) – This must not be negative: write 0 or more.'],
    ],
    [
      'a window that is none',
      gold({ metric: 'won_amount', window: 'last-week', value: 1 }),
      [expect.stringMatching(/^Gold: window \(levels\.1\.requirement\.window\) – Write a window like/)],
    ],
    [
      'an end before the beginning',
      gold(people(1), { effectiveFrom: '2026-01-01', effectiveTo: '2025-01-01' }),
      ['The program: effectiveTo (effectiveTo) – The program ends before it begins.'],
    ],
  ])('%s', (_, raw, sentences) => {
    expect(faults(raw)).toEqual(sentences);
  });

  it('reports a document nested without end instead of failing on it', () => {
    let requirement: unknown = people(1);
    for (let depth = 0; depth < 5_000; depth++) requirement = { not: requirement };
    expect(faults(gold(requirement))).toEqual([expect.stringContaining('nested more than 60 deep')]);
  });

  it('refuses with every fault in one message', () => {
    expect(() => needProgram(gold({ all: [{ metric: 'certified_people' }, bookings('much')] }), network)).toThrow(
      expect.objectContaining({
        code: 'program-invalid',
        message: expect.stringMatching(/Gold, all of, 1st: value .* Gold, all of, 2nd: value/),
      }),
    );
  });
});

describe('a program that makes no sense', () => {
  it('names the chain of definitions and scores that come back to themselves', () => {
    const raw = gold(
      { use: 'a' },
      {
        definitions: { a: { all: [people(1), { use: 'b' }] }, b: { score: 's', value: 1 } },
        scores: [
          {
            id: 's',
            terms: [
              { id: 't', measure: { metric: 'certified_people' }, points: { full: 1, at: 1 }, gate: { use: 'a' } },
            ],
          },
          { id: 'x', bestOf: ['y'] },
          { id: 'y', bestOf: ['x'] },
        ],
      },
    );
    expect(faults(raw)).toEqual([
      'score “s”, term “t”, gate: use (scores.0.terms.0.gate.use) – It comes back to itself: definition “a” → definition “b” → score “s” → definition “a”. Take one of these links out.',
      'score “y”, bestOf, 1st (scores.2.bestOf.0) – It comes back to itself: score “x” → score “y” → score “x”. Take one of these links out.',
    ]);
  });

  it.each([
    [
      'unknown definition',
      gold({ use: 'cor' }, { definitions: { core: people(1) } }),
      ['Gold: use (levels.1.requirement.use) – There is no definition “cor”. Did you mean “core”?'],
    ],
    [
      'unknown score',
      gold({ score: 'index', value: 1 }),
      ['Gold: score (levels.1.requirement.score) – There is no score “index”. None is defined: define it first.'],
    ],
    [
      'unknown metric',
      gold({ metric: 'won_amont', window: YEAR, value: 1 }),
      [
        expect.stringMatching(
          /^Gold: metric \(levels\.1\.requirement\.metric\) – There is no metric “won_amont”\. Did you mean won_amount/,
        ),
      ],
    ],
    [
      'a dated metric without window',
      gold({ metric: 'won_amount', value: 1 }),
      [
        expect.stringMatching(
          /^Gold: window \(levels\.1\.requirement\.window\) – Bookings \(won_amount\) needs a window/,
        ),
      ],
    ],
    [
      'unknown levels',
      gold(people(1), {
        tracks: [{ id: 'g', requirements: { Glod: people(1) } }],
        review: { floors: [{ level: 'Top', floorUntil: '2027-01-01' }] },
        grandfather: [{ id: 'c', keepLevel: 'gold', until: '2027-01-01' }],
      }),
      [
        'track “g”, Glod (tracks.0.requirements.Glod) – There is no level “Glod”. Did you mean “Gold”?',
        'review, floor, 1st: level (review.floors.0.level) – There is no level “Top”. There are “Base”, “Gold”.',
        'grandfathering “c”: keepLevel (grandfather.0.keepLevel) – There is no level “gold”. Did you mean “Gold”?',
      ],
    ],
    [
      'two levels of one name',
      program([{ id: 'Gold' }, { id: 'gold', requirement: people(1) }]),
      ['gold: id (levels.1.id) – Another level has the id “Gold” already. Give this one another id.'],
    ],
    [
      'values for groups that are not there',
      gold({ metric: 'won_amount', window: YEAR, valueByRegion: { emea: 1, else: 2 } }),
      [
        'Gold, valueByRegion: emea (levels.1.requirement.valueByRegion.emea) – There are no region groups. Name the countries of “emea” under “regionGroups”, or use “else”.',
      ],
    ],
    [
      'a country in two groups',
      gold(people(1), { regionGroups: { a: { values: ['DE', 'FR'] }, b: { values: ['FR'] } } }),
      [
        'region group “b”, values, 1st (regionGroups.b.values.0) – “FR” is in the group “a” already. A partner has one figure: keep it in one.',
      ],
    ],
    [
      'staying harder than entering',
      gold(bookings(25_000, { exitValue: 30_000 })),
      [
        'Gold: exitValue (levels.1.requirement.exitValue) – Staying asks for more (30000) than entering (25000), so that whoever enters falls at the next review. Write an exit value of at most 25000.',
      ],
    ],
    [
      'a rate of nothing',
      program([{ id: 'Base', benefits: [{ id: 'rebate', rate: 0.02 }] }]),
      [
        expect.stringMatching(
          /^Base, benefit “rebate”: of \(levels\.0\.benefits\.0\.of\) – The rate is a share of nothing/,
        ),
      ],
    ],
    [
      'a share of people',
      program([{ id: 'Base', benefits: [{ id: 'rebate', rate: 0.02, of: { metric: 'certified_people' } }] }]),
      [expect.stringMatching(/is no money/)],
    ],
    [
      'reviews on dates without dates',
      gold(people(1), { review: { cadence: 'dates' } }),
      [
        'review: asOfDates (review.asOfDates) – The reviews are held on dates, but none are given. List days of the year, for instance ["10-01", "04-01"].',
      ],
    ],
    [
      'a day that no year has',
      gold(people(1), { review: { cadence: 'dates', asOfDates: ['02-30'] } }),
      [expect.stringMatching(/No year has the day 02-30/)],
    ],
    [
      'more digits than measures have',
      gold(bookings('0.12345')),
      [expect.stringMatching(/^Gold: value .*4 digits after the point/)],
    ],
    [
      'steps that go down',
      gold(
        { score: 's', value: 1 },
        {
          scores: [
            {
              id: 's',
              terms: [
                {
                  id: 't',
                  measure: { metric: 'certified_people' },
                  points: {
                    steps: [
                      { from: 5, points: 1 },
                      { from: 5, points: 2 },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ),
      [
        'score “s”, term “t”, points, step, 2nd: from (scores.0.terms.0.points.steps.1.from) – The step from 5 follows the one from 5. List steps from the lowest to the highest.',
      ],
    ],
    [
      'a cohort that nobody is in',
      gold(people(1), {
        grandfather: [{ id: 'c', joinedFrom: '2026-01-01', joinedBefore: '2025-01-01', until: '2027-01-01' }],
      }),
      [expect.stringMatching(/^grandfathering “c”: joinedFrom/)],
    ],
    [
      'tracks for partners chosen by deals',
      gold(people(1), {
        tracks: [{ id: 't', where: [{ dim: 'motion', values: ['new'] }], requirements: { Gold: people(1) } }],
      }),
      [expect.stringMatching(/^track “t”, filter, 1st: dim .*Partners cannot be chosen by motion/)],
    ],
    [
      'any day within any country',
      gold({ anyDay: { inAny: 'deal_country', requirement: bookings(1) }, within: 'trailing-6-months' }),
      [expect.stringMatching(/cannot stand inside of each other/)],
    ],
    [
      'certificates by country of customers',
      gold({ inAny: 'deal_country', requirement: people(1) }),
      [expect.stringMatching(/cannot be told apart by country of customers/)],
    ],
    [
      'a rank among countries',
      gold({ inAny: 'deal_country', requirement: { rank: { metric: 'won_amount', window: YEAR }, top: 1 } }),
      [expect.stringMatching(/A rank is among partners/)],
    ],
    [
      'any day of all time',
      gold({ anyDay: people(1), within: 'ever' }),
      [expect.stringMatching(/Choose at most 400 days/)],
    ],
    [
      'a benefit that says no sum',
      gold(people(1), { levels: [{ id: 'Gold', requirement: people(1), benefits: [{ id: 'fund' }] }] }),
      [expect.stringMatching(/^Gold, benefit “fund” \(levels\.0\.benefits\.0\) – The benefit is worth nothing/)],
    ],
    [
      'rows that count twice in an average',
      gold(
        { score: 's', value: 1 },
        {
          scores: [
            {
              id: 's',
              terms: [
                {
                  id: 't',
                  measure: { metric: 'avg_deal', window: YEAR },
                  points: { each: 1, multipliers: [{ filter: [{ dim: 'motion', values: ['new'] }], factor: 2 }] },
                },
              ],
            },
          ],
        },
      ),
      [expect.stringMatching(/only in a sum or a count/)],
    ],
  ])('%s', (_, raw, sentences) => {
    expect(faults(raw)).toEqual(sentences);
  });
});

// Guards against a program that takes minutes, or the memory of the machine, before anything is said.
describe('a program of too many tests', () => {
  const tests = (count: number) => Array.from({ length: count }, (_, index) => bookings(index + 1));
  const definitions = { all: { all: tests(50) } };
  const levels = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `L${index}`,
      requirement: { all: [{ use: 'all' }, people(index + 1)] },
    }));

  it('is refused, with every use of a definition counted', () => {
    expect(faults(program(levels(7), { definitions }))).toEqual([]);
    expect(faults(program(levels(8), { definitions }))).toEqual([
      expect.stringMatching(/^The program has 408 tests and terms.* at most 400 /),
    ]);
  });

  it('is refused at once when definitions multiply each other', () => {
    const doubled = Array.from({ length: 40 }, (_, index) => [
      `d${index}`,
      index === 0 ? bookings(1) : { all: [{ use: `d${index - 1}` }, { use: `d${index - 1}` }] },
    ]);
    expect(faults(gold({ use: 'd39' }, { definitions: Object.fromEntries(doubled) }))).toEqual([
      expect.stringMatching(/has more than a million tests/),
    ]);
  });
});

describe('levels that cannot be told apart', () => {
  const two = (silver: unknown, top: unknown, more: object = {}) =>
    program([{ id: 'Base' }, { id: 'Silver', requirement: silver }, { id: 'Gold', requirement: top }], more);

  it('finds a level that the next one swallows', () => {
    expect(faults(two(bookings(500), bookings(500)))).toEqual([
      'Gold: value (levels.2.requirement.value) – Gold asks for no more than Silver, so everybody who reaches Silver is Gold and nobody is Silver. Raise a threshold of Gold, or remove Silver.',
    ]);
    expect(faults(two({ all: [bookings(500), people(2)] }, { all: [bookings(400)] }))).toHaveLength(1);
    expect(faults(program([{ id: 'Base', requirement: people(1) }, { id: 'Gold' }]))).toEqual([
      'Gold: requirement (levels.1.requirement) – Gold asks for nothing, so everybody has it and nobody is Base. Give it a requirement.',
    ]);
  });

  it('lets a level stand that asks for more of one thing and less of another, and says so', () => {
    const raw = two({ all: [bookings(500), people(2)] }, { all: [bookings(400), people(9)] });
    expect(faults(raw)).toEqual([]);
    expect(advice(raw)).toContain(
      'Gold, all of, 1st: value (levels.2.requirement.all.0.value) – Gold asks for less here (400) than Silver below it (500). If that is not meant, raise it.',
    );
    expect(faults(two(bookings(500), { all: [bookings(500), { attested: 'audit' }] }))).toEqual([]);
    expect(
      faults(
        two(bookings(500), { all: [bookings(500)] }, { tracks: [{ id: 't', requirements: { Gold: people(9) } }] }),
      ),
    ).toEqual([]);
  });

  it('finds bands that overlap, and a gap between them', () => {
    const band = (from: number, to: number) => ({ all: [bookings(from), bookings(to, { op: '<=' })] });
    expect(
      faults(
        program([
          { id: 'Base', requirement: band(0, 260) },
          { id: 'Ridge', requirement: band(250, 499) },
        ]),
      ),
    ).toEqual([
      'Ridge, all of, 1st: value (levels.1.requirement.all.0.value) – Base and Ridge overlap: bookings of 250 to 260 belong to both. Let Ridge begin where Base ends.',
    ]);
    expect(
      advice(
        program([
          { id: 'Base', requirement: band(0, 249) },
          { id: 'Ridge', requirement: band(250, 499) },
        ]),
      ),
    ).toContain(
      'Base, all of, 2nd: value (levels.0.requirement.all.1.value) – Bookings between 249 and 250 belong neither to Base nor to Ridge. Write "op": "<" with the value 250 for Base.',
    );
  });

  it('finds what nobody can meet', () => {
    expect(faults(gold({ all: [people(10), people(5, { op: '<' })] }))).toEqual([
      'Gold, all of, 2nd: value (levels.1.requirement.all.1.value) – Nobody can meet this beside the test for at least 10 certified people: no figure is both. Move one of the two.',
    ]);
    const below = { all: [bookings(100), bookings(500, { op: '<' })] };
    expect(faults(two(below, bookings(500)))).toEqual([]);
    expect(faults(two(below, bookings(500), { requireLower: true }))).toEqual([
      expect.stringMatching(
        /^Gold: value .*Gold can never be reached: it asks for at least 500 bookings, and “requireLower”/,
      ),
    ]);
  });
});

describe('advice', () => {
  it('warns of levels that rise and fall in turn, and of thresholds without a source', () => {
    const quarterly = { review: { cadence: 'quarterly' } };
    expect(advice(gold(people(3), quarterly))).toEqual([
      expect.stringMatching(/^The program: source .*Rule of thumb/),
      expect.stringMatching(/^review: demote .*rise and fall in turn/),
    ]);
    const source = { source: { text: 'Guide of 2026', on: '2026-01-01' } };
    expect(advice(gold(people(3, { exitValue: 2 }), { ...quarterly, ...source }))).toEqual([]);
  });

  it('says what nobody can have a figure for', () => {
    const source = { source: { text: 'Guide' } };
    const raw = gold(
      { all: [people(3), { metric: 'payout_amount', window: YEAR, value: 1 }] },
      { ...source, currency: 'USD' },
    );
    expect(advice(raw)).toEqual([
      'The program: currency (currency) – No exchange rates are loaded, so amounts in EUR cannot be compared with thresholds in USD. Load rates, or write the program in EUR.',
      'Gold, all of, 2nd (levels.1.requirement.all.1) – Nobody has a figure here: no payouts loaded. Load them, or take this out.',
    ]);
  });

  it('refuses what no amount can be compared with, once there are amounts', () => {
    const history = { from: '2025-01-01', to: '2026-09-30' };
    const traded = { ...network, profile: { ...network.profile, history } };
    const raw = gold(bookings(1), { currency: 'USD' });
    expect(checkProgram(raw, traded).faults.map(faultText)).toEqual([
      expect.stringMatching(/^The program: currency .*No exchange rates are loaded/),
    ]);
    const rates = { ...traded, profile: { ...traded.profile, rates: history } };
    expect(checkProgram(raw, rates).faults).toEqual([]);
  });

  it('says which threshold no score comes to, by its terms and caps', () => {
    const term = (id: string, points: object, more: object = {}) => ({
      id,
      measure: { metric: 'certified_people' },
      points,
      ...more,
    });
    const scores = [
      {
        id: 's',
        terms: [
          term('a', { full: 0.7, at: 10 }),
          term('b', { full: 1, at: 1 }, { weight: 0.1 }),
          term('c', { each: 1 }, { cap: 40 }),
          term('d', { steps: [{ from: 1, points: 5 }] }, { cap: 3 }),
        ],
      },
      { id: 'open', terms: [term('a', { each: 1 })] },
      { id: 'best', bestOf: ['s'] },
    ];
    const asks = (score: string, value: unknown, more: object = {}) =>
      advice(gold({ score, value, ...more }, { scores }));
    const reached = (said: string[]) => !said.some((text) => /Nobody can meet this/.test(text));
    expect(reached(asks('s', 43.8))).toBe(true);
    expect(asks('s', 43.9)).toContainEqual(
      expect.stringMatching(/\(levels\.1\.requirement\.value\) – Nobody can meet this: the score brings 43\.8 points/),
    );
    expect(reached(asks('best', 44))).toBe(false);
    expect(reached(asks('s', 43.8, { op: '>' }))).toBe(false);
    expect(reached(asks('s', 99, { op: '<' }))).toBe(true);
    expect(reached(asks('open', 1_000_000))).toBe(true);
  });

  it('tells of parts that do nothing', () => {
    const raw = gold(
      { metric: 'won_amount', window: YEAR, valueByRegion: { a: 1 }, entryOnly: true, exitValueByRegion: { a: 1 } },
      { regionGroups: { a: { values: ['DE'] } }, definitions: { spare: people(1) } },
    );
    expect(advice(raw)).toEqual([
      expect.stringMatching(/source/),
      expect.stringMatching(/Add “else”/),
      expect.stringMatching(/exit value does nothing/),
      expect.stringMatching(/No requirement uses this definition/),
    ]);
  });
});

describe('programs to start from', () => {
  it.each(programTemplates().map(({ id, program }) => [id, program] as const))('%s has no fault', (_, template) => {
    expect(faults(template)).toEqual([]);
  });
});

describe('any document at all', () => {
  /** Places of every value in a document. */
  const places = (node: unknown, path: readonly string[] = []): (readonly string[])[] => [
    path,
    ...(typeof node === 'object' && node !== null
      ? Object.entries(node).flatMap(([key, value]) => places(value, [...path, key]))
      : []),
  ];
  const changed = (node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown => {
    if (key === undefined) return value;
    const copy = Array.isArray(node) ? [...node] : { ...(node as object) };
    (copy as Record<string, unknown>)[key] = changed((node as Record<string, unknown>)[key], rest, value);
    return copy;
  };
  const templates = programTemplates().map(({ program }) => program);
  const somewhere = fc
    .constantFrom(...templates)
    .chain((template) => fc.tuple(fc.constant(template), fc.constantFrom(...places(template))));
  const otherParts = templates.flatMap((template) =>
    places(template).map((path) =>
      path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], template),
    ),
  );
  const something = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...otherParts));

  it('is refused in sentences that say where, or can be compiled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(somewhere, something), { minLength: 1, maxLength: 2 }), (changes) => {
        const [[[template]]] = changes as [(typeof changes)[0]];
        const raw = changes.reduce<unknown>((node, [[origin, path], value]) => {
          const known = origin === template && places(node).some((other) => other.join() === path.join());
          return known ? changed(node, path, value) : node;
        }, template);
        const { program, faults } = checkProgram(raw, network);
        if (program) compileProgram(program, network);
        else expect(faults.length).toBeGreaterThan(0);
        for (const { sentence, where } of faults) {
          expect(sentence).toMatch(/^\p{Lu}|^“/u);
          expect(sentence).toMatch(/[.?]$/);
          expect(sentence).not.toMatch(/Invalid|undefined|NaN|\[object/);
          expect(where).not.toBe('');
        }
      }),
      runs(300),
    );
  });
});
