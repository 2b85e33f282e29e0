/** Where a first program comes from: the levels that are in force, or the shape of a published one. */
import { Menu } from '@mantine/core';
import type { TierProgram } from '../../../analytics/api/documents/tierProgram.ts';
import { Button } from '../../parts/Button.tsx';
import { Empty, Failed } from '../../parts/states.tsx';
import { change } from '../../shell/location.ts';
import { useCall, useCommand } from '../../transport/calls.ts';
import styles from './Tiers.module.css';

export function Begin() {
  const templates = useCall('tier.templates', {});
  const infer = useCommand('tier.infer');
  const save = useCommand('tier.save');
  const begin = (program: TierProgram): void =>
    save.mutate({ name: program.name, program }, { onSuccess: ({ id }) => change({ item: String(id), extra: {} }) });
  return (
    <>
      {(infer.error ?? save.error) && (
        <Failed what="The program could not be begun" error={infer.error ?? save.error} still="Nothing was saved." />
      )}
      <Empty
        action={
          <div className={styles.begin}>
            <Button
              kind="primary"
              disabled={infer.isPending || save.isPending}
              onClick={() => infer.mutate({}, { onSuccess: ({ program }) => begin(program) })}
            >
              {infer.isPending ? 'Reading the levels…' : 'From the levels in force'}
            </Button>
            <Menu>
              <Menu.Target>
                <Button disabled={save.isPending}>From a published shape</Button>
              </Menu.Target>
              <Menu.Dropdown className={styles.menu}>
                {templates.data?.map(({ id, name, program }) => (
                  <Menu.Item key={id} onClick={() => begin(program)}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </div>
        }
      >
        Begin with a program: flows between levels, movers by name, cost and benefit follow from it.
      </Empty>
    </>
  );
}
