import type { WebContents } from 'electron';
import type { MenuEvent } from '../../analytics/api/bridge.ts';
import { MENU_CHANNEL } from './channels.ts';
import { onPageListening } from './requests.ts';

/** Events for the page, kept while no page listens: between start and first script, and across a reload. */
export class PageEvents {
  private readonly waiting: MenuEvent[] = [];
  private page: WebContents | undefined;

  /** Delivers from the moment a page says that it listens. */
  listen(): void {
    onPageListening(({ sender }) => {
      this.page = sender;
      const deaf = () => {
        if (this.page === sender) this.page = undefined;
      };
      sender.once('did-start-loading', deaf);
      sender.once('destroyed', deaf);
      for (const event of this.waiting.splice(0)) this.send(event);
    });
  }

  send(event: MenuEvent): void {
    if (this.page) this.page.send(MENU_CHANNEL, event);
    else this.waiting.push(event);
  }
}
