import type { FileInspection } from '../../../analytics/api/results.ts';
import { Section } from '../../parts/Section.tsx';
import { Empty } from '../../parts/states.tsx';
import { useCall } from '../../transport/calls.ts';
import styles from './Preview.module.css';
import { KIND_WORDS } from './words.ts';

const FIGURES = new Set(['money', 'decimal', 'integer']);

/** The first rows in the canonical form: what will be in the workspace. */
export function Preview({ file, busy }: { readonly file: FileInspection; readonly busy: boolean }) {
  const { data: fields = [] } = useCall('dataset.fields', { as: file.as ?? 'deals' }, { enabled: file.as !== null });
  const filled = new Set(file.preview.flatMap((row) => Object.keys(row).filter((key) => row[key] !== null)));
  const known = fields.filter(({ field }) => filled.has(field));
  const more = [...filled].filter((key) => !known.some(({ field }) => field === key));
  const columns = [
    ...known.map(({ field, label, type }) => ({ key: field, label, figure: FIGURES.has(type) })),
    ...more.map((key) => ({ key, label: key, figure: false })),
  ];
  return (
    <Section
      title="As it will load"
      basis={file.as === null ? undefined : `first rows of ${KIND_WORDS[file.as]}, in the canonical form`}
      busy={busy}
    >
      {file.preview.length === 0 || columns.length === 0 ? (
        <Empty>Nothing would load yet: no column is taken for a field.</Empty>
      ) : (
        <div className={styles.scroll}>
          <table className="plain">
            <thead>
              <tr>
                {columns.map(({ key, label, figure }) => (
                  <th key={key} className={figure ? 'num' : undefined}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {file.preview.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the first rows of a file keep their place
                <tr key={index}>
                  {columns.map(({ key, figure }) => (
                    <td key={key} className={figure ? 'num' : undefined}>
                      {row[key] ?? <span className="mut">–</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
