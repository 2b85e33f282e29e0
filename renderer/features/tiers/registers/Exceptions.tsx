/** The register of exceptions: who, what, until when, why, who approved, and what each costs a year. */
import { Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { RegisteredException } from '../../../../analytics/api/tiers.ts';
import { formatCell } from '../../../../analytics/present/cell.ts';
import { formatRange } from '../../../../analytics/present/dates.ts';
import { countWords } from '../../../../analytics/present/labels.ts';
import { IconButton } from '../../../parts/Button.tsx';
import { Section } from '../../../parts/Section.tsx';
import { Empty, Failed, Settled } from '../../../parts/states.tsx';
import { hrefOf } from '../../../shell/location.ts';
import { useCellStyle, useLocale } from '../../../shell/workspace.ts';
import { useCall, useCommand } from '../../../transport/calls.ts';
import { useTierWork } from '../TierWork.ts';
import { AddException } from './AddException.tsx';
import { effectWords, SOON } from './effect.ts';
import styles from './Registers.module.css';

export function Exceptions() {
  const { draft, conditions, against } = useTierWork();
  const query = useCall('tier.exceptions', {});
  const simulation = useCall('tier.simulate', {
    ...conditions,
    ...(against ? { against } : {}),
    program: draft.present,
    exceptions: true,
  });
  const save = useCommand('tier.saveException');
  const remove = useCommand('tier.removeException');
  const style = useCellStyle();
  const locale = useLocale();
  const effects = new Map(simulation.data?.exceptions.each.map((effect) => [effect.id, effect]));
  const total = simulation.data?.exceptions;
  const money = (value: string): string => formatCell(value, 'money', style);
  const failure = save.error ?? remove.error;

  return (
    <Section
      title="Exceptions"
      basis={
        total && query.data?.length
          ? `${countWords(total.applied, 'exception', locale)} ${total.applied === 1 ? 'changes a level; it costs' : 'change levels; they cost'} ${money(total.cost)} ${simulation.data?.basis.currency} of benefits a year`
          : 'partners placed beside the rules'
      }
      busy={query.isFetching || simulation.isFetching}
    >
      {failure && <Failed what="The register was not changed" error={failure} />}
      <Settled query={query} what="The register could not be read" rows={4}>
        {(exceptions) => (
          <>
            {exceptions.length === 0 && (
              <Empty>No exceptions. Partners to protect on the Simulate view can be added here with one click.</Empty>
            )}
            {exceptions.length > 0 && (
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">Applies</th>
                    <th scope="col">Partner</th>
                    <th scope="col">Effect</th>
                    <th scope="col">From – to</th>
                    <th scope="col" className="num">
                      Left
                    </th>
                    <th scope="col">Level without, with</th>
                    <th scope="col" className="num">
                      Cost a year
                    </th>
                    <th scope="col">Reason, approver</th>
                    <th scope="col">
                      <span className="mut">Remove</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {[...exceptions]
                    .sort((a, b) => a.daysLeft - b.daysLeft)
                    .map((exception) => {
                      const effect = effects.get(exception.id);
                      const who = exception.name ?? exception.partner;
                      return (
                        <tr key={exception.id}>
                          <td>
                            <Switch
                              size="xs"
                              aria-label={`The exception of ${who} applies`}
                              checked={exception.enabled}
                              onChange={({ currentTarget: { checked } }) =>
                                save.mutate({
                                  id: exception.id,
                                  exception: { ...documentOf(exception), enabled: checked },
                                })
                              }
                            />
                          </td>
                          <th scope="row">
                            <a href={hrefOf({ screen: 'partners', item: exception.partner })}>{who}</a>
                          </th>
                          <td>{effectWords(exception)}</td>
                          <td>{formatRange(exception.from, exception.to, locale)}</td>
                          <td className="num">
                            <Left days={exception.daysLeft} />
                          </td>
                          <td>
                            {effect ? `${effect.without} → ${effect.with}` : <span className="mut">no change</span>}
                          </td>
                          <td className="num">{effect ? money(effect.cost) : '–'}</td>
                          <td>
                            {exception.reason} <span className="mut">{exception.approver}</span>
                          </td>
                          <td>
                            <IconButton
                              icon={IconTrash}
                              label={`Remove the exception of ${who}`}
                              onClick={() => remove.mutate({ id: exception.id })}
                            />
                          </td>
                        </tr>
                      );
                    })}
                </tbody>
              </table>
            )}
          </>
        )}
      </Settled>
      <AddException levels={draft.present.levels} onAdd={(exception) => save.mutateAsync({ exception })} />
    </Section>
  );
}

/** What is stored of a registered exception. */
function documentOf({ id: _, name: __, daysLeft: ___, ...exception }: RegisteredException) {
  return exception;
}

function Left({ days }: { readonly days: number }) {
  if (days < 0) return <span className="mut">ended</span>;
  return <span className={days <= SOON ? 'warn' : undefined}>{days <= SOON ? `▲ ${days} d` : `${days} d`}</span>;
}
