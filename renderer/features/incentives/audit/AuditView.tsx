/** What was paid beside what was earned under the plans in force: by cause, then payout by payout with its evidence. */
import { useMemo } from 'react';
import {
  AUDIT_CAUSES,
  type AuditCause,
  type AuditFinding,
  type AuditSum,
  type PayoutAudit,
} from '../../../../analytics/api/payoutAudit.ts';
import { capital } from '../../../../analytics/present/capital.ts';
import { formatDate, formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { ExportLink } from '../../../parts/ExportLink.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty } from '../../../parts/states.tsx';
import { changeExtra, hrefOf, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { oneOf } from '../address.ts';
import { useShownPeriod } from '../useShownPeriod.ts';
import styles from './Audit.module.css';
import { auditFile } from './auditFile.ts';

export default function AuditView() {
  const long = useLongQuery('incentive.audit', useShownPeriod());
  return (
    <Awaited
      long={long}
      what="The payouts could not be audited"
      stage="Holding the payouts against the rules in force"
      rows={14}
    >
      {(audit) => <Audit audit={audit} />}
    </Awaited>
  );
}

/** What is read on a page; the rest by cause, and in the file. */
const MOST_ROWS = 300;

function Audit({ audit }: { readonly audit: PayoutAudit }) {
  const cause = oneOf(AUDIT_CAUSES, useAddress().extra.cause);
  const choose = (next: AuditCause | null): void => changeExtra({ cause: next ?? '' }, { replace: true });
  const locale = useLocale();
  const { compact, percent, integer, exact } = numbers(locale);
  const { checked, findings, over, under, accuracy, currency, period, plans, sums, unruled, notes } = audit;
  const shown = useMemo(() => findings.filter((one) => cause === null || one.cause === cause), [findings, cause]);
  const errors = findings.filter(({ error }) => error).length;
  useScreenStatus({
    basis: `Payouts against the plans in force, ${currency}`,
    window: formatRange(period.from, period.to, locale),
    population: countWords(checked, 'payout', locale),
  });
  if (checked === 0) {
    return (
      <Empty>
        {notes.join(' ') ||
          'No payout of the period is spoken of by a plan in force. Promote the plans that were paid by to have them checked.'}
      </Empty>
    );
  }
  return (
    <div className={styles.audit}>
      <Section
        title={
          errors === 0
            ? 'No payout differs from the rules'
            : `${countWords(errors, 'payout', locale)} differ from the rules`
        }
        basis={period.label}
      >
        <dl className={styles.facts}>
          <Fact label="paid too much" text={compact(over)} />
          <Fact label="paid too little" text={compact(under)} />
          <Fact
            label="payout accuracy"
            text={accuracy ? percent(Number(accuracy.numerator) / Number(accuracy.denominator), 2) : 'n/a'}
          />
          <Fact label="payouts checked" text={integer(checked)} />
        </dl>
        <Causes sums={sums} chosen={cause} onChoose={choose} />
        {unruled.length > 0 && (
          <p className="small">
            Not checked, because no plan in force speaks of them:{' '}
            {unruled
              .map(
                ({ program, payouts, amount }) =>
                  `${program} (${countWords(payouts, 'payout', locale)}, ${compact(amount)} ${currency})`,
              )
              .join(', ')}
            .
          </p>
        )}
        <p className="small">Held against {plans.join('; ')}.</p>
        {notes.map((note) => (
          <p key={note} className="small">
            {note}
          </p>
        ))}
      </Section>
      <Section
        title={cause === null ? 'Every difference' : `Cause: ${cause}`}
        basis={listWords(shown, locale)}
        aside={
          <>
            {shown.length > MOST_ROWS && `the first ${MOST_ROWS} of ${integer(shown.length)} `}
            <ExportLink
              label={cause === null ? 'Export all' : 'Export these'}
              make={async () => auditFile(period.label, shown)}
            />
          </>
        }
      >
        <div className={styles.list}>
          <table className={`compact ${styles.table}`}>
            <thead>
              <tr>
                <th>Payout</th>
                <th>Partner</th>
                <th>Earned</th>
                <th className="num">Paid</th>
                <th className="num">By the rules</th>
                <th className="num">Difference</th>
                <th>Cause and evidence</th>
              </tr>
            </thead>
            <tbody>
              {shown.slice(0, MOST_ROWS).map((finding) => (
                <Row
                  key={`${finding.payout} ${finding.partner} ${finding.deal} ${finding.program} ${finding.cause}`}
                  finding={finding}
                  exact={exact}
                  locale={locale}
                />
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </div>
  );
}

/** `33 errors, largest first; then 36 remarks, no error`: what is worth a look and no error, such as an exception that was approved. */
function listWords(findings: readonly AuditFinding[], locale: string): string {
  const errors = findings.filter(({ error }) => error).length;
  const remarks = findings.length - errors;
  const words = [
    ...(errors > 0 ? [`${countWords(errors, 'error', locale)}, largest first`] : []),
    ...(remarks > 0 ? [`${countWords(remarks, 'remark', locale)}, no error`] : []),
  ];
  return words.join('; then ');
}

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <dd>{text}</dd>
      <dt>{label}</dt>
    </div>
  );
}

interface CausesProps {
  readonly sums: readonly AuditSum[];
  readonly chosen: AuditCause | null;
  readonly onChoose: (cause: AuditCause | null) => void;
}

function Causes({ sums, chosen, onChoose }: CausesProps) {
  const locale = useLocale();
  const { exact, integer } = numbers(locale);
  return (
    <table className={`compact ${styles.table}`}>
      <thead>
        <tr>
          <th>Likely cause</th>
          <th className="num">Payouts</th>
          <th className="num">Too much</th>
          <th className="num">Too little</th>
        </tr>
      </thead>
      <tbody>
        {sums.map(({ cause, findings, over, under }) => (
          <tr key={cause}>
            <td>
              <button
                type="button"
                className="link"
                aria-pressed={cause === chosen}
                onClick={() => onChoose(cause === chosen ? null : cause)}
              >
                {capital(cause)}
              </button>
            </td>
            <td className="num">{integer(findings)}</td>
            <td className="num">{exact(over)}</td>
            <td className="num">{exact(under)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly finding: AuditFinding;
  readonly exact: (value: string) => string;
  readonly locale: string;
}

function Row({ finding, exact, locale }: RowProps) {
  const { payout, partner, name, earnedOn, currency, paid, right, difference, cause, error, sentence } = finding;
  const { signed } = numbers(locale);
  return (
    <tr>
      <td className={`mono ${styles.short}`}>{payout ?? 'not paid'}</td>
      <td>
        <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
          {name}
        </a>
      </td>
      <td className={styles.short}>{formatDate(earnedOn, locale)}</td>
      <td className="num">{exact(paid)}</td>
      <td className="num">{exact(right)}</td>
      <td className={`num ${error ? 'bad' : 'mut'}`}>
        {signed.exact(difference)} {currency}
      </td>
      <td>
        <b className={error ? undefined : 'mut'}>{capital(cause)}.</b> <span className="small">{sentence}</span>
      </td>
    </tr>
  );
}
