/** What history can prove of the effect of pay: partners whose pay changed beside matched peers whose pay did not. */
import type { PayExperiment } from '../../../../analytics/api/incentiveOutlook.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Awaited } from '../../../parts/Awaited.tsx';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { useScreenStatus } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useLongQuery } from '../../../transport/useLongQuery.ts';
import { useIncentiveWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import styles from './Evidence.module.css';

export default function EvidenceView() {
  const { conditions } = useIncentiveWork();
  const long = useLongQuery('incentive.experiment', conditions);
  return (
    <Awaited
      long={long}
      what="History could not be compared"
      stage="Matching partners whose pay changed with peers whose pay did not"
      rows={10}
    >
      {(experiment) => <Experiment experiment={experiment} />}
    </Awaited>
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
      <Section title="What history can prove" basis="pay that changed beside pay that did not">
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
        <p className={styles.say}>{design}.</p>
        <p className={styles.say}>
          {countWords(treated, 'partner', locale)} whose pay changed beside {countWords(peers, 'matched peer', locale)}.
          Evidence: {evidence}.
        </p>
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
      {notes.length > 0 && (
        <Section title="What to know of it" basis="why it is weak, or what it rests on">
          {notes.map((note) => (
            <p key={note} className={styles.say}>
              {note}
            </p>
          ))}
        </Section>
      )}
      {quarters.length > 0 && (
        <Section
          className={styles.wide}
          title="Before and after"
          basis="revenue a quarter, index; parallel before the change, or not"
        >
          <table className="compact">
            <thead>
              <tr>
                <th>Quarter</th>
                <th>Pay changed</th>
                <th>Peers</th>
                <th className="num">Difference</th>
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
