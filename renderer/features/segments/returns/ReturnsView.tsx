/** Where a unit of spend returns most, by segment and partner, and what would happen if it went elsewhere. */
import type { ReturnRow, SegmentReturns } from '../../../../analytics/api/segments.ts';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { countWords, PAYOUT_KIND_WORDS } from '../../../../analytics/present/labels.ts';
import { NONE, numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Section } from '../../../parts/Section.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { inDecisionOrder } from '../decision.ts';
import { Notes } from '../Notes.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import { MarginField, useAssumedMargin } from './assumedMargin.tsx';
import returns from './Returns.module.css';
import { WhatIf } from './WhatIf.tsx';

/** What is read beside the segments; the largest spend first. */
const MOST_ROWS = 200;

const DISCOUNT_MEANS = 'Given on list prices; where none are loaded, payouts of the kind discount';
const SPEND_MEANS = 'Discount, payouts and program cost together';
const LEFT_MEANS = 'Margin less payouts and program cost; margin is after discounts already';
const PER_UNIT_MEANS = 'Margin and discount for each unit of spend';

export default function ReturnsView() {
  const { asked } = useSegmentWork();
  const long = useLongQuery('segment.returns', { ...asked, ...useAssumedMargin(), limit: MOST_ROWS });
  return (
    <Awaited
      long={long}
      what="The returns could not be counted"
      stage="Adding up what every partner brought and cost"
      rows={14}
    >
      {(answer) => <Returns answer={answer} />}
    </Awaited>
  );
}

function Returns({ answer }: { readonly answer: SegmentReturns }) {
  const locale = useLocale();
  const { basis, segments, others, partners, partnerCount, total, terms, allocation } = answer;
  const { marginRule, marginAssumedAt } = answer;
  const { compact } = numbers(locale);
  useScreenStatus({
    basis: `${basis.segmentation.name}, ${basis.currency}`,
    window: `the year to ${formatDate(basis.asOf, locale)}`,
    population: countWords(basis.population, 'partner', locale),
  });
  const { run } = useSegmentWork();
  const ordered = inDecisionOrder(segments, ({ key }) => key, run.data?.segments ?? []);
  return (
    <div className={styles.columns}>
      <Section
        className={styles.wide}
        title="Return by segment"
        basis={`the year to ${formatDate(basis.asOf, locale)}, ${basis.currency}; share of spend faint, share of margin solid`}
      >
        <Rows rows={ordered} others={others} total={total} />
        <Notes notes={terms} />
        <p className="small">{marginRule}</p>
        {marginAssumedAt !== null && <MarginField assumedAt={marginAssumedAt} />}
        <p className="small">{allocation}</p>
        <Notes notes={basis.notes} />
      </Section>
      <WhatIf segments={ordered} />
      <Section
        title="Return by partner"
        basis="the most spend first"
        aside={
          partnerCount > partners.length
            ? `the first ${partners.length} of ${countWords(partnerCount, 'partner', locale)}`
            : undefined
        }
      >
        <div className={styles.scroll}>
          <table className={`compact ${styles.table}`}>
            <thead>
              <tr>
                <th>Partner</th>
                <th className="num">margin</th>
                <th className="num" title={SPEND_MEANS}>
                  spend
                </th>
                <th className="num" title={LEFT_MEANS}>
                  left
                </th>
                <th className="num" title={PER_UNIT_MEANS}>
                  per unit spent
                </th>
              </tr>
            </thead>
            <tbody>
              {partners.map((row) => (
                <tr key={row.key}>
                  <td>
                    <a className="link" href={hrefOf({ screen: 'partners', item: row.key })}>
                      {row.label}
                    </a>{' '}
                    <span className="small">{row.segment}</span>
                  </td>
                  <td className="num">{compact(row.margin)}</td>
                  <td className="num">{compact(row.spend)}</td>
                  <td className={`num ${Number(row.contribution) < 0 ? 'bad' : ''}`}>{compact(row.contribution)}</td>
                  <td className="num">
                    <PerUnit row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </div>
  );
}

/** Inside a head: `rebate`, `MDF`; what a file calls it otherwise stays as it is. */
function kindWord(kind: string): string {
  const word = PAYOUT_KIND_WORDS[kind];
  if (word === undefined) return kind;
  return /^[A-Z]{2}/.test(word) ? word : word.toLowerCase();
}

interface RowsProps {
  readonly rows: readonly ReturnRow[];
  readonly others: readonly ReturnRow[];
  readonly total: ReturnRow;
}

function Rows({ rows, others, total }: RowsProps) {
  const locale = useLocale();
  const { compact, integer } = numbers(locale);
  const kinds = total.payouts.map(({ kind }) => kind);
  const discounted = [...rows, ...others].some(({ discount }) => Number(discount) !== 0);
  const shared = total.shareOfSpend !== null && total.shareOfMargin !== null;
  const line = (row: ReturnRow, className?: string) => (
    <tr key={row.key} className={className}>
      <td>{row.label}</td>
      <td className="num">{row.partners === 0 ? NONE : integer(row.partners)}</td>
      <td className="num">{compact(row.bookings)}</td>
      <td className="num">{compact(row.margin)}</td>
      {discounted && <td className="num mut">{compact(row.discount)}</td>}
      {kinds.map((kind) => (
        <td key={kind} className="num mut">
          {compact(row.payouts.find((one) => one.kind === kind)?.amount ?? '0')}
        </td>
      ))}
      <td className="num mut">{compact(row.programCost)}</td>
      <td className="num">{compact(row.spend)}</td>
      <td className={`num ${Number(row.contribution) < 0 ? 'bad' : ''}`}>{compact(row.contribution)}</td>
      <td className="num">
        <PerUnit row={row} />
      </td>
      {shared && <Shares row={row} />}
    </tr>
  );
  return (
    <div className={returns.wide}>
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th>Segment</th>
            <th className="num">partners</th>
            <th className="num">bookings</th>
            <th className="num">margin</th>
            {discounted && (
              <th className="num" title={DISCOUNT_MEANS}>
                discount
              </th>
            )}
            {kinds.map((kind) => (
              <th key={kind} className="num">
                {kindWord(kind)}
              </th>
            ))}
            <th className="num">program cost</th>
            <th className="num" title={SPEND_MEANS}>
              spend
            </th>
            <th className="num" title={LEFT_MEANS}>
              left
            </th>
            <th className="num" title={PER_UNIT_MEANS}>
              per unit spent
            </th>
            {shared && (
              <>
                <th>
                  <span className="hidden">Shares drawn</span>
                </th>
                <th className="num" title="Share of the spend of all partners">
                  of spend
                </th>
                <th className="num" title="Share of the margin of all partners">
                  of margin
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => line(row))}
          {others.map((row) => line(row, 'mut'))}
          {line(total, returns.total)}
        </tbody>
      </table>
    </div>
  );
}

function PerUnit({ row: { perUnit } }: { readonly row: ReturnRow }) {
  const { factor } = numbers(useLocale());
  return perUnit === null || Number(perUnit.denominator) === 0
    ? NONE
    : factor(Number(perUnit.numerator) / Number(perUnit.denominator));
}

/** Share of spend faint behind, share of margin solid: longer solid is money well spent. */
function Shares({ row: { shareOfSpend, shareOfMargin } }: { readonly row: ReturnRow }) {
  const { percent } = numbers(useLocale());
  const known = shareOfSpend !== null && shareOfMargin !== null;
  return (
    <>
      <td>
        {known && (
          <span className={returns.shares} aria-hidden="true">
            <i className={returns.spend} style={{ width: `${Math.max(0, shareOfSpend) * 100}%` }} />
            <i className={returns.margin} style={{ width: `${Math.max(0, shareOfMargin) * 100}%` }} />
          </span>
        )}
      </td>
      <td className="num mut">{known ? percent(shareOfSpend, 1) : NONE}</td>
      <td className="num">{known ? percent(shareOfMargin, 1) : NONE}</td>
    </>
  );
}
