import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { QuarterdeckError, toEnvelope } from '../../analytics/api/errors.ts';
import { PAGE_ORIGIN } from './appScheme.ts';
import {
  LISTENING_CHANNEL,
  type Reply,
  type RequestAnswer,
  type RequestArgs,
  type RequestName,
  requestChannel,
} from './channels.ts';

/** Answers one kind of request from our own page, and refuses it to anyone else. */
export function answerRequest<R extends RequestName>(
  name: R,
  respond: (event: IpcMainInvokeEvent, ...args: RequestArgs<R>) => Promise<RequestAnswer<R>>,
): void {
  handleFromOwnPage(requestChannel(name), (event, args) => respond(event, ...(args as RequestArgs<R>)));
}

export function onPageListening(tell: (event: IpcMainInvokeEvent) => void): void {
  handleFromOwnPage(LISTENING_CHANNEL, async (event) => {
    tell(event);
    return null;
  });
}

/** The one place where the sender of a message is judged. A refusal is an answer: a dropped call would hang the page. */
function handleFromOwnPage<T>(
  channel: string,
  respond: (event: IpcMainInvokeEvent, args: unknown[]) => Promise<T>,
): void {
  ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<Reply<T>> => {
    try {
      if (!isOwnFrame(event)) {
        throw new QuarterdeckError(
          'bad-request',
          'This request did not come from Quarterdeck’s own page, so it was refused.',
        );
      }
      return { ok: true, value: await respond(event, args) };
    } catch (thrown) {
      return { ok: false, error: toEnvelope(thrown) };
    }
  });
}

function isOwnFrame({ senderFrame }: IpcMainInvokeEvent): boolean {
  // A frame that has navigated away since is null, and a frame inside our page is not our page.
  return senderFrame !== null && senderFrame.origin === PAGE_ORIGIN && senderFrame.parent === null;
}
