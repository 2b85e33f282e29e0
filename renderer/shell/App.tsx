/** The frame: rail, context, work, trace, status. Without a workspace there is only the start. */
import { Suspense, useEffect } from 'react';
import { StartScreen } from '../features/start/StartScreen.tsx';
import { Trace } from '../features/trace/Trace.tsx';
import { Button } from '../parts/Button.tsx';
import { Frame } from '../parts/states.tsx';
import { queryClient, useCall } from '../transport/calls.ts';
import { reopen, useConnection } from '../transport/connection.ts';
import styles from './App.module.css';
import { ContextBar } from './ContextBar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { change, useAddress } from './location.ts';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { StatusLine } from './StatusLine.tsx';
import { homeScreen, SCREENS } from './screens.ts';
import { useFileDrops } from './useFileDrops.ts';
import { focusOnWork, useFocusOnWork } from './useFocusOnWork.ts';
import { useShortcuts } from './useShortcuts.ts';
import { WorkspaceContext } from './workspace.ts';

export function App() {
  const { data: workspace, isFetched, error } = useCall('workspace.status', {});
  const connection = useConnection();
  const address = useAddress();
  useShortcuts();
  useFileDrops(Boolean(workspace));
  useFocusOnWork(`${address.screen}/${address.item ?? ''}/${address.extra.view ?? ''}`);

  const home = homeScreen((workspace?.dataVersion ?? 0) > 0);
  const screen = SCREENS.find(({ id }) => id === address.screen);
  useEffect(() => {
    if (workspace && !screen) change({ screen: home, item: null }, { replace: true });
  }, [workspace, screen, home]);
  useEffect(() => {
    document.title = workspace ? `${screen?.label ?? 'Quarterdeck'}, ${workspace.name}` : 'Quarterdeck';
  }, [workspace, screen]);

  if (!workspace) {
    return (
      <>
        {connection.phase === 'lost' && <Lost reason={connection.reason} />}
        {isFetched && connection.phase !== 'lost' && <StartScreen refused={error} />}
      </>
    );
  }
  return (
    <WorkspaceContext value={workspace}>
      <div className={styles.app}>
        <button type="button" className={styles.skip} onClick={focusOnWork}>
          Skip to the work
        </button>
        <Rail current={screen?.id ?? home} />
        <ContextBar />
        <div className={styles.middle}>
          <main className={styles.work} id="work" tabIndex={-1}>
            {connection.phase === 'lost' && <Lost reason={connection.reason} />}
            <ErrorBoundary resetKey={`${address.screen}/${address.item ?? ''}`}>
              <Suspense fallback={<Coming />}>{screen && <screen.Component />}</Suspense>
            </ErrorBoundary>
          </main>
          {address.trace && <Trace target={address.trace} />}
        </div>
        <StatusLine />
      </div>
      <Palette />
    </WorkspaceContext>
  );
}

/** While the code of a screen is on its way: nothing at first, then the frame of rows. */
function Coming() {
  return (
    <div className={styles.coming}>
      <Frame />
    </div>
  );
}

function Lost({ reason }: { readonly reason: string }) {
  return (
    <div className={styles.lost} role="alert">
      <p>
        <b>The engine has stopped.</b> {reason} What was saved is safe; what you see stays as it was.
      </p>
      <Button
        kind="primary"
        onClick={() =>
          void reopen().then(
            () => queryClient.invalidateQueries(),
            () => undefined,
          )
        }
      >
        Open again
      </Button>
    </div>
  );
}
