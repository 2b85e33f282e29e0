/** The part of a line's sentence that says what it pays. */
import { planMeasure } from '../../metrics/measures/planMeasure.ts';
import { isBelow } from '../planFigures.ts';
import type { SentenceWriter } from './writer.ts';

const HOW = { retroactive: 'first-dollar', marginal: 'each part at its own rate' };
const PARTS_OF_GROWTH = { true: 'each part at its own rate', false: 'all at the rate reached' };
const SINCE = {
  'prior-period': 'the period before',
  'year-ago': 'the same period a year before',
  'high-water-mark': 'the best period so far',
};

export function sayRate(writer: SentenceWriter): void {
  const { rate } = writer.line;
  const value = (...path: (string | number)[]) => writer.value(['rate', ...path]);
  if ('flat' in rate) value('flat').words(' of ').baseValue();
  else if ('perUnit' in rate) value('perUnit').words(' per ').baseUnit();
  else if ('lump' in rate) {
    value('lump');
    sayReach(writer, rate.atLeast);
  } else if ('apportion' in rate) {
    value('apportion').words(' a year in ');
    value('over').words(' parts');
    sayReach(writer, rate.atLeast);
  } else if ('growth' in rate) sayGrowth(writer);
  else if ('bands' in rate) sayBands(writer);
  else if ('every' in rate) {
    value('pays').words(' for every ');
    value('every').words(' of ').baseValue();
    if (isBelow('0', rate.above)) {
      writer.words(' above ');
      value('above');
    }
  } else if ('linear' in rate) {
    writer.words('from ');
    value('linear', 0, 'rate').words(' of ').baseValue().words(' at ');
    value('linear', 0, 'at').words(' up to ');
    value('linear', 1, 'rate').words(' at ');
    value('linear', 1, 'at');
  } else if ('points' in rate) {
    value('points').words(' points for every ');
    value('per').words(' of ').baseValue().words(', ');
    value('worth').words(' each');
  } else if ('byLevel' in rate) sayKeyed(writer, 'byLevel', Object.keys(rate.byLevel));
  else sayKeyed(writer, 'byRegion', Object.keys(rate.byRegion));
}

function sayReach(writer: SentenceWriter, atLeast: string): void {
  if (!isBelow('0', atLeast)) return;
  writer.words(' once ').baseValue().words(' reach ').value(['rate', 'atLeast']);
}

/** From the lowest edge above 0; below the next edge where the first band begins at 0. */
function sayBands(writer: SentenceWriter): void {
  const { rate } = writer.line;
  if (!('bands' in rate) || 'growth' in rate) return;
  const { bands, pays, on } = rate;
  const fromNothing = !isBelow('0', bands[0]!.from) && !on;
  for (const at of bands.keys()) {
    const last = at === bands.length - 1;
    writer.words(at === 0 ? '' : ', ').value(['rate', 'bands', at, 'rate']);
    if (at === 0 && pays === 'share') writer.words(' of ').baseValue();
    if (at === 0 && pays === 'perUnit') writer.words(' per ').baseUnit();
    if (!fromNothing) writer.words(' from ').value(['rate', 'bands', at, 'from']);
    else if (!last) writer.words(' up to ').value(['rate', 'bands', at + 1, 'from']);
    else if (at > 0) writer.words(' above');
  }
  if (pays === 'lump' && !on) writer.words(' of ').baseValue();
  if (on) writer.words(` of ${planMeasure(on, writer.network).words}`);
  if (pays !== 'lump' && bands.length > 1) writer.words(', ').value(['rate', 'how'], HOW);
}

function sayGrowth(writer: SentenceWriter): void {
  const { rate } = writer.line;
  if (!('growth' in rate)) return;
  const paid = { true: 'of the growth of', false: 'of all' };
  if (rate.rate !== undefined) writer.value(['rate', 'rate']).words(' ');
  for (const at of (rate.bands ?? []).keys()) {
    writer.words(at === 0 ? '' : ', ').value(['rate', 'bands', at, 'rate']);
    writer
      .words(' from ')
      .value(['rate', 'bands', at, 'from'])
      .words(at === rate.bands!.length - 1 ? ' growth, ' : '');
  }
  if (rate.marginal !== undefined) writer.value(['rate', 'marginal'], PARTS_OF_GROWTH).words(', ');
  writer.value(['rate', 'payOnlyGrowth'], paid).words(' ').baseValue().words(' over ');
  if (rate.growth in SINCE) writer.value(['rate', 'growth'], SINCE);
  else writer.value(['rate', 'growth']);
  if (isBelow('0', rate.atLeast)) writer.words(', from ').value(['rate', 'atLeast']).words(' growth on');
}

function sayKeyed(writer: SentenceWriter, key: 'byLevel' | 'byRegion', names: readonly string[]): void {
  for (const [at, name] of names.entries()) {
    writer.words(at === 0 ? '' : ', ').value(['rate', key, name]);
    if (at === 0) writer.words(' of ').baseValue();
    writer.words(name === 'else' ? ' elsewhere' : ` for ${name}`);
  }
}
