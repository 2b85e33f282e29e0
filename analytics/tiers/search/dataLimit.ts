/** Why no thresholds bring a shape about, whatever the limits: partners whom none lets in, keeps out or tells apart. */
import { countWords } from '../../present/labels.ts';
import { numbers } from '../../present/numbers.ts';
import type { NamedLevel } from '../simulation/standing.ts';
import type { Shape } from './problem.ts';
import type { Reach } from './reach.ts';

interface Question {
  readonly shape: Shape;
  readonly levels: readonly NamedLevel[];
  readonly partners: number;
  readonly reach: Reach;
  readonly locale: string;
}

export interface DataLimit {
  /** The cause: `174 partners (40.9 %) meet no threshold of Bronze, however low`. */
  readonly short: string;
  /** The cause and what it leaves of the wish. */
  readonly whole: string;
}

/**
 * The wish for some levels together that what can be had misses by most. One that is missed by x partners over n levels
 * leaves one of these at least x / n away, so what is named is proof wherever that is more than the tolerance.
 */
export function dataLimit(question: Question): DataLimit {
  const { shape, levels, partners, reach, locale } = question;
  const [worst] = [...levels.keys()]
    .flatMap((level) => [shortage(question, level), surplus(question, level)])
    .sort((a, b) => b.away - a.away);
  const alike = reach.alike > Math.max(1, 2 * shape.tolerance * partners) ? alikeWords(reach.alike, locale) : null;
  if (worst && worst.away > shape.tolerance) {
    return { short: worst.cause, whole: [`${worst.cause}, so ${worst.leaves}`, ...(alike ? [alike] : [])].join('; ') };
  }
  const cause = alike ?? 'thresholds must rise from level to level, in figures that can be said aloud';
  return { short: cause, whole: cause };
}

interface Gap {
  /** How far one of the levels is off at least, as a share of the partners. */
  readonly away: number;
  readonly cause: string;
  readonly leaves: string;
}

/** Of the partners wished at a level and above it, those who cannot be there. */
function shortage({ shape, levels, partners, reach, locale }: Question, level: number): Gap {
  const { percent, integer } = numbers(locale);
  const { byFigure, otherwise } = reach.barred[level]!;
  const { label } = levels[level]!;
  const most = partners - byFigure - otherwise;
  const { share, away } = missing(shape.shares.slice(level), most / partners);
  const meet = byFigure === 1 ? 'meets' : 'meet';
  const causes = [
    ...(byFigure > 0 ? [`${some(byFigure, partners, locale)} ${meet} no threshold of ${label}, however low`] : []),
    ...(otherwise > 0 ? [`what does not move keeps ${some(otherwise, partners, locale)} below ${label}`] : []),
  ];
  return {
    away,
    cause: causes.join(' and '),
    leaves: `at most ${integer(most)} (${percent(most / partners)}) can be ${label}${orHigher(levels, level)} instead of ${percent(share)}`,
  };
}

/** Of the partners wished below a level, those who cannot be kept there. */
function surplus({ shape, levels, partners, reach, locale }: Question, level: number): Gap {
  const { percent, integer } = numbers(locale);
  const held = reach.held[level]!;
  const { share, away } = missing(shape.shares.slice(0, level), (partners - held) / partners);
  const name = `${levels[level]!.label}${orHigher(levels, level)}`;
  return {
    away,
    cause: `${some(held, partners, locale)} ${held === 1 ? 'is' : 'are'} ${name} whatever the thresholds`,
    leaves: `at most ${integer(partners - held)} can be lower instead of ${percent(share)}`,
  };
}

/** What is wished of these levels together, and how far one of them is off at least when there is no more than that. */
function missing(shares: readonly (number | null)[], most: number): { readonly share: number; readonly away: number } {
  const wished = shares.filter((share) => share !== null);
  const share = wished.reduce((sum, one) => sum + one, 0);
  return { share, away: wished.length === 0 ? 0 : (share - most) / wished.length };
}

function orHigher(levels: readonly NamedLevel[], level: number): string {
  return level === levels.length - 1 ? '' : ' or higher';
}

function some(count: number, partners: number, locale: string): string {
  return `${countWords(count, 'partner', locale)} (${numbers(locale).percent(count / partners)})`;
}

function alikeWords(alike: number, locale: string): string {
  return `${countWords(alike, 'partner', locale)} have the same figures in all that moves, so no threshold tells them apart`;
}
