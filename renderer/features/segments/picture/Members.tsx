/** The partners of one segment, and why each is there. Whom to hold can be chosen here too, without a loop. */
import { Checkbox } from '@mantine/core';
import { type Ref, useMemo } from 'react';
import type { SegmentCaseInput } from '../../../../analytics/api/documents/segmentCase.ts';
import type { SegmentMembers, SegmentProfile } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import styles from '../Segments.module.css';

interface MembersProps {
  readonly ref: Ref<HTMLElement>;
  readonly asked: SegmentCaseInput;
  readonly segment: SegmentProfile;
  readonly members: SegmentMembers;
  /** Places among the members. */
  readonly held: readonly number[];
  readonly onHold: (places: readonly number[]) => void;
}

/** What is read beside a picture; the export has all. */
const MOST_ROWS = 100;

export function Members({ ref, asked, segment, members, held, onHold }: MembersProps) {
  const query = useCall('segment.members', { ...asked, segment: segment.id, limit: MOST_ROWS });
  const locale = useLocale();
  const { compact } = numbers(locale);
  const places = useMemo(() => new Map(members.partners.map((partner, place) => [partner, place])), [members]);
  const isHeld = new Set(held);
  return (
    <section ref={ref} tabIndex={-1} aria-label={`${segment.label}, its partners`} aria-busy={query.isFetching}>
      <Settled query={query} what="The partners could not be listed">
        {({ rows, total }) => (
          <>
            <div className={styles.scroll}>
              <table className={`compact ${styles.table}`}>
                <thead>
                  <tr>
                    <th>
                      <span className="hidden">Held</span>
                    </th>
                    <th>Partner, the largest first</th>
                    <th className="num">bookings</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ partner, name, level, amount, why, moved }) => {
                    const place = places.get(partner);
                    return (
                      <tr key={partner}>
                        <td className={styles.check}>
                          {place !== undefined && (
                            <Checkbox
                              size="xs"
                              aria-label={`Hold ${name}`}
                              title="Hold, to move by hand or to filter by"
                              checked={isHeld.has(place)}
                              onChange={({ currentTarget: { checked } }) =>
                                onHold(checked ? [...held, place] : held.filter((one) => one !== place))
                              }
                            />
                          )}
                        </td>
                        <td>
                          <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                            {name}
                          </a>{' '}
                          <span className="small">{level}</span>
                          {moved && (
                            <div className="small">
                              <b>Moved by hand</b>
                              {moved.by !== null && ` by ${moved.by}`}: {moved.reason}
                            </div>
                          )}
                          <div className={`small ${styles.why}`} title={why}>
                            {why}
                          </div>
                        </td>
                        <td className="num">{compact(amount)}</td>
                      </tr>
                    );
                  })}
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
    </section>
  );
}
