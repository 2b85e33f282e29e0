/** How many partners the plan needs, region by region: to be activated, or else to be recruited. */
import { NumberInput } from '@mantine/core';
import type { CountRange } from '../../../../analytics/api/segments.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useLocale, useWorkspace } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { Notes } from '../Notes.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import space from './Space.module.css';

export function Capacity() {
  const { asked } = useSegmentWork();
  const { plan: written } = useAddress().extra;
  const plan = written !== undefined && /^\d+$/.test(written) ? Number(written) : null;
  const query = useCall('segment.capacity', {
    where: asked.where ?? [],
    ...(plan === null ? {} : { plan: String(plan) }),
  });
  const locale = useLocale();
  const { compact, integer, percent } = numbers(locale);
  const hasTargets = (useWorkspace().rows.target ?? 0) > 0;
  const needsPlan = plan === null && !hasTargets;
  const range = (of: CountRange | null): string =>
    of ? `${integer(of.likely)} (${integer(of.low)}–${integer(of.high)})` : NONE;
  return (
    <Section
      title="Partners the plan needs"
      basis={
        query.data &&
        `${query.data.period}, ${query.data.basis.currency}; gap ÷ (bookings of a partner × activation rate)`
      }
      busy={query.isFetching}
    >
      <NumberInput
        label="Plan"
        placeholder={hasTargets ? 'the targets loaded' : 'no targets loaded'}
        size="xs"
        w={150}
        hideControls
        thousandSeparator=","
        min={0}
        value={plan ?? ''}
        onChange={(value) => changeExtra({ plan: typeof value === 'number' ? String(value) : '' }, { replace: true })}
      />
      <Settled query={query} what="The capacity could not be planned">
        {({ rows, basis }) => (
          <>
            <table className={`compact ${styles.table} ${space.close}`}>
              <thead>
                <tr>
                  <th>Region</th>
                  <th className="num">plan</th>
                  <th className="num">expected</th>
                  <th className="num">gap</th>
                  <th className="num">a partner</th>
                  <th className="num">activated</th>
                  <th
                    className="num"
                    title="Partners who must become active, dormant or new ones; eight draws in ten between the two"
                  >
                    activate
                  </th>
                  <th className="num" title="Partners to recruit if nobody dormant is activated">
                    or recruit
                  </th>
                  <th className="num">dormant</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(
                  ({ value, plan: wanted, expected, gap, perPartner, activation, recruit, activate, dormant }) => (
                    <tr key={value ?? ''}>
                      <td>{value ?? 'No region'}</td>
                      <td className="num">{wanted === null ? NONE : compact(wanted)}</td>
                      <td className="num">{compact(expected)}</td>
                      <td className="num">{gap === null ? NONE : compact(gap)}</td>
                      <td className="num mut">{perPartner === null ? NONE : compact(perPartner)}</td>
                      <td className="num mut">
                        {activation && activation.denominator > 0
                          ? percent(activation.numerator / activation.denominator)
                          : NONE}
                      </td>
                      <td className="num">{range(activate)}</td>
                      <td className="num">{range(recruit)}</td>
                      <td className="num">{integer(dormant)}</td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
            {needsPlan && (
              <p className={styles.say}>
                No targets are loaded: write a plan for the year, and it says how many partners that needs.
              </p>
            )}
            <details>
              <summary className="small">In words, and how it is calculated</summary>
              {rows.map(({ value, sentence }) => (
                <p key={value ?? ''} className="small">
                  {sentence}
                </p>
              ))}
              <Notes notes={basis.notes} />
            </details>
          </>
        )}
      </Settled>
    </Section>
  );
}
