/** Where the moves are: falls to the left, rises to the right, one scale for all regions. A region lists its movers. */
import { memo } from 'react';
import type { TierSelection } from '../../../../analytics/api/documents/tierCase.ts';
import type { RegionMoves } from '../../../../analytics/api/tiers.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { select } from '../select.ts';
import styles from './Regions.module.css';

/** Drawn anew only when the simulation is another one. */
export const Regions = memo(RegionBars);

function RegionBars({
  regions,
  selection,
}: {
  readonly regions: readonly RegionMoves[];
  readonly selection: TierSelection | null;
}) {
  const locale = useLocale();
  const { integer, compact } = numbers(locale);
  const most = Math.max(1, ...regions.flatMap(({ up, down }) => [up, down]));
  return (
    <ul className={styles.regions}>
      {regions.map(({ region, partners, up, down, amountDown }) => (
        <li key={region}>
          <button
            type="button"
            aria-pressed={selection?.region === region}
            aria-label={`${region}: ${integer(down)} fall, ${integer(up)} rise of ${countWords(partners, 'partner', locale)}`}
            onClick={() => select({ region, direction: 'moved' })}
          >
            <span className="ellipsis">{region}</span>
            <span className={styles.falls}>
              {down > 0 && <span className="bad">▼{integer(down)}</span>}
              <i style={{ width: `calc((100% - 36px) * ${down / most})` }} />
            </span>
            <span className={styles.rises}>
              <i style={{ width: `calc((100% - 36px) * ${up / most})` }} />
              {up > 0 && <span className="good">▲{integer(up)}</span>}
            </span>
            <span className="num mut">{integer(partners)}</span>
            <span className="num">{down > 0 ? compact(amountDown) : ''}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
