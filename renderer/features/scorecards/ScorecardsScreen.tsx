/** Who performs: any figure by any cut, ranked, with its chart, its trace and its rows. */
import { Segmented } from '../../parts/Button.tsx';
import { changeExtra, useAddress } from '../../shell/location.ts';
import { FiguresScreen } from './FiguresScreen.tsx';
import { RowsScreen } from './RowsScreen.tsx';

export default function ScorecardsScreen() {
  const { extra } = useAddress();
  const rows = extra.view === 'rows';
  const switcher = (
    <Segmented
      label="What the table holds"
      value={rows ? 'rows' : 'figures'}
      options={[
        { value: 'figures', label: 'Figures' },
        { value: 'rows', label: 'Rows' },
      ]}
      onChange={(mode) => changeExtra({ view: mode === 'rows' ? 'rows' : '' })}
    />
  );
  return rows ? <RowsScreen switcher={switcher} /> : <FiguresScreen switcher={switcher} />;
}
