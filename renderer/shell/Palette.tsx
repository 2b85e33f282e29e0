/** Ctrl K: every screen, metric, partner and action by name. */
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { openTrace } from '../parts/Figure.tsx';
import { setTheme, useScheme } from '../theme/scheme.ts';
import { useCall } from '../transport/calls.ts';
import { closeWorkspace, redo, undo } from './commands.ts';
import { go } from './location.ts';
import { hasScreen, SCREENS } from './screens.ts';
import { useMetrics, useWorkspace } from './workspace.ts';

export function Palette() {
  const [query, setQuery] = useState('');
  const { undo: undoLabel, redo: redoLabel } = useWorkspace();
  const metrics = useMetrics();
  const scheme = useScheme();
  const search = query.trim();
  const { data: partners } = useCall(
    'dimension.values',
    { dim: 'partner', search, limit: 12 },
    { enabled: search.length > 1 && hasScreen('partners') },
  );

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Go to',
      actions: SCREENS.map(({ id, label, keywords }) => ({
        id: `screen:${id}`,
        label,
        keywords,
        onClick: () => go({ screen: id }),
      })),
    },
    {
      group: 'Do',
      actions: [
        ...(undoLabel ? [{ id: 'undo', label: `Undo: ${undoLabel}`, onClick: () => void undo() }] : []),
        ...(redoLabel ? [{ id: 'redo', label: `Redo: ${redoLabel}`, onClick: () => void redo() }] : []),
        {
          id: 'theme',
          label: scheme === 'dark' ? 'Light theme' : 'Dark theme',
          keywords: 'dark light theme appearance',
          onClick: () => setTheme(scheme === 'dark' ? 'light' : 'dark'),
        },
        {
          id: 'close',
          label: 'Close this workspace',
          keywords: 'open another start',
          onClick: () => void closeWorkspace(),
        },
      ],
    },
    {
      group: 'Figures',
      actions: [...metrics.values()].map(({ id, label, meaning, group }) => ({
        id: `metric:${id}`,
        label,
        description: meaning,
        keywords: `${id} ${group}`,
        onClick: () => openTrace({ metric: id, at: [] }),
      })),
    },
    ...(search.length > 1 && partners
      ? [
          {
            group: 'Partners',
            actions: partners.flatMap(({ value, label }) =>
              value === null
                ? []
                : [
                    {
                      id: `partner:${value}`,
                      label,
                      keywords: value,
                      onClick: () => go({ screen: 'partners', item: value }),
                    },
                  ],
            ),
          },
        ]
      : []),
  ];

  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      limit={24}
      scrollable
      maxHeight={420}
      shortcut="mod + K"
      attributes={{ content: { 'aria-label': 'Search or go to' } }}
      nothingFound="Nothing of that name."
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.6} aria-hidden="true" />,
        placeholder: 'Screens, figures, partners, actions',
        'aria-label': 'Search or go to',
      }}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
    />
  );
}
