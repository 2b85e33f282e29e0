/** Light, dark or as the system says. Kept on this machine, told to the desktop's window frame. */
import { useSyncExternalStore } from 'react';
import { THEMES, type Theme } from '../../analytics/api/bridge.ts';

const KEY = 'quarterdeck.theme';
const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');

export type Scheme = 'light' | 'dark';

function chosen(): Theme {
  const kept = window.localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

function scheme(): Scheme {
  const theme = chosen();
  if (theme !== 'system') return theme;
  return system.matches ? 'dark' : 'light';
}

/** Paints the page in the chosen theme; called before the first render so that nothing flashes. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = scheme();
  document.documentElement.dataset.mantineColorScheme = scheme();
  for (const listen of listeners) listen();
}

export function setTheme(theme: Theme): void {
  window.localStorage.setItem(KEY, theme);
  applyTheme();
  void window.quarterdeck?.setTheme(theme);
}

system.addEventListener('change', applyTheme);

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** What the user chose. */
export const useTheme = (): Theme => useSyncExternalStore(listen, chosen);
/** What is painted. */
export const useScheme = (): Scheme => useSyncExternalStore(listen, scheme);
