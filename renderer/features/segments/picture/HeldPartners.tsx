/** Partners that a loop holds: who they are, and where somebody wants them to be instead. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SegmentMembers, SegmentProfile } from '../../../../analytics/api/segments.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { numbers } from '../../../../analytics/present/numbers.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { say } from '../../../shell/statusLine.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCommand } from '../../../transport/calls.ts';
import { decisionGroups } from '../decision.ts';
import styles from '../Segments.module.css';
import { useSegmentWork } from '../SegmentWork.ts';

interface HeldPartnersProps {
  readonly members: SegmentMembers;
  readonly segments: readonly SegmentProfile[];
  readonly places: readonly number[];
  readonly onDone: () => void;
}

/** Names that are written out; a filter takes all. */
const MOST_NAMES = 24;
/** As many as a filter holds. */
const MOST_FILTERED = 500;

export function HeldPartners({ members, segments, places, onDone }: HeldPartnersProps) {
  const { saved, draft } = useSegmentWork();
  const locale = useLocale();
  const { compact } = numbers(locale);
  const partners = places.map((place) => members.partners[place]!);
  const amount = places.reduce((sum, place) => sum + (members.amounts[place] ?? 0), 0);
  const filtered = partners.length <= MOST_FILTERED;
  return (
    <Section
      title={`${countWords(places.length, 'partner', locale)} held`}
      basis={`${compact(amount)} credited to them this year`}
      aside={
        <span className={styles.acts}>
          {filtered && (
            <a className="link" href={hrefOf({ screen: 'scorecards', where: [{ dim: 'partner', values: partners }] })}>
              Their scorecard
            </a>
          )}
          <button type="button" className="link" onClick={onDone}>
            Let go
          </button>
        </span>
      }
    >
      <p className={styles.say}>
        {places.slice(0, MOST_NAMES).map((place, index) => (
          <span key={members.partners[place]}>
            {index > 0 && ', '}
            <a className="link" href={hrefOf({ screen: 'partners', item: members.partners[place]! })}>
              {members.names[place]}
            </a>
          </span>
        ))}
        {places.length > MOST_NAMES && ` and ${places.length - MOST_NAMES} more`}
      </p>
      {saved && !draft.dirty ? (
        <MoveForm segmentation={saved.id} segments={segments} partners={partners} onDone={onDone} />
      ) : (
        <p className="small">Save the segmentation to move partners by hand.</p>
      )}
    </Section>
  );
}

interface MoveFormProps {
  readonly segmentation: number;
  readonly segments: readonly SegmentProfile[];
  readonly partners: readonly string[];
  readonly onDone: () => void;
}

/** Where somebody wants them to be instead, and why: a move without a reason cannot be defended. */
function MoveForm({ segmentation, segments, partners, onDone }: MoveFormProps) {
  const locale = useLocale();
  const move = useCommand('segment.move');
  const [segment, choose] = useState<string | null>(null);
  const [reason, give] = useState('');
  const to = segments.find(({ id }) => id === segment);
  const missing = !to ? 'Choose a segment' : reason.trim() === '' ? 'Say why' : null;
  const submit = (): void => {
    if (!to || missing !== null) return;
    move.mutate(
      { id: segmentation, partners: [...partners], segment: to.id, reason: reason.trim() },
      {
        onSuccess: ({ moved }) => {
          say(`${countWords(moved, 'partner', locale)} moved to ${to.label}`);
          onDone();
        },
      },
    );
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Select
        label="Belong to"
        size="xs"
        w={150}
        searchable
        data={decisionGroups(segments).flatMap((group) =>
          group.segments.map(({ id, label }) => ({ value: id, label })),
        )}
        value={segment}
        onChange={choose}
      />
      <TextInput
        label="because"
        size="xs"
        className={styles.grow}
        maxLength={400}
        value={reason}
        onChange={(event) => give(event.currentTarget.value)}
      />
      <Button type="submit" disabled={missing !== null || move.isPending}>
        {missing ?? 'Move'}
      </Button>
      {move.error && <Failed what="The partners were not moved" error={move.error} />}
    </form>
  );
}
