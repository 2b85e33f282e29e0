/** What a reader should know of a program though it is no fault: rules of thumb, and parts that do nothing. */
import type { TierProgram } from '../../api/documents/tierProgram.ts';
import { unloadedFor } from '../../metrics/basis.ts';
import { findMetric } from '../../metrics/dictionary.ts';
import type { Network } from '../../network/network.ts';
import type { Finding } from '../../rules/documents/faults.ts';
import { reviewAdvice } from './review.ts';
import { scoreAdvice } from './scores.ts';
import { measuresOf, type Visit } from './walk.ts';

export function programAdvice(program: TierProgram, visits: readonly Visit[], network: Network): Finding[] {
  return [
    ...dataAdvice(program, visits, network),
    ...sourceAdvice(program),
    ...testAdvice(visits),
    ...scoreAdvice(program, visits),
    ...flapping(program, visits),
    ...reviewAdvice(program),
    ...unused(program, visits),
  ];
}

/** What has no figure because nothing of its kind is loaded. */
function dataAdvice(program: TierProgram, visits: readonly Visit[], network: Network): Finding[] {
  const unknown = measuresOf(program, visits).flatMap(({ measure, path }): Finding[] => {
    const sides = [measure.metric, ...(measure.per ? [measure.per.metric] : [])];
    const unloaded = sides.map((metric) => unloadedFor(findMetric(metric), network)).find((words) => words !== null);
    if (!unloaded) return [];
    return [{ path, sentence: `Nobody has a figure here: no ${unloaded} loaded. Load them, or take this out.` }];
  });
  return [...(network.profile.history ? [] : withoutRates(program, network)), ...unknown];
}

/** Without rates no amount can be read; as long as there are none, that harms nobody yet. */
export function currencyFaults(program: TierProgram, network: Network): Finding[] {
  return network.profile.history ? withoutRates(program, network) : [];
}

function withoutRates({ currency }: TierProgram, { policy, profile }: Network): Finding[] {
  const { baseCurrency } = policy;
  if (currency === undefined || currency === baseCurrency || profile.rates !== null) return [];
  const sentence = `No exchange rates are loaded, so amounts in ${baseCurrency} cannot be compared with thresholds in ${currency}. Load rates, or write the program in ${baseCurrency}.`;
  return [{ path: ['currency'], sentence }];
}

function sourceAdvice({ source }: TierProgram): Finding[] {
  if (source) return [];
  const sentence =
    'Rule of thumb: every threshold needs a source that a reader can check. Say in “source” where the rules come from and when.';
  return [{ path: ['source'], sentence }];
}

function testAdvice(visits: readonly Visit[]): Finding[] {
  return visits.flatMap(({ requirement, path }): Finding[] => {
    if (!('metric' in requirement || 'score' in requirement)) return [];
    const { valueByRegion, exitValue, exitValueByRegion, entryOnly } = requirement;
    const advice: Finding[] = [];
    if (valueByRegion && valueByRegion.else === undefined) {
      const sentence =
        'Partners outside of these groups have no value here and never meet it. Add “else” if they should.';
      advice.push({ path: [...path, 'valueByRegion'], sentence });
    }
    if (entryOnly && (exitValue !== undefined || exitValueByRegion !== undefined)) {
      const sentence = 'The test is asked for only to enter, so its exit value does nothing. Remove one of the two.';
      advice.push({ path: [...path, 'exitValue'], sentence });
    }
    return advice;
  });
}

/** Often reviewed, at once demoted, and nothing that keeps a partner at a threshold from going to and fro. */
function flapping({ review, levels }: TierProgram, visits: readonly Visit[]): Finding[] {
  if (!review || !['monthly', 'quarterly'].includes(review.cadence)) return [];
  const atOnce =
    review.demote === 'each-review' &&
    review.promote === 'each-review' &&
    review.afterConsecutive === 1 &&
    review.afterGraceDays === 0;
  const eased =
    levels.some(({ keep }) => keep !== undefined) ||
    visits.some(
      ({ requirement }) =>
        ('metric' in requirement || 'score' in requirement) &&
        (requirement.exitValue !== undefined || requirement.exitValueByRegion !== undefined || requirement.entryOnly),
    );
  if (!atOnce || eased) return [];
  const sentence = `Rule of thumb: with ${review.cadence} reviews and no value to stay, partners close to a threshold rise and fall in turn. Give the tests an “exitValue”, or write "afterConsecutive": 2.`;
  return [{ path: ['review', 'demote'], sentence }];
}

function unused({ definitions, scores }: TierProgram, visits: readonly Visit[]): Finding[] {
  const used = new Set(visits.flatMap(({ requirement }) => ('use' in requirement ? [requirement.use] : [])));
  const asked = new Set([
    ...visits.flatMap(({ requirement }) => ('score' in requirement ? [requirement.score] : [])),
    ...scores.flatMap(({ bestOf }) => bestOf),
  ]);
  return [
    ...Object.keys(definitions)
      .filter((name) => !used.has(name))
      .map((name) => ({ path: ['definitions', name], sentence: 'No requirement uses this definition.' })),
    ...scores.flatMap(({ id }, index) =>
      asked.has(id) ? [] : [{ path: ['scores', index], sentence: 'No requirement asks for this score.' }],
    ),
  ];
}
