/**
 * Answers that come late and out of order, as from a large network on a slow machine. A journey that waits for what it
 * reads does not notice; `LATE=1500 npx playwright test --project=browser` finds one that does not.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { decodeFrame } from '../../analytics/api/codec.ts';

/** Every answer of the engine takes up to so many milliseconds more. Events keep their place: they are no answers. */
export async function answerLate(page: Page, most: number): Promise<void> {
  await page.routeWebSocket(/\/api$/, (socket) => {
    const engine = socket.connectToServer();
    engine.onMessage(async (message) => {
      if (decodeFrame(message as Buffer).kind !== 'event') await pause(Math.random() * most);
      socket.send(message);
    });
  });
}
