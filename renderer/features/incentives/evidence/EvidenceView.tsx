/** What history can prove of the effect of pay: partners whose pay changed beside matched peers whose pay did not. */
import type { PayExperiment } from '../../../../analytics/api/incentiveOutlook.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Settled } from '../../../parts/states.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall } from '../../../transport/calls.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import styles from './Evidence.module.css';

export default function EvidenceView() {
  const { conditions } = useIncentiveWork();
  const query = useCall('incentive.experiment', conditions);
  return (
    <Settled query={query} what="History could not be compared" rows={10}>
      {(experiment) => <Experiment experiment={experiment} />}
    </Settled>
  );
}

function Experiment({ experiment }: { readonly experiment: PayExperiment }) {
  const { open } = useIncentiveWork();
  const edits = useEdits();
  const locale = useLocale();
  const { signed, plain } = numbers(locale);
  const { design, treated, peers, effect, quarters, semiElasticity, evidence, notes } = experiment;
  useScreenStatus({
    basis: design,
    population: `${countWords(treated, 'partner', locale)} beside ${countWords(peers, 'peer', locale)}`,
  });
  const most = Math.max(...quarters.flatMap((quarter) => [quarter.treated, quarter.peers]), 1e-9);
  return (
    <div className={styles.evidence}>
      <Section title="What history can prove" basis={design}>
        <p className={styles.verdict}>
          {effect ? (
            <>
              <b>{signed.percent(effect.share)}</b> of revenue, 90 % between {signed.percent(effect.low)} and{' '}
              {signed.percent(effect.high)}
            </>
          ) : (
            <b>No figure: the design is too weak for one</b>
          )}
        </p>
        <p className={styles.say}>
          {countWords(treated, 'partner', locale)} whose pay changed beside {countWords(peers, 'matched peer', locale)}.
          Evidence: {evidence}.
        </p>
        {notes.map((note) => (
          <p key={note} className={styles.say}>
            {note}
          </p>
        ))}
        {semiElasticity !== null && edits && open && (
          <Button
            small
            onClick={() => {
              const { assumptions } = open.draft.present;
              edits.assume(
                {
                  ...assumptions,
                  response: { semiElasticity: String(semiElasticity), evidence: 'own history, weak', source: design },
                },
                `Response ${plain(semiElasticity)} from history`,
              );
            }}
          >
            Assume a semi-elasticity of {plain(semiElasticity)}
          </Button>
        )}
      </Section>
      {quarters.length > 0 && (
        <Section title="Before and after" basis="revenue a quarter, index; parallel before the change, or not">
          <table className={styles.table}>
            <thead>
              <tr>
                <th>Quarter</th>
                <th>pay changed</th>
                <th>peers</th>
                <th className="num">difference</th>
              </tr>
            </thead>
            <tbody>
              {quarters.map((quarter) => (
                <tr key={quarter.label} className={quarter.after ? styles.after : undefined}>
                  <td>{quarter.label}</td>
                  <td>
                    <Bar value={quarter.treated} most={most} tone="accent" />
                  </td>
                  <td>
                    <Bar value={quarter.peers} most={most} tone="prior" />
                  </td>
                  <td className="num">{signed.plain(quarter.treated - quarter.peers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </div>
  );
}

function Bar({
  value,
  most,
  tone,
}: {
  readonly value: number;
  readonly most: number;
  readonly tone: 'accent' | 'prior';
}) {
  const { plain } = numbers(useLocale());
  return (
    <span className={styles.bar}>
      <i className={styles[tone]} style={{ width: `${(value / most) * 70}%` }} />
      {plain(value)}
    </span>
  );
}
