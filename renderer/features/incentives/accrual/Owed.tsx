/** What is owed by how long it has been due: a row for each currency, tied to the ledger, with the accounts of the one that is open. */
import type { AccrualRollForward } from '../../../../analytics/api/incentiveOutlook.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { kindWord } from '../kinds.ts';
import styles from './Accrual.module.css';
import { type Account, keyOf, openBook } from './books.ts';
import { AGES, type Ages, type CurrencyOwed, owedByCurrency } from './owed.ts';

interface OwedProps {
  readonly accrual: AccrualRollForward;
  readonly open: Account;
}

export function Owed({ accrual, open }: OwedProps) {
  return (
    <table className={`compact ${styles.table}`}>
      <thead>
        <tr>
          <th>Currency, program</th>
          {AGES.map(([id, label]) => (
            <th key={id} className="num">
              {label}
            </th>
          ))}
          <th className="num">Owed</th>
          <th className="num">Paid in the period</th>
          <th>Ledger</th>
        </tr>
      </thead>
      {owedByCurrency(accrual).map((owed) => (
        <CurrencyRows key={owed.currency} owed={owed} open={open} />
      ))}
    </table>
  );
}

function CurrencyRows({ owed, open }: { readonly owed: CurrencyOwed; readonly open: Account }) {
  const { exact } = numbers(useLocale());
  const { currency, accounts, tie } = owed;
  const first = accounts[0];
  const isOpen = open.currency === currency;
  return (
    <tbody>
      <tr className={styles.currency}>
        <td>
          {first ? (
            <button type="button" aria-expanded={isOpen} onClick={() => openBook(first)}>
              <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {currency}
            </button>
          ) : (
            currency
          )}
        </td>
        <AgeCells ages={owed} />
        <td className="num">{tie ? exact(tie.paid) : '–'}</td>
        <td>
          <Tie tie={tie} />
        </td>
      </tr>
      {isOpen &&
        accounts.map((account) => (
          <tr key={keyOf(account)}>
            <td className={styles.account}>
              <button
                type="button"
                className="link"
                aria-pressed={keyOf(account) === keyOf(open)}
                onClick={() => openBook(account)}
              >
                {account.program}
              </button>{' '}
              <span className="small">{kindWord(account.kind)}</span>
            </td>
            <AgeCells ages={account} />
            <td colSpan={2} />
          </tr>
        ))}
    </tbody>
  );
}

function AgeCells({ ages }: { readonly ages: Ages }) {
  const { exact } = numbers(useLocale());
  const figure = (amount: string): string => (Number(amount) === 0 ? '–' : exact(amount));
  return (
    <>
      {AGES.map(([id]) => (
        <td key={id} className={`num ${id === 'over90' && Number(ages[id]) > 0 ? 'warn' : ''}`}>
          {figure(ages[id])}
        </td>
      ))}
      <td className="num">{figure(ages.owed)}</td>
    </>
  );
}

/** Whether what was paid is what the ledger holds. */
function Tie({ tie }: Pick<CurrencyOwed, 'tie'>) {
  const locale = useLocale();
  if (!tie) return null;
  if (tie.tied) return `✓ equals ${countWords(tie.payouts, 'payout', locale)}`;
  return <b className="bad">✗ {numbers(locale).exact(tie.ledger)} in the ledger</b>;
}
