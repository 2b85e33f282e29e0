import type { z } from 'zod';

/** What is wrong with a document, each fault with its place, as one sentence: `as: expected one of …; columns.x: …`. */
export function issueSentence({ issues }: z.ZodError): string {
  const faults = issues.map(({ path, message }) => {
    const place = path.map(String).join('.');
    const text = message.replace(/^Invalid (input|option): /, '').replaceAll('"|"', '", "');
    return place === '' ? text : `${place}: ${text}`;
  });
  return `${faults.join('; ').replace(/\.$/, '')}.`;
}
