import { expect, test, vi } from 'vitest';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const { startDesktop } = await import('../../fixtures/desktop.ts');

/** Each of these fools one way or another of comparing addresses as text. */
const ELSEWHERE = [
  'https://example.com/',
  'app://quarterdeck.evil/',
  'app://quarterdeckevil/',
  'app://evil/app://quarterdeck/',
  'app://evil/?app://quarterdeck/',
  'app://evil/#app://quarterdeck/',
  'app://quarterdeck@evil/',
  'app://user@quarterdeck/',
  'app://user:secret@quarterdeck/',
  'app://quarterdeck:8080/',
  'app:quarterdeck',
  'app:///quarterdeck/',
  'xapp://quarterdeck/',
  'https://quarterdeck/',
  'https://app//quarterdeck/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:app://quarterdeck/6f0b',
  'about:blank',
  'view-source:app://quarterdeck/',
  'not a url',
  '',
];

const EVENTS = ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const;

test.each(EVENTS.flatMap((event) => ELSEWHERE.map((url) => [event, url] as const)))(
  '%s to %j is prevented',
  async (event, url) => {
    const { webContents } = await startDesktop();
    const preventDefault = vi.fn();
    webContents.emit(event, { url, preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  },
);

test.each(EVENTS)('%s may reload the page: that is how it comes back after its engine was lost', async (event) => {
  const { webContents } = await startDesktop();
  const preventDefault = vi.fn();
  webContents.emit(event, { url: 'app://quarterdeck/#/overview', preventDefault });
  expect(preventDefault).not.toHaveBeenCalled();
});

test.each([...ELSEWHERE, 'app://quarterdeck/'])('no new window opens for %j', async (url) => {
  const { webContents } = await startDesktop();
  expect(webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
});

test('no webview is attached', async () => {
  const { webContents } = await startDesktop();
  const preventDefault = vi.fn();
  webContents.emit('will-attach-webview', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});
