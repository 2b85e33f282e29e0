/** What a page asks of its engine, as it goes over the wire. */
import type { Page } from '@playwright/test';
import { decodeFrame } from '../../analytics/api/codec.ts';
import type { MethodName } from '../../analytics/api/methods.ts';

export interface Question {
  readonly method: MethodName;
  readonly params: unknown;
  /** How many answers had come when it was asked. */
  readonly after: number;
  /** Which answer was its own: 1 for the first that came, infinite while there is none. */
  answer: number;
}

/** The questions of sockets that are opened from now on, in the order of asking. */
export function questionsOf(page: Page): readonly Question[] {
  const questions: Question[] = [];
  let answers = 0;
  page.on('websocket', (socket) => {
    const open = new Map<number, Question>();
    socket.on('framesent', ({ payload }) => {
      const frame = decodeFrame(payload as Buffer);
      if (frame.kind !== 'call') return;
      const question = {
        method: frame.method as MethodName,
        params: frame.params,
        after: answers,
        answer: Number.POSITIVE_INFINITY,
      };
      questions.push(question);
      open.set(frame.id, question);
    });
    socket.on('framereceived', ({ payload }) => {
      const frame = decodeFrame(payload as Buffer);
      if (frame.kind === 'event') return;
      answers += 1;
      const question = frame.kind === 'call' ? undefined : open.get(frame.id);
      if (question) question.answer = answers;
    });
  });
  return questions;
}
