/** The forecast with its inputs moved, which is asked for while it is looked at: it takes several times as long as the bands. */
import type { IncentiveCaseInput } from '../../../../../analytics/api/documents/incentiveCase.ts';
import { Awaited } from '../../../../parts/Awaited.tsx';
import type { Sides } from '../parts.ts';
import { useOutlook } from '../useOutlook.ts';
import { Tornado } from './Tornado.tsx';
import { TwoInputs } from './TwoInputs.tsx';

export interface TriedProps {
  readonly asked: IncentiveCaseInput;
  readonly budget: string | null;
  readonly names: Sides;
  /** One by one, or the two that move most at once. */
  readonly inputs: 'each' | 'pair';
  /** The bands of the case are there. */
  readonly enabled: boolean;
}

export function Tried({ asked, budget, names, inputs, enabled }: TriedProps) {
  const long = useOutlook(asked, { budget, tried: inputs, enabled });
  return (
    <Awaited
      long={long}
      what="The inputs could not be tried"
      stage={inputs === 'each' ? 'Trying the inputs one by one' : 'Trying the inputs, and two at once'}
      rows={5}
    >
      {(tried) =>
        inputs === 'each' ? (
          // Its own middle: the inputs may still be those of the plan as it was a moment ago.
          <Tornado outlook={tried} base={names.after === null ? tried.before : tried.after} />
        ) : (
          <TwoInputs grid={tried.grid} />
        )
      }
    </Awaited>
  );
}
