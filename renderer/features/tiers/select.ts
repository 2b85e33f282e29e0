import type { TierSelection } from '../../../analytics/api/documents/tierCase.ts';
import { change, currentAddress } from '../../shell/location.ts';
import { isSameSelection, SELECTION_FIELDS, selectionOf } from './selection.ts';

/** Lists these partners; the same ones again, or null, list all movers. */
export function select(selection: TierSelection | null): void {
  const { extra } = currentAddress();
  const rest = Object.fromEntries(Object.entries(extra).filter(([key]) => !SELECTION_FIELDS.includes(key)));
  const again = selection !== null && isSameSelection(selection, selectionOf(extra));
  const { from, to, direction, region, list } = again ? {} : (selection ?? {});
  change(
    {
      extra: {
        ...rest,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(direction === undefined ? {} : { move: direction }),
        ...(region === undefined ? {} : { of: region ?? '' }),
        ...(list === undefined ? {} : { list }),
      },
    },
    { replace: true },
  );
}
