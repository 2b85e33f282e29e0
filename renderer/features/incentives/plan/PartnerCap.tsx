/** What one payee is paid at most by all lines together. */
import type { IncentivePlan } from '../../../../analytics/api/documents/incentivePlan.ts';
import { Word } from '../../../parts/Word.tsx';
import { usePlanWork } from '../IncentiveWork.ts';
import { useEdits } from '../useEdits.ts';
import { formerValue } from './baseline.ts';
import { lineChoices } from './lines.ts';
import { SomeOf } from './SomeOf.tsx';
import { Value } from './Value.tsx';

type Cap = NonNullable<IncentivePlan['partnerCap']>;

const PERIODS = [
  { value: 'quarter', label: 'a quarter' },
  { value: 'half-year', label: 'a half-year' },
  { value: 'year', label: 'a year' },
  { value: 'campaign', label: 'in the campaign' },
] as const;
const HOW = [
  { value: 'in-order', label: 'off the latest amounts' },
  { value: 'in-proportion', label: 'off all of them in proportion' },
] as const;

const BEGINNING: Cap = { cap: '250000', period: 'year', lines: [], how: 'in-order' };

export function PartnerCap() {
  const { draft, baseline } = usePlanWork();
  const edits = useEdits();
  const { plan } = draft.document;
  const { partnerCap } = plan;
  const put = (next: Cap | undefined, label: string): void => {
    const { partnerCap: _, ...rest } = draft.present.plan;
    edits?.setPlan(next ? { ...rest, partnerCap: next } : rest, label);
  };
  const link = (text: string, next: Cap | undefined, label: string) => (
    <button type="button" className="link" onClick={() => put(next, label)}>
      {text}
    </button>
  );
  if (!partnerCap) {
    return (
      <>One payee is paid without {link('a limit over all lines', BEGINNING, 'Limit per payee over all lines')}. </>
    );
  }
  const { cap, share, period, lines, how } = partnerCap;
  const { cap: _, ...byShare } = partnerCap;
  const { share: __, ...bySum } = partnerCap;
  const counting = plan.lines.find(({ on }) => on.base !== 'quantity' && on.base !== 'count') ?? plan.lines[0]!;
  const wasAt = (place: string): unknown => formerValue(plan, baseline.scenario.plan, place);
  return (
    <>
      One payee is paid by{' '}
      <SomeOf
        name="Lines that the limit per payee holds"
        choices={lineChoices(plan)}
        value={lines}
        none="all lines together"
        onChange={(next) => put({ ...partnerCap, lines: next }, 'Limit per payee: other lines')}
      />{' '}
      at most{' '}
      {cap !== undefined && (
        <>
          <Value
            name="One payee is paid at most"
            value={cap}
            unit="money"
            figure="edge"
            was={wasAt('partnerCap.cap')}
            onSet={(next, text, gesture) => edits?.set('partnerCap.cap', next, `Limit per payee ${text}`, gesture)}
          />{' '}
          {share && <>({link('no sum', byShare, 'Limit per payee: no sum')}) </>}
        </>
      )}
      {share ? (
        <>
          {cap !== undefined && 'and at most '}
          <Value
            name="One payee is paid at most a share"
            value={share.share}
            unit="ratio"
            figure="rate"
            was={wasAt('partnerCap.share.share')}
            onSet={(next, text, gesture) =>
              edits?.set('partnerCap.share.share', next, `Limit per payee ${text}`, gesture)
            }
          />{' '}
          of what{' '}
          <Word
            name="Line whose base the share is of"
            value={share.of}
            choices={lineChoices(plan)}
            onChoose={(of) => put({ ...partnerCap, share: { ...share, of } }, 'Limit per payee: share of another line')}
          />{' '}
          counts
          {cap === undefined ? (
            <>, {link('and a sum', { ...partnerCap, cap: '250000' }, 'Limit per payee: and a sum')} </>
          ) : (
            <> ({link('no share', bySum, 'Limit per payee: no share')}) </>
          )}
        </>
      ) : (
        <>
          {link(
            'and a share of what counts',
            { ...partnerCap, share: { of: counting.id, share: '0.1' } },
            'Limit per payee: and a share',
          )}{' '}
        </>
      )}
      <Word
        name="Period of the limit per payee"
        value={period}
        choices={PERIODS}
        onChoose={(next) => put({ ...partnerCap, period: next }, 'Limit per payee: another period')}
      />
      ; what is over comes{' '}
      <Word
        name="What is over the limit per payee comes"
        value={how}
        choices={HOW}
        onChoose={(next) => put({ ...partnerCap, how: next }, 'Limit per payee: taken off otherwise')}
      />{' '}
      ({link('no limit per payee', undefined, 'No limit per payee')}).{' '}
    </>
  );
}
