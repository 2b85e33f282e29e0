/** How good each number of clusters is, and which one was taken. */
import type { SegmentRun } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { Section } from '../../../parts/Section.tsx';
import { useLocale } from '../../../shell/workspace.ts';
import styles from '../Segments.module.css';

export function ClusterTable({ clusters }: { readonly clusters: NonNullable<SegmentRun['clusters']> }) {
  const locale = useLocale();
  const { k, seed, restarts, judgedOn, tried } = clusters;
  return (
    <Section
      title={`${k} clusters`}
      basis={`the best of ${restarts} runs, seed ${seed}; judged on ${countWords(judgedOn, 'partner', locale)}`}
    >
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th>Clusters</th>
            <th className="num">silhouette, −1 to 1</th>
            <th className="num">inertia</th>
          </tr>
        </thead>
        <tbody>
          {tried.map((one) => (
            <tr key={one.k} aria-selected={one.k === k}>
              <td>{one.k}</td>
              <td className="num">{one.silhouette.toFixed(3)}</td>
              <td className="num">{one.inertia.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small">
        The silhouette says how much nearer partners are to their own cluster than to the next: 1 cleanly apart, 0 not
        at all. Inertia is how far they lie from the middle of their cluster; it falls with every cluster more.
      </p>
    </Section>
  );
}
