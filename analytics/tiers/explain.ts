/** Why a partner has its level: every test with figure, threshold, window and verdict, from the record. */
import type { ExplainedRequirement, ExplainedTest, ReviewStep, TierBasis, TierExplanation } from '../api/tiers.ts';
import type { RunOptions } from '../engine/engine.ts';
import type { QueryContext } from '../metrics/context.ts';
import type { Inputs } from '../rules/expression.ts';
import type { CompiledLevel, CompiledProgram, CompiledRequirement, CompiledScore, CompiledTest } from './compiled.ts';
import type { PartnerTraits } from './evaluate/traits.ts';
import { type Figures, readFigures } from './explain/figures.ts';
import { explanationSentence, type TestFigures, termSentence, testSentence, windowOfMeasure } from './explain/words.ts';

export interface ExplainRequest {
  readonly basis: TierBasis;
  /** Index of the partner in `traits.partners`. */
  readonly partner: number;
  readonly traits: PartnerTraits;
  /** Those of the program when left out. */
  readonly inputs?: Inputs;
  /** Labels of the levels compared. */
  readonly before: string;
  readonly after: string;
  /** What the reviews did, oldest first; none on a date. */
  readonly reviews: readonly ReviewStep[];
}

/** @param context with amounts in the currency of the program (`inCurrency`) */
export async function explainPartner(
  context: QueryContext,
  compiled: CompiledProgram,
  request: ExplainRequest,
  options: RunOptions = {},
): Promise<TierExplanation> {
  const { basis, before, after, reviews, traits } = request;
  const figures = await readFigures(context, compiled, { ...request, asOf: basis.asOf }, options);
  const explainer = new Explainer(context, compiled, figures, basis.asOf);
  const levels = compiled.levels.map((level, index) => explainer.level(level, index));
  const { id, name } = traits.partners[request.partner]!;
  const sentence = explanationSentence({ levels, after, reviews, locale: context.network.policy.locale });
  return { basis, partner: id, name, before, after, sentence, levels, reviews };
}

type ExplainedLevel = TierExplanation['levels'][number];

class Explainer {
  private readonly context: QueryContext;
  private readonly compiled: CompiledProgram;
  private readonly figures: Figures;
  private readonly asOf: string;
  private readonly locale: string;

  constructor(context: QueryContext, compiled: CompiledProgram, figures: Figures, asOf: string) {
    this.context = context;
    this.compiled = compiled;
    this.figures = figures;
    this.asOf = asOf;
    this.locale = context.network.policy.locale;
  }

  level(level: CompiledLevel, index: number): ExplainedLevel {
    return {
      id: level.id,
      label: level.label,
      reached: this.figures.holds(level.entry),
      kept: this.figures.holds(level.keep),
      requirement: this.asked(level, index),
      keep: level.keepRequirement ? this.requirement(level.keepRequirement, 'keep') : null,
    };
  }

  /** What it takes to reach the level: the levels below, the invitation, and one of the ways up. */
  private asked(level: CompiledLevel, index: number): ExplainedRequirement | null {
    const { program, levels } = this.compiled;
    const ways = [
      ...(level.requirement ? [this.requirement(level.requirement, 'entry')] : []),
      ...level.tracks
        .filter(({ open }) => this.figures.holds(open))
        .map(({ label, requirement }) => {
          const explained = this.requirement(requirement, 'entry');
          return { ...explained, label: `${label}: ${explained.label}` };
        }),
    ];
    const below = levels[index - 1];
    const asksBelow = program.requireLower && below?.entry.kind !== 'always' ? below : undefined;
    const parts = [
      ...(asksBelow
        ? [this.yesOrNo(`levels.${index - 1}`, `Meets ${asksBelow.label}`, this.figures.holds(asksBelow.entry))]
        : []),
      ...(level.invitation ? [this.requirement(level.invitation, 'entry')] : []),
      ...(ways.length > 1
        ? [{ kind: 'any' as const, label: 'One of the ways', met: ways.some(({ met }) => met), count: 1, of: ways }]
        : ways),
    ];
    if (parts.length === 0) {
      const closed = level.requirement === null && level.tracks.length > 0;
      return closed ? this.yesOrNo(`levels.${index}`, 'One of its tracks is for the partner', false) : null;
    }
    if (parts.length === 1) return parts[0]!;
    // A list of its own within the list would only be one step more to read.
    const of = parts.flatMap((part) => (part.kind === 'all' && part.label === 'All of' ? (part.of ?? []) : [part]));
    return { kind: 'all', label: 'All of', met: of.every(({ met }) => met), count: of.length, of };
  }

  private requirement(node: CompiledRequirement, reading: 'entry' | 'keep', negated = false): ExplainedRequirement {
    const met = this.figures.holds(node[reading], node.space);
    if (node.test >= 0) return this.comparison(this.compiled.tests[node.test]!, { reading, met, negated });
    if (node.kind !== 'test') {
      const of = node.of.map((part) => this.requirement(part, reading, (node.kind === 'not') !== negated));
      return { kind: node.kind, label: node.label, met, count: node.count, of };
    }
    const [inner] = node.of;
    if (!inner) return this.yesOrNo(node.place, node.label, met);
    const row = this.figures.row(inner.space);
    const where = row === null ? 'nothing to look at' : row.label;
    const shown = this.yesOrNo(node.place, node.label, met, met ? where : `best: ${where}`);
    return row === null ? shown : { ...shown, of: [this.requirement(inner, reading, negated)] };
  }

  private comparison(
    test: CompiledTest,
    { reading, met, negated }: Pick<TestFigures, 'reading' | 'met' | 'negated'>,
  ): ExplainedRequirement {
    const { figures, locale, asOf } = this;
    const day = figures.row(test.space)?.day ?? asOf;
    const value = figures.number(test.value, test.space);
    const needs = figures.number(reading === 'entry' ? test.entry : test.exit, test.space);
    const exit = figures.number(test.exit, test.space);
    const peers = test.peers ? figures.number(test.peers, test.space) : null;
    const explained: ExplainedTest = {
      place: test.place,
      label: test.label,
      unit: test.unit,
      value,
      sign: test.sign,
      needs,
      met,
      window: windowOfMeasure(this.context.network, this.compiled, test.measure, day),
      sentence: testSentence(test, { value, needs, exit, peers, met, reading, negated }, locale),
    };
    const score = test.space === -1 ? scoreOf(this.compiled, test) : undefined;
    const of = score ? this.parts(score) : [];
    return { kind: 'test', label: test.label, met, test: explained, ...(of.length > 0 && { of }) };
  }

  /** What each term brings to a score. */
  private parts({ parts }: CompiledScore): ExplainedRequirement[] {
    return parts.map((part) => {
      const points = this.figures.number(part.points);
      const most = part.most ? this.figures.number(part.most) : null;
      const met = points !== null && Number(points) > 0;
      const planned = part.measure?.planned;
      const value = part.measure ? this.figures.number(part.measure.value) : null;
      const test: ExplainedTest = {
        place: part.place,
        label: part.label,
        unit: 'points',
        value: points,
        sign: '>',
        needs: most,
        met,
        window: planned ? windowOfMeasure(this.context.network, this.compiled, planned.key, this.asOf) : '',
        sentence: termSentence(part.label, { points, most, value, unit: planned?.unit ?? null }, this.locale),
      };
      const inner = part.score === null ? undefined : this.compiled.scores.find(({ id }) => id === part.score);
      const of = [...(part.gate ? [this.requirement(part.gate, 'entry')] : []), ...(inner ? this.parts(inner) : [])];
      return { kind: 'test', label: part.label, met, test, ...(of.length > 0 && { of }) };
    });
  }

  private yesOrNo(place: string, label: string, met: boolean, remark = ''): ExplainedRequirement {
    const verdict = met ? 'yes' : 'no';
    const sentence = `${label}: ${verdict}${remark === '' ? '' : ` (${remark})`}`;
    const test = { place, label, unit: 'flag', value: met, sign: '=', needs: true, met, window: '', sentence } as const;
    return { kind: 'test', label, met, test };
  }
}

function scoreOf({ scores }: CompiledProgram, { measure }: CompiledTest): CompiledScore | undefined {
  return scores.find(({ id }) => measure === `score:${id}`);
}
