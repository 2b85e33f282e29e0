import { nativeTheme } from 'electron';
import { z } from 'zod';
import { THEMES } from '../../analytics/api/bridge.ts';
import { tickTheme } from './menu.ts';
import { answerRequest } from './requests.ts';

/** The page remembers the theme; the window's frame, the dialogs and the menu follow it. */
export function setupTheme(): void {
  answerRequest('setTheme', async (_event, theme) => {
    const chosen = z.enum(THEMES).parse(theme);
    nativeTheme.themeSource = chosen;
    tickTheme(chosen);
    return null;
  });
}
