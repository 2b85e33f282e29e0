/** Partners of one side with what they were paid, what they would be, and why. */
import type { IncentiveCaseInput, PaySelection } from '../../../../analytics/api/documents/incentiveCase.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { ExportLink } from '../../../parts/ExportLink.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useCaseList } from '../useCaseList.ts';
import styles from './Answers.module.css';
import { changeOf } from './amounts.ts';

interface PayListProps {
  readonly asked: IncentiveCaseInput;
  readonly select: PaySelection;
  readonly onPartner: (partner: string) => void;
}

/** What fits a list that is read; the file has all. */
const MOST_ROWS = 100;

export function PayList({ asked, select, onPartner }: PayListProps) {
  const query = useCall('incentive.rows', { ...asked, select, limit: MOST_ROWS });
  const allPartners = useCaseList('partners');
  const locale = useLocale();
  const { exact, signed } = numbers(locale);
  return (
    <Settled query={query} what="The partners could not be listed">
      {({ rows, total }) => (
        <>
          <div className={styles.scroll}>
            <table className={`compact ${styles.table}`}>
              <thead>
                <tr>
                  <th>Partner</th>
                  <th>Level</th>
                  <th className="num">Before</th>
                  <th className="num">After</th>
                  <th className="num">Change</th>
                  <th>Why, and what would keep it whole</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => {
                  const change = changeOf(row);
                  return (
                    <tr key={row.partner}>
                      <td>
                        <button type="button" className="link" onClick={() => onPartner(row.partner)}>
                          {row.name}
                        </button>
                      </td>
                      <td>{row.level ?? '–'}</td>
                      <td className="num">{exact(row.before)}</td>
                      <td className="num">{exact(row.after)}</td>
                      <td className={`num ${Number(change) < 0 ? 'bad' : 'good'}`}>{signed.exact(change)}</td>
                      <td className="small">
                        {row.reason}
                        {row.whole !== null && <>. {row.whole}</>}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
          <p className="small">
            {total > rows.length && `The first ${rows.length} of ${countWords(total, 'partner', locale)}. `}
            <ExportLink label="Export all partners" make={allPartners} />
          </p>
        </>
      )}
    </Settled>
  );
}
