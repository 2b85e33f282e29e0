/** Rolls the program to its next year: dates moved, thresholds raised, joiners pro-rated, old levels honoured. */
import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TierProgram } from '../../../../analytics/api/documents/tierProgram.ts';
import { Button } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Failed } from '../../../parts/states.tsx';
import { call } from '../../../transport/connection.ts';
import styles from './Requirements.module.css';
import type { Propose } from './useProposal.ts';

interface NextYearProps {
  readonly program: TierProgram;
  readonly propose: Propose;
}

export function NextYear({ program, propose }: NextYearProps) {
  const [effectiveFrom, setEffectiveFrom] = useState(yearAfter(program.effectiveFrom) ?? '');
  const [percent, setPercent] = useState(0);
  const [proRate, setProRate] = useState(true);
  const [honourUntil, setHonourUntil] = useState('');
  const [failure, setFailure] = useState<unknown>(null);

  async function roll(): Promise<void> {
    setFailure(null);
    try {
      const next = await call('tier.roll', {
        program: program as unknown as Record<string, unknown>,
        effectiveFrom,
        factor: 1 + percent / 100,
        ...(proRate ? { proRateFromDays: 90 } : {}),
        ...(honourUntil === '' ? {} : { honourUntil }),
      });
      propose(next, `Rolled to the year from ${effectiveFrom}`);
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <Section title="Next year" basis="a new version of these rules; the old one stays beside it">
      {failure !== null && <Failed what="The program was not rolled" error={failure} />}
      <form
        className={styles.form}
        aria-label="Next year"
        onSubmit={(event) => {
          event.preventDefault();
          void roll();
        }}
      >
        <TextInput
          type="date"
          size="xs"
          label="In force from"
          value={effectiveFrom}
          onChange={(event) => setEffectiveFrom(event.currentTarget.value)}
        />
        <NumberInput
          label="Thresholds of money and points"
          size="xs"
          suffix=" %"
          min={-90}
          max={900}
          hideControls
          value={percent}
          onChange={(value) => setPercent(typeof value === 'number' ? value : 0)}
        />
        <TextInput
          type="date"
          size="xs"
          label="Honour old levels until"
          value={honourUntil}
          onChange={(event) => setHonourUntil(event.currentTarget.value)}
        />
        <Checkbox
          size="xs"
          label="Scale up measures of joiners, from 90 days on"
          checked={proRate}
          onChange={({ currentTarget: { checked } }) => setProRate(checked)}
        />
        <Button type="submit" disabled={effectiveFrom === ''}>
          {effectiveFrom === '' ? 'Roll, with its first day' : 'Roll to the next year'}
        </Button>
      </form>
    </Section>
  );
}

function yearAfter(day: string | undefined): string | undefined {
  if (!day) return undefined;
  const rest = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4);
  return `${Number(day.slice(0, 4)) + 1}${rest}`;
}
