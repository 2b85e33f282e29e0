/** Who is drawn together in a forecast, as it is written on the command line: `region`, `country:0.3`. */
import { InvalidArgumentError } from 'commander';
import { MOVING_TOGETHER, type OutlookTerms, outlookTerms } from '../../analytics/api/documents/incentiveCase.ts';

export type MovingTogether = OutlookTerms['together'];

export function parseTogether(text: string): MovingTogether {
  const [by, ...rank] = text.split(':');
  const read = outlookTerms.shape.together.safeParse({ by, ...(rank.length > 0 ? { rank: rank.join(':') } : {}) });
  if (!read.success) {
    throw new InvalidArgumentError(
      `Write what partners who move together have in common (${MOVING_TOGETHER.join(', ')}), with a rank correlation from 0 to 0.95 where it is assumed: region or region:0.3.`,
    );
  }
  return read.data;
}
