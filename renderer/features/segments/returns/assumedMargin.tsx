/** What somebody takes lines without a cost to leave. It stays in the address, so that a link shows the same figures. */
import { NumberInput } from '@mantine/core';
import { changeExtra, useAddress } from '../../../shell/location.ts';

const NAME = 'margin';

/** As questions about returns take it; nothing while the margin is as the data or the usual share has it. */
export function useAssumedMargin(): { readonly assumeMargin?: string } {
  const percent = percentOf(useAddress().extra[NAME]);
  return percent === null ? {} : { assumeMargin: (percent / 100).toFixed(4) };
}

/** @param assumedAt the share that counts now, 0 to 1 */
export function MarginField({ assumedAt }: { readonly assumedAt: number }) {
  const percent = percentOf(useAddress().extra[NAME]);
  return (
    <NumberInput
      label="Assume a margin of"
      description="of lines without a cost; empty: as the sentence above says"
      size="xs"
      w={260}
      min={0}
      max={100}
      decimalScale={2}
      suffix=" %"
      hideControls
      placeholder={`${Math.round(assumedAt * 10_000) / 100} %`}
      value={percent ?? ''}
      onChange={(value) => changeExtra({ [NAME]: typeof value === 'number' ? String(value) : '' }, { replace: true })}
    />
  );
}

function percentOf(text: string | undefined): number | null {
  const percent = text === undefined || text === '' ? Number.NaN : Number(text);
  return percent >= 0 && percent <= 100 ? percent : null;
}
