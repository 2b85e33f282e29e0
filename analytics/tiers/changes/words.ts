/** Places and values of a program as a list of changes says them. */
import type { Measure, Window } from '../../api/documents/measure.ts';
import type { Requirement, TierProgram } from '../../api/documents/tierProgram.ts';
import type { Cell } from '../../api/results.ts';
import type { ProgramChange } from '../../api/tiers.ts';
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import { windowWords } from '../../metrics/measures/windows.ts';
import { isDate } from '../../network/dates.ts';
import type { Network } from '../../network/network.ts';
import { capital } from '../../present/capital.ts';
import { formatDate } from '../../present/dates.ts';
import { type Fields, isFields } from '../../rules/documents/differences.ts';
import { type Path, valueAt } from '../../rules/documents/edit.ts';
import { RequirementWords } from './requirementWords.ts';
import { isTest } from './units.ts';

/** Null for keys that say nothing a reader needs: what they hold says what it is. */
const WORDS: Readonly<Record<string, string | null>> = {
  levels: null,
  requirement: null,
  measure: null,
  rank: null,
  score: null,
  metric: null,
  value: null,
  valueByRegion: null,
  tracks: null,
  requirements: null,
  definitions: null,
  benefits: null,
  scores: null,
  terms: null,
  steps: null,
  all: null,
  any: null,
  of: null,
  not: null,
  attested: null,
  use: null,
  floors: null,
  grandfather: null,
  keep: 'to keep it',
  exitValue: 'to keep it',
  exitValueByRegion: 'to keep it',
  entryOnly: 'asked for only to enter',
  op: 'comparison',
  atLeast: 'how many of them',
  anyDay: 'on any day',
  within: 'days looked at',
  inAny: 'in any',
  top: 'best',
  topShare: 'best share',
  notBottomShare: 'not in the worst share',
  scope: 'among',
  filter: 'rows counted',
  where: 'partners',
  dealFrom: 'deals from',
  dealBelow: 'deals below',
  proRateJoiners: 'joiners scaled up',
  label: 'name',
  invitation: 'by invitation',
  full: 'full points',
  at: 'figure for full points',
  each: 'points',
  bestOf: 'best of',
  requireAllPositive: 'every term needed',
  review: 'reviews',
  cadence: 'how often',
  asOfDates: 'days of the year',
  promote: 'promotion',
  demote: 'demotion',
  afterConsecutive: 'misses in a row before a fall',
  afterGraceDays: 'grace',
  newcomerDays: 'protection of newcomers',
  maxDropPerReview: 'levels down at most',
  maxRisePerReview: 'levels up at most',
  warnAt: 'warning',
  floorUntil: 'until',
  joinedBefore: 'joined before',
  joinedFrom: 'joined from',
  heldOn: 'levels held on',
  keepLevel: 'level kept',
  enabled: 'switched on',
  effectiveFrom: 'effective from',
  effectiveTo: 'effective to',
  fxTable: 'exchange rates',
  regionGroups: 'region group',
  requireLower: 'lower levels asked for',
};

/** Fields that hold ids of levels. */
const LEVEL_FIELDS: ReadonlySet<string> = new Set(['level', 'levels', 'keepLevel']);

export class ChangeWords {
  private readonly program: TierProgram;
  private readonly network: Network;
  private readonly words: RequirementWords;

  constructor(program: TierProgram, network: Network) {
    this.program = program;
    this.network = network;
    this.words = new RequirementWords(program, network);
  }

  /** `Gold, bookings`; `Gold, bookings, to keep it`; `Reviews, grace`. */
  labelOf(place: Path): string {
    const said = place.flatMap((key, index) => {
      const node = valueAt(this.program, place.slice(0, index + 1));
      const word = this.wordOf(key, place[index - 1], node, index === place.length - 1);
      return [...(word ? [word] : []), ...(isTest(node) ? [this.words.noun(node)] : [])];
    });
    const label = said.join(', ');
    return capital(label);
  }

  /** A figure as it is; what has parts in words. Null for what is not there. */
  cell(value: unknown, unit: ProgramChange['unit'], place: Path): Cell {
    if (value === undefined) return null;
    if (typeof value === 'boolean' || typeof value === 'number') return value;
    if (typeof value === 'string' && unit !== 'text') return value;
    if (isFields(value) && place.at(-2) === 'levels') {
      return isRequirement(value.requirement) ? this.words.requirement(value.requirement) : 'no requirement';
    }
    return this.text(value, String(place.findLast((key) => typeof key === 'string')));
  }

  private wordOf(key: string | number, home: string | number | undefined, node: unknown, last: boolean): string | null {
    if (typeof key === 'number') return this.itemWord(String(home), node, last);
    if (home === 'requirements') return this.levelName(key);
    if (home === 'definitions') return `“${key}”`;
    if (home === 'regionGroups' || /ByRegion$/.test(String(home))) return key;
    return WORDS[key] === undefined ? key : WORDS[key];
  }

  private itemWord(list: string, node: unknown, last: boolean): string | null {
    if (!isFields(node)) return null;
    const name = String(node.label ?? node.id);
    switch (list) {
      case 'levels':
        return last ? `level ${name}` : name;
      case 'scores':
        return `score “${name}”`;
      case 'tracks':
        return `track “${name}”`;
      case 'grandfather':
        return `grandfathering “${name}”`;
      case 'floors':
        return `floor ${this.levelName(String(node.level))}`;
      case 'steps':
        return `from ${node.from}`;
      case 'terms':
      case 'benefits':
        return name;
      default:
        return node.label === undefined || isTest(node) ? null : String(node.label);
    }
  }

  private text(value: unknown, key: string): string {
    const { locale } = this.network.policy;
    if (Array.isArray(value)) return value.map((item) => this.text(item, key)).join(', ') || 'none';
    if (typeof value === 'string') {
      if (isDate(value)) return formatDate(value, locale);
      return LEVEL_FIELDS.has(key) ? this.levelName(value) : value;
    }
    if (!isFields(value)) return String(value);
    if (isRequirement(value)) return this.words.requirement(value);
    if (isMeasure(value)) return planMeasure(value, this.network).words;
    if (isWindow(value)) return windowWords(value, locale);
    if (isFilter(value)) {
      return `${value.dim} ${value.not ? 'not ' : ''}${value.values.map((one) => one ?? 'none').join(' or ')}`;
    }
    return Object.entries(value)
      .filter(([name, field]) => name !== 'id' && field !== undefined && !(Array.isArray(field) && field.length === 0))
      .map(([name, field]) => [WORDS[name] === undefined ? name : WORDS[name], this.text(field, name)])
      .map((said) => said.filter((word) => word !== null).join(' '))
      .join(', ');
  }

  private levelName(id: string): string {
    return this.program.levels.find((level) => level.id === id)?.label ?? id;
  }
}

const REQUIREMENTS = ['all', 'any', 'atLeast', 'not', 'anyDay', 'inAny', 'use', 'attested'] as const;

function isRequirement(value: unknown): value is Requirement {
  return isTest(value) || (isFields(value) && REQUIREMENTS.some((key) => key in value));
}

function isMeasure(value: Fields): value is Fields & Measure {
  return typeof value.metric === 'string';
}

function isWindow(value: Fields): value is Fields & Window {
  return typeof value.kind === 'string';
}

function isFilter(value: Fields): value is Fields & TierProgram['where'][number] {
  return typeof value.dim === 'string' && Array.isArray(value.values);
}
