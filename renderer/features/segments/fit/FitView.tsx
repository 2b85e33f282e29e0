/** The ideal partner as a profile: held against what came after, and used on prospects before they are recruited. */
import { Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { PartnerProfile, Segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import type { ProfileFit } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Progress } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useLongCall } from '../../../transport/useLongCall.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { writeFigure } from '../figure.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import fit from './Fit.module.css';

export default function FitView() {
  const { draft } = useSegmentWork();
  const place = profilePlace(draft.document);
  const templates = useCall('segment.templates', {}, { enabled: place === null });
  // A segmentation without a profile is looked at with the one of the templates.
  const borrowed = useMemo(
    () =>
      templates.data?.map(({ segmentation }) => profileOf(segmentation)).find((profile) => profile !== null) ?? null,
    [templates.data],
  );
  const profile = profileOf(draft.document) ?? borrowed;
  if (!profile)
    return <Empty>This segmentation has no profile of the ideal partner to be held against outcomes.</Empty>;
  return <Fit profile={profile} place={place} />;
}

/** Where the profile of a matrix stands in the document. */
function profilePlace({ by }: Segmentation): string | null {
  if (!('matrix' in by)) return null;
  const axis = (['x', 'y'] as const).find((one) => by.matrix[one].profile !== undefined);
  return axis ? `by.matrix.${axis}.profile` : null;
}

function profileOf({ by }: Segmentation): PartnerProfile | null {
  return 'matrix' in by ? (by.matrix.x.profile ?? by.matrix.y.profile ?? null) : null;
}

function Fit({ profile, place }: { readonly profile: PartnerProfile; readonly place: string | null }) {
  const { draft, asked } = useSegmentWork();
  const locale = useLocale();
  const { plain } = numbers(locale);
  const long = useLongQuery('segment.fit', { profile, where: asked.where ?? [] });
  const { query } = long;
  const weigh = (index: number, weight: number): void => {
    const name = profile.criteria[index]?.label ?? profile.criteria[index]?.id ?? '';
    draft.edit(
      withValueAt(draft.document, `${place}.criteria.${index}.weight`, weight),
      `${name}, weight ${weight}`,
      `weight ${index}`,
    );
  };
  return (
    <div className={styles.columns}>
      <Section
        title={profile.name}
        basis={
          place === null
            ? 'profile of a template; save it with a matrix to change it'
            : 'weights 0 to 5, score 0 to 100'
        }
      >
        <table className={`compact ${styles.table}`}>
          <thead>
            <tr>
              <th>Criterion</th>
              <th>weight</th>
              <th
                className="num"
                title="Rank correlation with what partners brought in the year after: 1 follows it exactly, 0 not at all, below 0 goes the other way"
              >
                goes with what came after, −1 to 1
              </th>
            </tr>
          </thead>
          <tbody>
            {profile.criteria.map(({ id, label, weight }, index) => {
              const alone = query.data?.criteria.find((one) => one.id === id)?.spearman ?? null;
              return (
                <tr key={id}>
                  <td>{label ?? id}</td>
                  <td>
                    <label className={fit.weight}>
                      <span className="hidden">Weight of {label ?? id}</span>
                      <input
                        type="range"
                        min={0}
                        max={5}
                        step={0.5}
                        value={weight}
                        disabled={place === null}
                        onChange={({ currentTarget }) => weigh(index, Number(currentTarget.value))}
                      />
                      {plain(weight)}
                    </label>
                  </td>
                  <td className="num">{alone === null ? NONE : plain(alone)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Section>
      <Awaited
        long={long}
        what="The profile could not be held against outcomes"
        stage="Scoring partners as they were a year ago"
      >
        {(answer) => <Verdict answer={answer} />}
      </Awaited>
      <Prospects profile={profile} />
      {query.data && (
        <Section
          title={`Scores of ${formatDate(query.data.scoredOn, locale)}`}
          basis="the highest first; how much of the score is known; what came after"
        >
          <div className={styles.scroll}>
            <table className={`compact ${styles.table}`}>
              <tbody>
                {query.data.partners.map(({ partner, name, score, coverage, outcome }) => (
                  <tr key={partner}>
                    <td>
                      <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                        {name}
                      </a>
                    </td>
                    <td className="num">{score === null ? NONE : plain(score)}</td>
                    <td className="num mut">{numbers(locale).percent(coverage)}</td>
                    <td className="num">
                      {outcome === null ? NONE : writeFigure(outcome, query.data.outcome.unit, locale)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </div>
  );
}

function Verdict({ answer }: { readonly answer: ProfileFit }) {
  const locale = useLocale();
  const { plain, integer, percent } = numbers(locale);
  const { rank, auc, verdict, sentence, deciles, scoredOn, basis } = answer;
  useScreenStatus({
    basis: `${answer.profile.name}, scored on ${formatDate(scoredOn, locale)}`,
    window: `outcome to ${formatDate(basis.asOf, locale)}`,
    population: countWords(basis.population, 'partner', locale),
  });
  const most = Math.max(1e-9, ...deciles.map(({ outcome }) => Number(outcome)));
  return (
    <Section
      title={verdict === 'strong' ? 'The profile holds' : verdict === 'weak' ? 'A weak profile' : 'Not proven'}
      basis={`scored on ${formatDate(scoredOn, locale)}, held against the year after`}
    >
      <p className={styles.say}>{sentence}</p>
      <div className={fit.facts}>
        <div>
          <b>{rank ? plain(rank.spearman) : NONE}</b>
          rank correlation of score and outcome
          {rank && `, ${plain(rank.low)} to ${plain(rank.high)} in nine of ten draws`}; 1 is the same order, 0 none
        </div>
        <div>
          <b>{auc ? percent(auc.value) : NONE}</b>
          of pairs put right: one of the best quarter against one of the rest
          {auc && `, ${percent(auc.low)} to ${percent(auc.high)}`}; {percent(0.5)} is chance
        </div>
      </div>
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th>Score from</th>
            <th className="num">partners</th>
            <th>what a partner brought in the year after</th>
          </tr>
        </thead>
        <tbody>
          {deciles.map(({ score, partners, outcome }) => (
            <tr key={score}>
              <td>{plain(score)}</td>
              <td className="num">{integer(partners)}</td>
              <td>
                <span className={fit.bar}>
                  <i style={{ width: `${(Number(outcome) / most) * 70}%` }} />
                  {writeFigure(outcome, answer.outcome.unit, locale)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {basis.notes.map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
    </Section>
  );
}

function Prospects({ profile }: { readonly profile: PartnerProfile }) {
  const { state, start, stop } = useLongCall('segment.prospects');
  const [list, setList] = useState('');
  const locale = useLocale();
  const { plain, percent } = numbers(locale);
  return (
    <Section title="Prospects" basis="score a list before anybody is recruited">
      <Textarea
        label="A list with a header row, as a spreadsheet puts it on the clipboard"
        placeholder={'Name\tcountry\ttype …'}
        autosize
        minRows={3}
        maxRows={10}
        value={list}
        onChange={(event) => setList(event.currentTarget.value)}
      />
      <div className={styles.form}>
        <Button
          disabled={state.phase === 'running'}
          onClick={() => start({ profile, ...(list.trim() === '' ? {} : { list }) })}
        >
          {list.trim() === '' ? 'Score the prospects of the network' : 'Score the list'}
        </Button>
      </div>
      {state.phase === 'running' && (
        <Progress {...(state.progress ?? { stage: 'Scoring prospects', done: 0, total: 0, unit: '' })} onStop={stop} />
      )}
      {state.phase === 'failed' && <Failed what="The prospects could not be scored" error={state.error} />}
      {state.phase === 'done' && (
        <>
          <p className={styles.say}>{state.result.verdict}</p>
          {state.result.faults.map(({ place, where, sentence }) => (
            <p key={place} className={styles.say}>
              <b>{where}</b> {sentence}
            </p>
          ))}
          <table className={`compact ${styles.table}`}>
            <tbody>
              {state.result.prospects.map(({ name, partner, score, coverage, why }) => (
                <tr key={`${partner} ${name}`}>
                  <td>
                    {name} <div className="small">{why}</div>
                  </td>
                  <td className="num">{score === null ? NONE : plain(score)}</td>
                  <td className="num mut">{percent(coverage)} known</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}
