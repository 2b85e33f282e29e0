/** The margin where costs are loaded: theirs, until somebody says another, and theirs again on request. */
import type { Worth } from '../../../../analytics/api/incentives.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { usePlanWork } from '../IncentiveWork.ts';
import { Value } from '../plan/Value.tsx';
import styles from './Assumptions.module.css';

interface MarginRowProps {
  readonly ledger: NonNullable<Worth['ledgerMargin']>;
  /** What the figures beside it were reckoned with, in words. */
  readonly rule: string;
  readonly onSet: (place: string, value: unknown, label: string, gesture?: string) => void;
  readonly onRemove: (place: string, label: string) => void;
}

export function MarginRow({ ledger, rule, onSet, onRemove }: MarginRowProps) {
  const { margin } = usePlanWork().draft.present.assumptions;
  const { percent } = numbers(useLocale());
  const costs = Number(ledger.numerator) / Number(ledger.denominator);
  return (
    <>
      <tr>
        <th scope="row">{margin.share === undefined ? 'Margin, of the ledger' : 'Margin, as assumed'}</th>
        <td className="num">
          <Value
            name="Margin"
            value={margin.share ?? costs.toFixed(4)}
            unit="ratio"
            figure="edge"
            onSet={(value, text, gesture) => onSet('margin.share', value, `Margin ${text}`, gesture)}
          />
        </td>
        <td className="num">
          {margin.share === undefined ? (
            '● A, ledger'
          ) : (
            <button
              type="button"
              className="link"
              onClick={() => onRemove('margin.share', 'a margin other than the ledger’s')}
            >
              Take the ledger’s {percent(costs)}
            </button>
          )}
        </td>
      </tr>
      <tr className={styles.ends}>
        <td colSpan={3}>{rule}</td>
      </tr>
    </>
  );
}
