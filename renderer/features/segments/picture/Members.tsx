/** The partners of one segment, and why each is there. */
import type { SegmentCaseInput } from '../../../../analytics/api/documents/segmentCase.ts';
import type { SegmentProfile } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import styles from '../Segments.module.css';

interface MembersProps {
  readonly asked: SegmentCaseInput;
  readonly segment: SegmentProfile;
}

/** What is read beside a picture; the export has all. */
const MOST_ROWS = 100;

export function Members({ asked, segment }: MembersProps) {
  const query = useCall('segment.members', { ...asked, segment: segment.id, limit: MOST_ROWS });
  const locale = useLocale();
  const { compact } = numbers(locale);
  return (
    <Section title={segment.label} basis="the largest first" busy={query.isFetching}>
      <Settled query={query} what="The partners could not be listed">
        {({ rows, total }) => (
          <>
            <div className={styles.scroll}>
              <table className={`compact ${styles.table}`}>
                <tbody>
                  {rows.map(({ partner, name, level, amount, why, moved }) => (
                    <tr key={partner}>
                      <td>
                        <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                          {name}
                        </a>{' '}
                        <span className="small">{level}</span>
                        <div className="small">
                          {why}
                          {moved && ` Moved by hand${moved.by === null ? '' : ` by ${moved.by}`}: ${moved.reason}`}
                        </div>
                      </td>
                      <td className="num">{compact(amount)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {total > rows.length && (
              <p className="small">
                The first {rows.length} of {countWords(total, 'partner', locale)}; the export has all.
              </p>
            )}
          </>
        )}
      </Settled>
    </Section>
  );
}
