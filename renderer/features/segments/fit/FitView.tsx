/** The ideal partner as a profile: held against what came after, and used on prospects before they are recruited. */
import { useMemo } from 'react';
import type { PartnerProfile, Segmentation } from '../../../../analytics/api/documents/segmentation.ts';
import type { ProfileFit } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { withValueAt } from '../../../drafts/place.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { writeFigure, writePoints } from '../figure.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import fitStyles from './Fit.module.css';
import { Prospects } from './Prospects.tsx';
import { Verdict } from './Verdict.tsx';

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

/** What is read beside the verdict. */
const MOST_ROWS = 200;

interface FitProps {
  readonly profile: PartnerProfile;
  /** Where it stands in the document; null for a borrowed one, which cannot be changed here. */
  readonly place: string | null;
}

function Fit({ profile, place }: FitProps) {
  const { asked } = useSegmentWork();
  const long = useLongQuery('segment.fit', { profile, where: asked.where ?? [], limit: MOST_ROWS });
  const { data } = long.query;
  return (
    <div className={styles.stacks}>
      <div className={styles.stack}>
        <Criteria profile={profile} place={place} fit={data} />
        <Prospects profile={profile} />
      </div>
      <div className={styles.stack}>
        <Awaited
          long={long}
          what="The profile could not be held against outcomes"
          stage="Scoring partners as they were a year ago"
        >
          {(answer) => (
            <>
              <Verdict answer={answer} />
              <Scores answer={answer} />
            </>
          )}
        </Awaited>
      </div>
    </div>
  );
}

interface CriteriaProps extends FitProps {
  readonly fit: ProfileFit | undefined;
}

function Criteria({ profile, place, fit }: CriteriaProps) {
  const { draft } = useSegmentWork();
  const { plain, exact } = numbers(useLocale());
  const weigh = (index: number, weight: number): void => {
    const name = profile.criteria[index]?.label ?? profile.criteria[index]?.id ?? '';
    draft.edit(
      withValueAt(draft.document, `${place}.criteria.${index}.weight`, weight),
      `${name}, weight ${weight}`,
      `weight ${index}`,
    );
  };
  return (
    <Section
      title={profile.name}
      basis={
        place === null ? 'profile of a template; save it with a matrix to change it' : 'weights 0 to 5, score 0 to 100'
      }
    >
      <table className={`compact ${styles.table} ${fitStyles.criteria}`}>
        <thead>
          <tr>
            <th>Criterion</th>
            <th>Weight</th>
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
            const alone = fit?.criteria.find((one) => one.id === id)?.spearman ?? null;
            return (
              <tr key={id}>
                <td>{label ?? id}</td>
                <td>
                  <label className={fitStyles.weight}>
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
                <td className="num">{alone === null ? NONE : exact(alone, 2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function Scores({ answer }: { readonly answer: ProfileFit }) {
  const locale = useLocale();
  const { percent } = numbers(locale);
  const { scoredOn, partners, partnerCount, outcome, basis } = answer;
  return (
    <Section
      title={`Scores of ${formatDate(scoredOn, locale)}`}
      basis="the highest first, and what came after"
      aside={
        partnerCount > partners.length
          ? `the first ${partners.length} of ${countWords(partnerCount, 'partner', locale)}`
          : countWords(partnerCount, 'partner', locale)
      }
    >
      <div className={styles.scroll}>
        <table className={`compact ${styles.table}`}>
          <thead>
            <tr>
              <th>Partner</th>
              <th className="num">score</th>
              <th className="num" title="How much of the weights is known of the partner">
                known
              </th>
              <th className="num">the year after{outcome.unit === 'money' && `, ${basis.currency}`}</th>
            </tr>
          </thead>
          <tbody>
            {partners.map(({ partner, name, score, coverage, outcome: came }) => (
              <tr key={partner}>
                <td>
                  <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                    {name}
                  </a>
                </td>
                <td className="num">{writePoints(score, locale)}</td>
                <td className="num mut">{percent(coverage, 0)}</td>
                <td className="num">{writeFigure(came, outcome.unit, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
