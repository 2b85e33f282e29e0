import type { Measure } from '../../api/documents/measure.ts';
import type { MetricTest, RankTest, TierProgram } from '../../api/documents/tierProgram.ts';
import { MEASURE_SCALE, type PlannedMeasure } from '../../metrics/measures/measureTable.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import type { Network } from '../../network/network.ts';
import type { Condition, Flag, NumberExpression } from '../../rules/expression.ts';
import type { CompiledFlag, CompiledHeld, CompiledRank, CompiledScore, CompiledTest, FlagSource } from '../compiled.ts';
import { Nodes } from './nodes.ts';

/** Where a requirement stands: at which level, on which rows, and whether inside of a `not`. */
export interface Standing {
  /** Index of the level; −1 for gates and benefits. */
  readonly level: number;
  /** Index of the rows in `held`; −1 for the partners. */
  readonly space: number;
  readonly negated: boolean;
}

/** What one compilation has gathered so far. */
export class CompileContext {
  readonly nodes = new Nodes();
  readonly tests: CompiledTest[] = [];
  readonly ranks: CompiledRank[] = [];
  readonly held: CompiledHeld[] = [];
  readonly flags: CompiledFlag[] = [];
  readonly program: TierProgram;
  private readonly network: Network;
  /** Names of requirements that some exception waives, lower case. */
  private readonly waived: ReadonlySet<string>;
  private readonly measured = new Map<MetricTest, Measure>();
  private readonly planned = new Map<Measure, PlannedMeasure>();
  private readonly bySpace = new Map<number, Map<string, PlannedMeasure>>();
  private readonly scores = new Map<string, CompiledScore>();

  constructor(program: TierProgram, network: Network, waived: ReadonlySet<string>) {
    this.program = program;
    this.network = network;
    this.waived = waived;
  }

  get locale(): string {
    return this.network.policy.locale;
  }

  /** What a test measures, without its threshold. */
  measure(test: MetricTest): Measure {
    const known = this.measured.get(test);
    if (known) return known;
    const { metric, agg, filter, dealFrom, dealBelow, window, per, proRateJoiners } = test;
    const measure = { metric, agg, filter, dealFrom, dealBelow, window, per, proRateJoiners };
    this.measured.set(test, measure);
    return measure;
  }

  plan(measure: Measure): PlannedMeasure {
    const known = this.planned.get(measure);
    if (known) return known;
    const planned = planMeasure(measure, this.network);
    this.planned.set(measure, planned);
    return planned;
  }

  /** The measure as a column of the rows of a space. */
  column(planned: PlannedMeasure, space: number): NumberExpression {
    const measures = this.bySpace.get(space) ?? new Map<string, PlannedMeasure>();
    measures.set(planned.key, planned);
    this.bySpace.set(space, measures);
    return this.nodes.column(planned.key, { label: planned.words, scale: MEASURE_SCALE, shown: planned.unit });
  }

  measuresOf(space: number): PlannedMeasure[] {
    return [...(this.bySpace.get(space)?.values() ?? [])];
  }

  rank(planned: PlannedMeasure, scope: RankTest['scope'], space: number): CompiledRank {
    this.column(planned, space);
    const name = `rank:${scope}:${planned.key}`;
    const known = this.ranks.find((rank) => rank.name === name);
    if (known) return known;
    const rank = { name, peers: `peers:${scope}:${planned.key}`, scope, measure: planned };
    this.ranks.push(rank);
    return rank;
  }

  flag(name: string, label: string, source: FlagSource): Flag {
    if (!this.flags.some((flag) => flag.name === name)) this.flags.push({ name, source });
    return this.nodes.flag(name, label);
  }

  /** Whether the partner belongs to a region group. */
  group(name: string): Flag {
    const group = this.program.regionGroups[name]!;
    return this.flag(`group:${name}`, name, { kind: 'filter', where: [{ dim: group.dim, values: group.values }] });
  }

  attested(attested: string): Flag {
    return this.flag(`attested:${attested}`, attested, { kind: 'attested', attested });
  }

  /** The condition beside the exceptions that waive a requirement of these names; inside of a `not` they waive as well. */
  waivable(condition: Condition, names: readonly (string | undefined)[], standing: Standing): Condition {
    const called = [...new Set(names.flatMap((name) => (name ? [name.toLowerCase()] : [])))]
      .filter((name) => this.waived.has(name))
      .sort();
    if (called.length === 0) return condition;
    const level = this.program.levels[standing.level]?.id ?? null;
    const name = `waived:${called.join('|')}${level === null ? '' : `@${level}`}`;
    const flag = this.flag(name, `waived: ${called[0]}`, { kind: 'waived', names: called, level });
    const { nodes } = this;
    return standing.negated ? nodes.all([condition, nodes.not(flag)]) : nodes.any([condition, flag]);
  }

  /** Where waivers may hold for one level only, its requirements cannot be shared with other levels. */
  waiverKey({ level }: Standing): string {
    return this.waived.size === 0 ? '' : `@${level}`;
  }

  /** The index that the rows of this requirement have or will have: held conditions are told apart by place and reading. */
  heldIndex(flag: string): number {
    const known = this.held.findIndex((held) => held.flag === flag);
    return known === -1 ? this.held.length : known;
  }

  hold(flag: string, label: string, space: CompiledHeld['space'], condition: Condition, measures: number): Flag {
    const index = this.heldIndex(flag);
    if (index === this.held.length) {
      const present = space.kind === 'slice' ? this.something(measures) : this.nodes.always(true);
      const counted = this.nodes.all([present, condition]);
      this.held.push({ flag, space, present, condition: counted, measures: this.measuresOf(measures) });
    }
    return this.flag(flag, label, { kind: 'held', index });
  }

  /** Whether any measure of the rows of a space is not nothing. */
  private something(space: number): Condition {
    const { nodes } = this;
    const zero = nodes.constant('0');
    return nodes.any(
      this.measuresOf(space).flatMap((measure) => {
        const column = this.column(measure, space);
        return [nodes.compare('>', column, zero), nodes.compare('<', column, zero)];
      }),
    );
  }

  score(key: string, make: () => CompiledScore): CompiledScore {
    const known = this.scores.get(key);
    if (known) return known;
    const made = make();
    this.scores.set(key, made);
    return made;
  }
}
