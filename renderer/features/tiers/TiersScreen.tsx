/** Tier programs: who is at which level under which rules, and what another rule would do. */
import type { SavedProgram } from '../../../analytics/api/tiers.ts';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Empty } from '../../parts/states.tsx';
import { go, useAddress } from '../../shell/location.ts';
import { useWorkspace } from '../../shell/workspace.ts';
import { useCall } from '../../transport/calls.ts';
import { ProgramScreen } from './ProgramScreen.tsx';
import { StartScreen } from './StartScreen.tsx';

export default function TiersScreen() {
  const { rows } = useWorkspace();
  const { item, extra } = useAddress();
  const programs = useCall('tier.saved', {});
  if ((rows.partner ?? 0) === 0) {
    return (
      <Screen title="Tiers">
        <Empty
          action={
            <Button kind="primary" onClick={() => go({ screen: 'data' })}>
              Load files
            </Button>
          }
        >
          Levels and what would change them will be here as soon as partners and deals are loaded.
        </Empty>
      </Screen>
    );
  }
  const open = programs.data && chosen(programs.data, item);
  if (!open || extra.view === 'start') {
    return <StartScreen programs={programs} back={open} />;
  }
  return <ProgramScreen key={open.id} open={open} programs={programs.data} />;
}

/** The program of the address, else the one in force, else the one worked on last. */
function chosen(programs: readonly SavedProgram[], item: string | null): SavedProgram | undefined {
  return (
    programs.find(({ id }) => String(id) === item) ??
    programs.find(({ state }) => state === 'in force') ??
    [...programs].sort((a, b) => b.savedAt.localeCompare(a.savedAt))[0]
  );
}
