/** Which calls answer a command line, and as what they are printed. */
import type { PartnerProfile } from '../../../analytics/api/documents/segmentation.ts';
import type { AnalyticsApi, Params } from '../../../analytics/api/methods.ts';
import type { SegmentBasis } from '../../../analytics/api/segments.ts';
import { faultText } from '../documentFile.ts';
import type { Format } from '../output.ts';
import { NOBODY } from '../words.ts';
import { type Chosen, chooseSegmentation } from './chosen.ts';
import { comparisonText } from './comparisonReport.ts';
import { fitText, SHOWN_SCORES } from './fitReport.ts';
import { assign, listMoves, move, needSaved, saveAs, savedAnswer, takeBack } from './keep.ts';
import { movementText, SHOWN_MOVERS } from './movementReport.ts';
import { named, namedSegment } from './named.ts';
import { capacityText, coverageText, SHOWN_GAPS, whitespaceText } from './networkReports.ts';
import { profileOf, readProfile } from './profileFile.ts';
import { readProspectFile } from './prospectFile.ts';
import { prospectsText } from './prospectsReport.ts';
import { type Answer, type Asked, type Case, EVERYBODY, NOT_PLACED, type Scope, type Watched } from './question.ts';
import { returnsText, SHOWN_RETURNS } from './returnsReport.ts';
import { membersText, runText, SHOWN_MEMBERS } from './runReport.ts';
import { savedSegmentationsText } from './savedReport.ts';
import { type Change, changeOf, withIds } from './whatIfChange.ts';
import { SHOWN_CHANGED, whatIfText } from './whatIfReport.ts';

/** Asks the engine what a command line wants to know, or has it change what the workspace keeps. */
export async function answer(api: AnalyticsApi, asked: Asked, watched: Watched): Promise<Answer> {
  const { format, asOf, where } = asked;
  if (asked.list)
    return { text: savedSegmentationsText(format, await api.call('segment.saved', {}, watched)), notes: [] };
  if (asked.takeBack !== undefined) return takeBack(api, asked.takeBack, format, watched);
  const scope = { where, ...(asOf && { asOf }) };
  const network = await networkAnswer(api, scope, asked, watched);
  if (network) return network;
  const { fit, prospects } = asked;
  if (fit !== undefined || prospects !== undefined) {
    const profile =
      typeof fit === 'string' ? await readProfile(fit) : profileOf((await chooseSegmentation(api, asked)).segmentation);
    return prospects === undefined
      ? fitAnswer(api, { ...scope, profile }, format, watched)
      : prospectsAnswer(api, profile, prospects, format, watched);
  }
  const chosen = await chooseSegmentation(api, asked);
  const told =
    (await changed(api, chosen, asked, watched)) ?? (await segmented(api, caseOf(chosen, scope), asked, watched));
  const advice = format === 'table' ? chosen.advice.map(faultText) : [];
  return { ...told, notes: [...told.notes, ...advice] };
}

/** What is asked of the network, whatever its segments; null when nothing is. */
async function networkAnswer(
  api: AnalyticsApi,
  scope: Scope,
  { whitespace, peers, reach, capacity, plan, ramp, coverage, format }: Asked,
  watched: Watched,
): Promise<Answer | null> {
  if (whitespace) {
    const limit = rowsOf(format, SHOWN_GAPS);
    const terms = {
      ...(whitespace !== true && { by: whitespace }),
      ...(peers && { peers: [...peers] }),
      ...(reach !== undefined && { reach }),
    };
    const space = await api.call('segment.whitespace', { ...scope, ...terms, limit }, watched);
    return { text: whitespaceText(format, space), notes: notesOf(space.basis) };
  }
  if (capacity) {
    const terms = {
      ...(capacity !== true && { by: capacity }),
      ...(plan && { plan }),
      ...(ramp !== undefined && { rampMonths: ramp }),
    };
    const planned = await api.call('segment.capacity', { ...scope, ...terms }, watched);
    return { text: capacityText(format, planned), notes: notesOf(planned.basis) };
  }
  if (coverage) {
    const by = coverage === true ? {} : { by: coverage };
    const covered = await api.call('segment.coverage', { ...scope, ...by }, watched);
    return { text: coverageText(format, covered), notes: notesOf(covered.basis) };
  }
  return null;
}

async function fitAnswer(
  api: AnalyticsApi,
  question: Omit<Params<'segment.fit'>, 'limit'>,
  format: Format,
  watched: Watched,
): Promise<Answer> {
  const fit = await api.call('segment.fit', { ...question, limit: rowsOf(format, SHOWN_SCORES) }, watched);
  return { text: fitText(format, fit), notes: notesOf(fit.basis) };
}

async function prospectsAnswer(
  api: AnalyticsApi,
  profile: PartnerProfile,
  file: string | true,
  format: Format,
  watched: Watched,
): Promise<Answer> {
  const list = file === true ? null : await readProspectFile(file);
  const scored = await api.call('segment.prospects', { profile, ...(list !== null && { list }) }, watched);
  // A column is named once, not as the place of its own fault too.
  const faults = scored.faults.map((fault) => faultText(fault.place === fault.where ? { ...fault, place: '' } : fault));
  return { text: prospectsText(format, scored), notes: [...faults, scored.verdict] };
}

function caseOf({ segmentation, saved }: Chosen, scope: Scope): Case {
  return { ...scope, segmentation: { ...segmentation }, ...(saved !== undefined && { saved }) };
}

/** What is kept, after what was asked is done to it; null when nothing is. */
async function changed(api: AnalyticsApi, chosen: Chosen, asked: Asked, watched: Watched): Promise<Answer | null> {
  const { save, format } = asked;
  if (save !== undefined) {
    const saved = await saveAs(api, chosen, save, watched);
    return asked.assign ? assign(api, saved.id, format, watched) : savedAnswer(format, saved);
  }
  if (asked.assign) return assign(api, needSaved(chosen, 'Save it as well: --save NAME --assign.'), format, watched);
  if (asked.moves) return listMoves(api, chosen, format, watched);
  const { move: partners, to, reason } = asked;
  return partners && to !== undefined && reason !== undefined
    ? move(api, chosen, { ...asked, partners, to, reason }, watched)
    : null;
}

async function segmented(api: AnalyticsApi, placed: Case, asked: Asked, watched: Watched): Promise<Answer> {
  const { format, compare } = asked;
  if (compare) {
    const [a, b] = compare;
    const comparison = await api.call('segment.compare', { ...placed, a, b }, watched);
    return { text: comparisonText(format, comparison), notes: notesOf(comparison.basis) };
  }
  if (asked.movement) {
    const { quarters, quarter } = asked;
    const which = { ...(quarters && { quarters }), ...(quarter !== undefined && { quarter }) };
    const limit = rowsOf(format, SHOWN_MOVERS);
    const movement = await api.call('segment.movement', { ...placed, ...which, limit }, watched);
    return { text: movementText(format, movement), notes: notesOf(movement.basis) };
  }
  if (asked.returns) return returnsAnswer(api, placed, asked, watched);
  const change = changeOf(asked);
  if (change) return whatIfAnswer(api, placed, change, asked, watched);
  if (asked.export) return { text: (await api.call('segment.export', placed, watched)).text, notes: [] };
  const run = await api.call('segment.run', { ...placed, limit: 1 }, watched);
  const { members } = asked;
  const listed = format !== 'table' || members !== undefined;
  const list = listed
    ? await api.call(
        'segment.members',
        {
          ...placed,
          ...(typeof members === 'string' && { segment: members === NOT_PLACED ? null : members }),
          limit: rowsOf(format, SHOWN_MEMBERS),
        },
        watched,
      )
    : { rows: [], total: 0 };
  // Programs compare lists; people read the largest first.
  const rows = format === 'table' ? list.rows : [...list.rows].sort((a, b) => (a.partner < b.partner ? -1 : 1));
  const text = members === undefined ? runText(format, run, rows) : membersText(format, run, { ...list, rows });
  return { text, notes: notesOf(run.basis) };
}

async function returnsAnswer(api: AnalyticsApi, placed: Case, asked: Asked, watched: Watched): Promise<Answer> {
  const { format, members } = asked;
  const listed = members === undefined ? 1 : rowsOf(format, SHOWN_RETURNS);
  const returns = await api.call('segment.returns', { ...placed, ...marginOf(asked), limit: listed }, watched);
  return {
    text: returnsText(format, returns, members === undefined ? 'segments' : 'partners'),
    notes: notesOf(returns.basis),
  };
}

async function whatIfAnswer(
  api: AnalyticsApi,
  placed: Case,
  wanted: Change,
  asked: Asked,
  watched: Watched,
): Promise<Answer> {
  const { format, members } = asked;
  const change = await withIds(wanted, async (segment) => {
    const { segments } = await api.call('segment.run', { ...placed, limit: 1 }, watched);
    return named('segment', segment, segments.map(namedSegment)).id;
  });
  const limit = rowsOf(format, SHOWN_CHANGED);
  const answer = await api.call('segment.whatIf', { ...placed, ...marginOf(asked), change, limit }, watched);
  const text = whatIfText(format, answer, members === undefined ? 'figures' : 'partners');
  return { text, notes: [...notesOf(answer.basis), ...answer.notes] };
}

function marginOf({ assumeMargin }: Asked): Pick<Params<'segment.returns'>, 'assumeMargin'> {
  return assumeMargin === undefined ? {} : { assumeMargin };
}

/** A table names a few, a file everybody. */
function rowsOf(format: Format, shown: number): number {
  return format === 'table' ? shown : EVERYBODY;
}

function notesOf({ population, notes }: Pick<SegmentBasis, 'population' | 'notes'>): readonly string[] {
  return population === 0 ? [NOBODY, ...notes] : notes;
}
