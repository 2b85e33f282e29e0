/** Requirements that only people can confirm, and invitations: for whom, by whom, from when. */
import { Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { formatDate } from '../../../../analytics/present/dates.ts';
import { Button, IconButton } from '../../../parts/Button.tsx';
import { PartnerPick } from '../../../parts/PartnerPick.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useLocale } from '../../../shell/workspace.ts';
import { useCall, useCommand } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';
import { flagsOf } from './flags.ts';
import styles from './Registers.module.css';

export function Attestations() {
  const { draft } = useTierWork();
  const query = useCall('tier.attestations', {});
  const save = useCommand('tier.saveAttestation');
  const remove = useCommand('tier.removeAttestation');
  const locale = useLocale();
  const flags = useMemo(() => flagsOf(draft.present), [draft.present]);
  const failure = save.error ?? remove.error;
  const none = flags.length === 0 && query.data?.length === 0;
  return (
    <Section title="Confirmed by people" basis="attested requirements and invitations" busy={query.isFetching}>
      {failure && <Failed what="The register was not changed" error={failure} />}
      <Settled query={query} what="The register could not be read" rows={3}>
        {(attestations) => (
          <>
            {none && <Empty>This program asks for nothing that only people can confirm.</Empty>}
            {attestations.length > 0 && (
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">Partner</th>
                    <th scope="col">What</th>
                    <th scope="col">From</th>
                    <th scope="col">To</th>
                    <th scope="col">Confirmed by</th>
                    <th scope="col">
                      <span className="mut">Remove</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {attestations.map(({ id, partner, flag, from, to, by }) => (
                    <tr key={id}>
                      <th scope="row">
                        <a href={hrefOf({ screen: 'partners', item: partner })}>{partner}</a>
                      </th>
                      <td>{flag}</td>
                      <td>{formatDate(from, locale)}</td>
                      <td>{to ? formatDate(to, locale) : '–'}</td>
                      <td>{by}</td>
                      <td>
                        <IconButton
                          icon={IconTrash}
                          label={`Remove ${flag} of ${partner}`}
                          onClick={() => remove.mutate({ id })}
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Settled>
      {flags.length > 0 && <Add flags={flags} onAdd={(attestation) => save.mutateAsync({ attestation })} />}
    </Section>
  );
}

interface AddProps {
  readonly flags: readonly string[];
  readonly onAdd: (attestation: { partner: string; flag: string; from: string; by: string }) => Promise<unknown>;
}

function Add({ flags, onAdd }: AddProps) {
  const [partner, setPartner] = useState<string | null>(null);
  const [flag, setFlag] = useState<string | null>(flags[0] ?? null);
  const [from, setFrom] = useState('');
  const [by, setBy] = useState('');
  const ready = partner !== null && flag !== null && from !== '' && by.trim() !== '';
  return (
    <form
      className={styles.add}
      aria-label="New confirmation"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onAdd({ partner, flag, from, by: by.trim() }).then(
          () => setPartner(null),
          () => undefined,
        );
      }}
    >
      <PartnerPick value={partner} onChange={setPartner} />
      <Select label="What" data={flags} value={flag} onChange={setFlag} />
      <TextInput type="date" label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextInput
        label="Confirmed by"
        value={by}
        maxLength={120}
        onChange={(event) => setBy(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!ready}>
        Confirm
      </Button>
    </form>
  );
}
