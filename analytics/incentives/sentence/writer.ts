/** Sentences of which some words are values of a document. */
import type { IncentivePlan, PlanLine } from '../../api/documents/incentivePlan.ts';
import type { LineClause, Purpose, SentencePart } from '../../api/incentivePlans.ts';
import type { Network } from '../../network/network.ts';
import { type Path, valueAt } from '../../rules/documents/edit.ts';
import { placeOf } from '../../rules/documents/places.ts';
import { unitAt, valueText } from '../planUnits.ts';

/** What the base of a line is called. */
export const BASE_WORDS: Readonly<Record<PlanLine['on']['base'], string>> = {
  amount: 'bookings',
  quantity: 'units',
  margin: 'margin',
  list_amount: 'list value',
  recurring_amount: 'recurring revenue',
  count: 'rows',
};

/** Writes the sentence of one line, first its lead and then clause by clause; values are given by their place within it. */
export class SentenceWriter {
  readonly lead: SentencePart[] = [];
  readonly clauses: LineClause[] = [];
  readonly line: PlanLine;
  readonly network: Network;
  private readonly plan: IncentivePlan;
  private readonly at: Path;
  /** Of what is being written: the lead, or the last clause. */
  private parts = this.lead;

  constructor(plan: IncentivePlan, index: number, network: Network) {
    this.plan = plan;
    this.line = plan.lines[index]!;
    this.network = network;
    this.at = ['lines', index];
  }

  get base(): string {
    return BASE_WORDS[this.line.on.base];
  }

  /** What follows belongs to a clause of its own, about what stands at a place of the line. */
  clause(purpose: Purpose, path: Path): this {
    this.parts = [];
    this.clauses.push({ place: placeOf([...this.at, ...path]), purpose, parts: this.parts });
    return this;
  }

  words(text: string): this {
    if (text === '') return this;
    const last = this.parts.at(-1);
    if (last?.kind === 'words') this.parts[this.parts.length - 1] = { kind: 'words', text: last.text + text };
    else this.parts.push({ kind: 'words', text });
    return this;
  }

  /** A figure, a day, or one of the things that can stand there. */
  value(path: Path, choices?: Readonly<Record<string, string>>): this {
    const place = [...this.at, ...path];
    const value = valueAt(this.plan, place) as string | number | boolean;
    const unit = unitAt(this.plan, place, this.network);
    const text = choices?.[String(value)] ?? valueText(value, unit, this.network.policy.locale);
    const listed = choices && Object.entries(choices).map(([key, text]) => ({ value: choiceOf(key, value), text }));
    this.parts.push({
      kind: 'value',
      place: placeOf(place),
      value,
      text,
      unit,
      ...(listed ? { choices: listed } : {}),
    });
    return this;
  }

  /** What is paid on, as one of the things that can be. */
  baseValue(): this {
    return this.value(['on', 'base'], BASE_WORDS);
  }

  /** What is counted, one of it: `per unit`. */
  baseUnit(): this {
    return this.value(['on', 'base'], { quantity: 'unit', count: 'row' });
  }

  /** A clause of one value with words around it, where the plan has one. */
  optional(purpose: Purpose, before: string, path: Path, after = ''): this {
    if (valueAt(this.line, path) === undefined) return this;
    return this.clause(purpose, path).words(before).value(path).words(after);
  }
}

function choiceOf(key: string, value: unknown): string | boolean {
  return typeof value === 'boolean' ? key === 'true' : key;
}
