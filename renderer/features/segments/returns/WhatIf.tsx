/** What if money moved, the weakest left, the next ones grew: effects on the network, with what is assumed. */
import { NumberInput, Select } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Params } from '../../../../analytics/api/methods.ts';
import type { ReturnRow, SegmentWhatIf } from '../../../../analytics/api/segments.ts';
import { formatCell, toneOf } from '../../../../analytics/present/cell.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Button, Segmented } from '../../../parts/Button.tsx';
import { type CsvColumn, csvFile } from '../../../parts/csvFile.ts';
import { ExportLink } from '../../../parts/ExportLink.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed, Progress } from '../../../parts/states.tsx';
import { changeExtra, hrefOf, useAddress } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { call } from '../../../transport/connection.ts';
import { useLongCall } from '../../../transport/useLongCall.ts';
import { Notes } from '../Notes.tsx';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';
import { useAssumedMargin } from './assumedMargin.tsx';
import returns from './Returns.module.css';
import { changeOf, FIRST_WISH, type Wish, wishOf, wishText } from './wish.ts';

/** Partners that are listed, the largest change first; the file has all. */
const MOST_ROWS = 200;

/** Of the wish in the address. */
const NAME = 'whatif';

const KINDS = [
  { value: 'shift', label: 'Move spend' },
  { value: 'prune', label: 'Some leave' },
  { value: 'grow', label: 'Some grow' },
] as const;

const FIELD = { size: 'xs', w: 104, hideControls: true, thousandSeparator: ',' } as const;

export function WhatIf({ segments }: { readonly segments: readonly ReturnRow[] }) {
  const { asked } = useSegmentWork();
  const margin = useAssumedMargin();
  const { state, start, stop } = useLongCall('segment.whatIf');
  const { extra } = useAddress();
  const addressed = extra[NAME];
  const [wish, setWish] = useState<Wish>(() => wishOf(addressed) ?? FIRST_WISH);
  const change = changeOf(wish);
  /** What the address said when it was last answered. */
  const answered = useRef<string>(undefined);
  const calculate = (wanted: Wish): void => {
    const tried = changeOf(wanted);
    if (!tried) return;
    answered.current = wishText(wanted);
    changeExtra({ [NAME]: answered.current }, { replace: true });
    start({ ...asked, ...margin, change: tried, limit: MOST_ROWS });
  };
  // A link, or the way back, asks anew; a figure of the form that moves does not.
  const answer = useEffectEvent((text: string): void => {
    const wanted = wishOf(text);
    if (!wanted || text === answered.current) return;
    setWish(wanted);
    calculate(wanted);
  });
  useEffect(() => {
    if (addressed !== undefined) answer(addressed);
  }, [addressed]);
  const choices = segments.map(({ key, label }) => ({ value: key, label }));
  const number = (field: 'amount' | 'partners' | 'lost' | 'gained' | 'kept', label: string, more: object = {}) => (
    <NumberInput
      label={label}
      min={0}
      value={wish[field]}
      onChange={(value) => setWish({ ...wish, [field]: typeof value === 'number' ? value : 0 })}
      {...FIELD}
      {...more}
    />
  );
  const segment = (field: 'from' | 'to', label: string, clearable = false) => (
    <Select
      label={label}
      size="xs"
      w={140}
      searchable
      clearable={clearable}
      data={choices}
      placeholder={clearable ? 'all partners' : 'a segment'}
      value={wish[field]}
      onChange={(value) => setWish({ ...wish, [field]: value })}
    />
  );
  const button = (
    <Button disabled={change === null || state.phase === 'running'} onClick={() => calculate(wish)}>
      {change === null ? 'Choose from and to' : 'Calculate'}
    </Button>
  );
  return (
    <Section title="What if" basis="what nobody can know is assumed, and marked so">
      <Segmented label="What if" value={wish.kind} options={KINDS} onChange={(kind) => setWish({ ...wish, kind })} />
      <div className={returns.fields}>
        {wish.kind === 'shift' ? (
          <>
            <div className={styles.form}>
              {number('amount', 'Spend of')}
              {segment('from', 'from')}
              {segment('to', 'to')}
            </div>
            <div className={styles.form}>
              {number('lost', 'revenue lost per unit', { decimalScale: 2, w: 140 })}
              {number('gained', 'revenue won per unit', { decimalScale: 2, w: 140 })}
              {button}
            </div>
          </>
        ) : (
          <div className={styles.form}>
            {number('partners', wish.kind === 'prune' ? 'The last' : 'The next')}
            {segment('from', 'partners of', true)}
            {wish.kind === 'prune' && number('kept', 'of revenue stays', { suffix: ' %', max: 100 })}
            {button}
          </div>
        )}
      </div>
      {state.phase === 'running' && (
        <Progress {...(state.progress ?? { stage: 'Calculating', done: 0, total: 0, unit: '' })} onStop={stop} />
      )}
      {state.phase === 'failed' && <Failed what="The change could not be calculated" error={state.error} />}
      {state.phase === 'done' && <Effects answer={state.result} asked={state.asked} />}
    </Section>
  );
}

const FILE_COLUMNS: readonly CsvColumn<SegmentWhatIf['partners'][number]>[] = [
  ['Partner', 'text', ({ partner }) => partner],
  ['Name', 'text', ({ name }) => name],
  ['Bookings now', 'money', ({ before }) => before],
  ['Bookings then', 'money', ({ after }) => after],
  ['Why', 'text', ({ why }) => why],
];

interface EffectsProps {
  readonly answer: SegmentWhatIf;
  /** What was asked, whatever the form says since. */
  readonly asked: Params<'segment.whatIf'>;
}

type Range = Pick<SegmentWhatIf['effects'][number], 'low' | 'high'>;

const isRange = ({ low, high }: Range): boolean => low !== null && high !== null && low !== high;

function Effects({ answer, asked }: EffectsProps) {
  const locale = useLocale();
  const { compact } = numbers(locale);
  const { sentence, effects, partners, partnerCount, evidence, notes } = answer;
  const ranged = effects.some(isRange);
  const who = asked.change.kind === 'prune' ? 'who leave, or whose bookings change' : 'whose bookings change';
  return (
    <>
      <p className={styles.say}>
        <b>{sentence}</b> Evidence: {evidence}
      </p>
      <table className={`compact ${styles.table}`}>
        <thead>
          <tr>
            <th>Figure</th>
            <th className="num">now</th>
            <th className="num">then</th>
            {ranged && <th className="num">between</th>}
          </tr>
        </thead>
        <tbody>
          {effects.map(({ metric, label, unit, before, after, low, high, good }) => {
            const [now, then] = [before, after].map((cell) => formatCell(cell, unit, { locale }));
            // What reads the same has not changed.
            const tone = now === then ? 'plain' : toneOf(Number(after ?? 0) - Number(before ?? 0), good);
            return (
              <tr key={metric}>
                <td>{label}</td>
                <td className="num">{now}</td>
                <td className={`num ${tone === 'plain' ? '' : tone}`}>{then}</td>
                {ranged && (
                  <td className="num mut">
                    {isRange({ low, high })
                      ? `${formatCell(low, unit, { locale })} – ${formatCell(high, unit, { locale })}`
                      : ''}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {partners.length > 0 && (
        <details>
          <summary className="small">
            {countWords(partnerCount, 'partner', locale)} {who}
          </summary>
          <div className={styles.scroll}>
            <table className={`compact ${styles.table}`}>
              <tbody>
                {partners.map(({ partner, name, before, after, why }) => (
                  <tr key={partner}>
                    <td>
                      <a className="link" href={hrefOf({ screen: 'partners', item: partner })}>
                        {name}
                      </a>{' '}
                      <span className="small">{why}</span>
                    </td>
                    <td className="num">
                      {compact(before)} → {compact(after)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="small">
            {partnerCount > partners.length && `The first ${partners.length}. `}
            <ExportLink
              label={`Save ${partnerCount > partners.length ? 'all' : 'them'} as a file`}
              make={async () => {
                const { partners: all, basis } = await call('segment.whatIf', { ...asked, limit: partnerCount });
                return csvFile('what if', basis.asOf, FILE_COLUMNS, all);
              }}
            />
          </p>
        </details>
      )}
      <Notes notes={notes} />
    </>
  );
}
