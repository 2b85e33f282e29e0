import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/mantine.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App.tsx';
import { currentAddress } from './shell/location.ts';
import { fetchAhead } from './shell/screens.ts';
import { applyTheme, useScheme } from './theme/scheme.ts';
import { cssVariables, theme } from './theme/theme.ts';
import { askAhead, queryClient } from './transport/calls.ts';

function Root() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={useScheme()}>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  );
}

applyTheme();
fetchAhead(currentAddress().screen);
// What no screen can be drawn without, in one go: one after the other, each would wait for a drawing of the page.
askAhead(['workspace.status', 'workspace.periods', 'metric.list', 'dimension.list']);
const place = document.getElementById('root');
if (!place) throw new Error('index.html has lost its root element.');
createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
