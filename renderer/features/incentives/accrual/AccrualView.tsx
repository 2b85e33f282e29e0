/** What is owed: by currency and age, tied to the ledger; then an account month by month, from opening to closing. */
import { useMemo } from 'react';
import type { AccrualRollForward } from '../../../../analytics/api/incentiveOutlook.ts';
import { formatDate, formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { ExportLink } from '../../../parts/ExportLink.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty } from '../../../parts/states.tsx';
import { useAddress } from '../../../shell/location.ts';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { kindWord } from '../kinds.ts';
import { useShownPeriod } from '../useShownPeriod.ts';
import styles from './Accrual.module.css';
import { agesFile, monthsFile } from './accrualFiles.ts';
import { type Book, booksOf, openBook } from './books.ts';
import { Months } from './Months.tsx';
import { Owed } from './Owed.tsx';

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

function Accrual({ accrual }: { readonly accrual: AccrualRollForward }) {
  const { extra } = useAddress();
  const locale = useLocale();
  const { withheld, rows, ages, tie, basis } = accrual;
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
  const open = books.find(({ key }) => key === extra.book) ?? books[0];
  const account = open?.months[0];
  if (!account) return <Empty>Nothing was earned or paid in the period, so nothing is owed.</Empty>;
  return (
    <div className={styles.accrual}>
      {withheld === null ? (
        <Section
          title={`What is owed on ${formatDate(basis.period.to, locale)}`}
          basis="by days since it was due; a currency opens its programs"
          aside={<ExportLink label="Export" make={async () => agesFile(basis.period.label, ages)} />}
        >
          <Owed accrual={accrual} open={account} />
          {basis.notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
        </Section>
      ) : (
        <Section title="What is owed is not known" basis={countWords(books.length, 'account', locale)}>
          <p className="warn">{withheld}</p>
          <Books books={books} open={open} />
        </Section>
      )}
      <Section
        title={account.program}
        basis={`${kindWord(account.kind)}, ${account.currency}, month by month`}
        aside={<ExportLink label="Export all accounts" make={async () => monthsFile(basis.period.label, rows)} />}
      >
        <Months months={open.months} />
      </Section>
    </div>
  );
}

/** Accounts by name, where no figure can stand beside them. */
function Books({ books, open }: { readonly books: readonly Book[]; readonly open: Book }) {
  return (
    <p className={`small ${styles.books}`}>
      {books.map((book) => {
        const account = book.months[0]!;
        return (
          <button
            key={book.key}
            type="button"
            className="link"
            aria-pressed={book === open}
            onClick={() => openBook(account)}
          >
            {account.program}, {account.currency}
          </button>
        );
      })}
    </p>
  );
}
