/** How levels change from review to review. */
import { NumberInput, Select, Switch } from '@mantine/core';
import {
  type Review,
  review as reviewSchema,
  type TierProgram,
} from '../../../../analytics/api/documents/tierProgram.ts';
import { Section } from '../../../parts/Section.tsx';
import styles from './Requirements.module.css';
import type { Propose } from './useProposal.ts';

const CADENCE: readonly { readonly value: Review['cadence']; readonly label: string }[] = [
  { value: 'monthly', label: 'after every fiscal month' },
  { value: 'quarterly', label: 'after every fiscal quarter' },
  { value: 'half-yearly', label: 'after every half of the fiscal year' },
  { value: 'annual', label: 'after the fiscal year' },
  { value: 'anniversary', label: 'on the partner’s anniversary' },
  { value: 'dates', label: 'on days of the year' },
];
const PROMOTE: readonly { readonly value: Review['promote']; readonly label: string }[] = [
  { value: 'each-review', label: 'at every review' },
  { value: 'quarterly', label: 'at quarterly reviews' },
  { value: 'annual', label: 'at the annual review' },
  { value: 'never', label: 'never' },
];
const DEMOTE = PROMOTE.filter(({ value }) => value !== 'quarterly') as readonly {
  readonly value: Review['demote'];
  readonly label: string;
}[];

interface ReviewEditorProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function ReviewEditor({ program, propose }: ReviewEditorProps) {
  const { review } = program;
  const { review: _, ...withoutReview } = program;
  const set = (part: Partial<Review>, label: string): void =>
    review && propose({ ...program, review: { ...review, ...part } }, label);
  /** Takes a limit away, or sets it. */
  const limit = (
    key: 'maxDropPerReview' | 'maxRisePerReview' | 'warnAt',
    value: string | number | null,
    label: string,
  ) => {
    if (!review) return;
    const { [key]: __, ...rest } = review;
    const next = value === null || value === '' ? rest : { ...rest, [key]: value };
    propose({ ...program, review: next as Review }, label);
  };
  return (
    <Section title="Reviews" basis="when levels change, and how steadily">
      <Switch
        size="xs"
        label="The program holds reviews"
        checked={review !== undefined}
        onChange={({ currentTarget: { checked } }) =>
          propose(
            checked ? { ...program, review: reviewSchema.parse({}) } : withoutReview,
            checked ? 'Reviews held' : 'No reviews',
          )
        }
      />
      {review && (
        <div className={styles.form}>
          <Select
            label="Held"
            size="xs"
            data={CADENCE}
            value={review.cadence}
            allowDeselect={false}
            onChange={(value) =>
              value &&
              set(
                value === 'dates'
                  ? { cadence: 'dates', asOfDates: review.asOfDates ?? ['01-01', '07-01'] }
                  : { cadence: value as Review['cadence'] },
                'Review days',
              )
            }
          />
          {review.cadence === 'dates' && (
            <Days days={review.asOfDates ?? []} onSet={(asOfDates) => set({ asOfDates }, 'Review days')} />
          )}
          <Select
            label="Rise"
            size="xs"
            data={PROMOTE}
            value={review.promote}
            allowDeselect={false}
            onChange={(value) => value && set({ promote: value as Review['promote'] }, 'When partners rise')}
          />
          <Select
            label="Fall"
            size="xs"
            data={DEMOTE}
            value={review.demote}
            allowDeselect={false}
            onChange={(value) => value && set({ demote: value as Review['demote'] }, 'When partners fall')}
          />
          <Whole
            label="Falls after reviews missed in a row"
            value={review.afterConsecutive}
            min={1}
            max={40}
            onSet={(afterConsecutive) => set({ afterConsecutive }, `Falls after ${afterConsecutive} missed`)}
          />
          <Whole
            label="Days of grace"
            value={review.afterGraceDays}
            min={0}
            max={3_660}
            onSet={(afterGraceDays) => set({ afterGraceDays }, `${afterGraceDays} days of grace`)}
          />
          <Whole
            label="Newcomers are safe for days"
            value={review.newcomerDays}
            min={0}
            max={3_660}
            onSet={(newcomerDays) => set({ newcomerDays }, `Newcomers safe for ${newcomerDays} days`)}
          />
          <NumberInput
            label="Levels a review may fall, at most"
            placeholder="no limit"
            size="xs"
            min={1}
            max={12}
            hideControls
            value={review.maxDropPerReview ?? ''}
            onBlur={({ currentTarget: { value } }) =>
              value !== String(review.maxDropPerReview ?? '') &&
              limit('maxDropPerReview', value === '' ? null : Number(value), 'Fall limited')
            }
          />
          <NumberInput
            label="Levels a review may rise, at most"
            placeholder="no limit"
            size="xs"
            min={1}
            max={12}
            hideControls
            value={review.maxRisePerReview ?? ''}
            onBlur={({ currentTarget: { value } }) =>
              value !== String(review.maxRisePerReview ?? '') &&
              limit('maxRisePerReview', value === '' ? null : Number(value), 'Rise limited')
            }
          />
          <NumberInput
            label="Warned when under so many times the threshold"
            placeholder="no warning"
            size="xs"
            min={1}
            max={5}
            step={0.05}
            decimalScale={2}
            hideControls
            value={review.warnAt === undefined ? '' : Number(review.warnAt)}
            onBlur={({ currentTarget: { value } }) =>
              value !== (review.warnAt ?? '') && limit('warnAt', value === '' ? null : value, 'Warning')
            }
          />
        </div>
      )}
    </Section>
  );
}

interface WholeProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onSet: (value: number) => void;
}

/** A whole number that takes effect when it is left: every digit typed would be a step to undo. */
function Whole({ label, value, min, max, onSet }: WholeProps) {
  return (
    <NumberInput
      key={value}
      label={label}
      size="xs"
      min={min}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      hideControls
      defaultValue={value}
      onBlur={({ currentTarget }) => {
        const next = Number(currentTarget.value);
        if (currentTarget.value !== '' && next !== value) onSet(next);
      }}
    />
  );
}

function Days({ days, onSet }: { readonly days: readonly string[]; readonly onSet: (days: string[]) => void }) {
  return (
    <Select
      label="Days"
      size="xs"
      data={[...new Set([days.join(', '), '01-01', '04-01', '07-01', '10-01', '01-01, 07-01', '04-01, 10-01'])]}
      value={days.join(', ')}
      allowDeselect={false}
      onChange={(value) => value && onSet(value.split(', '))}
    />
  );
}
