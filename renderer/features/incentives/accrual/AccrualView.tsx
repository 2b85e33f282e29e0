/** What is owed: month by month from opening to closing, by age, tied to the ledger. */
import { useMemo } from 'react';
import type { AccrualAge, AccrualRollForward, AccrualRow } from '../../../../analytics/api/incentiveOutlook.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty } from '../../../parts/states.tsx';
import { changeExtra, useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { ExportLink } from '../exports/ExportLink.tsx';
import { kindWord } from '../kinds.ts';
import { useShownPeriod } from '../useShownPeriod.ts';
import styles from './Accrual.module.css';
import { agesFile, monthsFile } from './accrualFiles.ts';
import { AGES, type CurrencyOwed, owedByCurrency, STEPS } from './owed.ts';

export default function AccrualView() {
  const long = useLongQuery('incentive.accrual', useShownPeriod());
  return (
    <Awaited
      long={long}
      what="The accrual could not be rolled forward"
      stage="Rolling forward what is owed, month by month"
      rows={14}
    >
      {(accrual) => <Accrual accrual={accrual} />}
    </Awaited>
  );
}

type Account = Pick<AccrualRow, 'program' | 'kind' | 'currency'>;

const keyOf = ({ program, kind, currency }: Account): string => JSON.stringify([program, kind, currency]);

interface Book {
  readonly key: string;
  readonly months: AccrualRow[];
}

/** The months of each program, kind and currency. */
function booksOf(rows: readonly AccrualRow[]): Book[] {
  const books = new Map<string, Book>();
  for (const row of rows) {
    const key = keyOf(row);
    const book = books.get(key) ?? { key, months: [] };
    book.months.push(row);
    books.set(key, book);
  }
  return [...books.values()];
}

function Accrual({ accrual }: { readonly accrual: AccrualRollForward }) {
  const { extra } = useAddress();
  const locale = useLocale();
  const { exact } = numbers(locale);
  const { withheld, rows, tie, basis } = accrual;
  const books = useMemo(() => booksOf(rows), [rows]);
  useScreenStatus({
    basis: 'Accrual of incentives by program, kind and currency',
    window: formatRange(basis.period.from, basis.period.to, locale),
    population: countWords(
      tie.reduce((sum, { payouts }) => sum + payouts, 0),
      'payout',
      locale,
    ),
  });
  const figure = (amount: string | null) => (amount === null || Number(amount) === 0 ? '–' : exact(amount));
  const open = books.find(({ key }) => key === extra.book) ?? books[0];
  if (!open) return <Empty>Nothing was earned or paid in the period, so nothing is owed.</Empty>;
  return (
    <div className={styles.accrual}>
      {withheld === null ? (
        <Owed accrual={accrual} open={open} />
      ) : (
        <Section title="What is owed is not known" basis={countWords(books.length, 'account', locale)}>
          <p className="warn">{withheld}</p>
          <p className="small">
            {books.map(({ key, months }, index) => (
              <span key={key}>
                {index > 0 && ', '}
                <BookLink book={months[0]!} open={open} />
              </span>
            ))}
          </p>
        </Section>
      )}
      <Section
        title={open.months[0]!.program}
        basis={`${kindWord(open.months[0]!.kind)}, ${open.months[0]!.currency}, month by month`}
        aside={<ExportLink label="Export all accounts" make={async () => monthsFile(basis.period.label, rows)} />}
      >
        <div className={styles.months}>
          <table className={`compact ${styles.table}`}>
            <thead>
              <tr>
                <th>Month</th>
                {STEPS.map(([id, label]) => (
                  <th key={id} className="num">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {open.months.map((row) => (
                <tr key={row.month}>
                  <td>{row.month}</td>
                  {STEPS.map(([id]) => (
                    <td key={id} className={`num ${id === 'opening' || id === 'closing' ? '' : 'mut'}`}>
                      {figure(row[id])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </div>
  );
}

/** What is owed by how long it has been due, and the payments tied to the ledger. */
function Owed({ accrual, open }: { readonly accrual: AccrualRollForward; readonly open: Book }) {
  const locale = useLocale();
  const { ages, basis } = accrual;
  const owing = ages.filter((age) => AGES.some(([id]) => Number(age[id]) !== 0));
  const settled = ages.filter((age) => !owing.includes(age));
  return (
    <Section
      title="What is owed at the end"
      basis={`${countWords(owing.length, 'account', locale)}, by days since it was due`}
      aside={<ExportLink label="Export" make={async () => agesFile(basis.period.label, ages)} />}
    >
      <div className={styles.ages}>
        <table className={`compact ${styles.table}`}>
          <thead>
            <tr>
              <th>Program</th>
              <AgeHeads />
            </tr>
          </thead>
          <tbody>
            {owing.map((age) => (
              <tr key={keyOf(age)}>
                <td>
                  <button
                    type="button"
                    className="link"
                    aria-pressed={keyOf(age) === open.key}
                    onClick={() => changeExtra({ book: keyOf(age) }, { replace: true })}
                  >
                    {age.program}
                  </button>{' '}
                  <span className="small">
                    {kindWord(age.kind)}, {age.currency}
                  </span>
                </td>
                <AgeCells age={age} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {settled.length > 0 && (
        <details>
          <summary className="small">{countWords(settled.length, 'account', locale)} with nothing owed</summary>
          <p className="small">
            {settled.map((age, index) => (
              <span key={keyOf(age)}>
                {index > 0 && ', '}
                <BookLink book={age} open={open} />
              </span>
            ))}
          </p>
        </details>
      )}
      <ByCurrency sums={owedByCurrency(accrual)} />
      {basis.notes.map((note) => (
        <p key={note} className="small">
          {note}
        </p>
      ))}
    </Section>
  );
}

function AgeHeads() {
  return AGES.map(([id, label]) => (
    <th key={id} className="num">
      {label}
    </th>
  ));
}

function AgeCells({ age }: { readonly age: Pick<AccrualAge, (typeof AGES)[number][0]> }) {
  const { exact } = numbers(useLocale());
  return AGES.map(([id]) => (
    <td key={id} className={`num ${id === 'over90' && Number(age[id]) > 0 ? 'warn' : ''}`}>
      {Number(age[id]) === 0 ? '–' : exact(age[id])}
    </td>
  ));
}

/** All accounts of a currency together, and its payments tied to the ledger. */
function ByCurrency({ sums }: { readonly sums: readonly CurrencyOwed[] }) {
  const { exact, integer } = numbers(useLocale());
  return (
    <table className={`compact ${styles.table} ${styles.sums}`}>
      <thead>
        <tr>
          <th>All accounts in</th>
          <AgeHeads />
          <th className="num">Owed</th>
          <th className="num">Paid in the period</th>
          <th>Ledger</th>
        </tr>
      </thead>
      <tbody>
        {sums.map(({ currency, age, owed, tie }) => (
          <tr key={currency}>
            <td>{currency}</td>
            <AgeCells age={age} />
            <td className="num">
              <b>{exact(owed)}</b>
            </td>
            <td className="num">{tie ? exact(tie.paid) : '–'}</td>
            <td>
              {tie &&
                (tie.tied ? (
                  `✓ as ${integer(tie.payouts)} payouts`
                ) : (
                  <b className="bad">✗ {exact(tie.ledger)} in the ledger</b>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Shows the months of an account. */
function BookLink({ book, open }: { readonly book: Account; readonly open: Book }) {
  return (
    <button
      type="button"
      className="link"
      aria-pressed={keyOf(book) === open.key}
      onClick={() => changeExtra({ book: keyOf(book) }, { replace: true })}
    >
      {book.program}, {book.currency}
    </button>
  );
}
