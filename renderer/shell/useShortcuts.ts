/** Keys and native menu items that work everywhere. Ctrl K belongs to the palette. */
import { spotlight } from '@mantine/spotlight';
import { useEffect } from 'react';
import type { MenuEvent } from '../../analytics/api/bridge.ts';
import { createThroughDialog, openPath, openSample, openThroughDialog } from '../features/start/opening.ts';
import { setTheme } from '../theme/scheme.ts';
import { closeWorkspace, redoByKey, undoByKey } from './commands.ts';
import { change, currentAddress, go } from './location.ts';

export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    const stopMenu = window.quarterdeck?.onMenu(onMenu);
    return () => {
      window.removeEventListener('keydown', onKey);
      stopMenu?.();
    };
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isTyping(event.target)) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'z') {
    event.preventDefault();
    // A key held down must not run through the history.
    if (event.repeat) return;
    if (event.shiftKey) redoByKey();
    else undoByKey();
  } else if (command && key === 'y') {
    event.preventDefault();
    if (!event.repeat) redoByKey();
  } else if (key === 'escape' && currentAddress().trace) {
    change({ trace: null });
  }
}

function onMenu(event: MenuEvent): void {
  switch (event.command) {
    case 'workspace.new':
      void createThroughDialog('Partner network');
      break;
    case 'workspace.open':
      void (event.path === undefined ? openThroughDialog() : openPath(event.path));
      break;
    case 'workspace.openSample':
      void openSample();
      break;
    case 'workspace.close':
      void closeWorkspace();
      break;
    case 'files.open':
      go({ screen: 'data', extra: { add: 'now' } });
      break;
    case 'history.undo':
      undoByKey();
      break;
    case 'history.redo':
      redoByKey();
      break;
    case 'theme.set':
      setTheme(event.theme);
      break;
    case 'palette.open':
    case 'help.shortcuts':
      spotlight.open();
      break;
  }
}

/** Inputs undo their own text. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
