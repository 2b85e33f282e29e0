/** Gestures of the pointer. */
import type { Locator, Page } from '@playwright/test';

/** Takes hold of something that can be dragged, once it stands still. Answers where the pointer is. */
export async function hold(page: Page, grip: Locator): Promise<readonly [x: number, y: number]> {
  // Waits for a page that moves under the hand, and sees to it that nothing is in the way.
  await grip.hover();
  const { x, y, width, height } = (await grip.boundingBox())!;
  await page.mouse.down();
  return [x + width / 2, y + height / 2];
}

/** Moves what is held to a place and lets go of it at once, before the page has drawn the move. */
export async function fling(page: Page, x: number, y: number): Promise<void> {
  // One after the other without waiting for either, which the mouse of Playwright does not do.
  const browser = await page.context().newCDPSession(page);
  const event = { x, y, button: 'left', buttons: 1, clickCount: 1 } as const;
  await Promise.all([
    browser.send('Input.dispatchMouseEvent', { ...event, type: 'mouseMoved' }),
    browser.send('Input.dispatchMouseEvent', { ...event, type: 'mouseReleased', buttons: 0 }),
  ]);
  await browser.detach();
}
