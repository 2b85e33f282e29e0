/** The tiers before a program is open. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { SavedProgram } from '../../../analytics/api/tiers.ts';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { Failed, Frame, Settled } from '../../parts/states.tsx';
import { change, changeExtra } from '../../shell/location.ts';
import { say } from '../../shell/statusLine.ts';
import { useCommand } from '../../transport/calls.ts';
import { StartView } from './views.ts';

interface StartScreenProps {
  readonly programs: UseQueryResult<readonly SavedProgram[], Error>;
  /** The program to go back to, when there is one. */
  readonly back: SavedProgram | undefined;
}

export function StartScreen({ programs, back }: StartScreenProps) {
  const save = useCommand('tier.save');
  return (
    <Screen
      title="Tiers"
      basis="A program says what each level asks for; everything else follows from it"
      actions={back && <Button onClick={() => changeExtra({ view: '' })}>Back to {back.name}</Button>}
    >
      {save.error && <Failed what="The program could not be begun" error={save.error} still="Nothing was saved." />}
      <Settled query={programs} what="The programs could not be read">
        {() => (
          <Suspense fallback={<Frame />}>
            <StartView
              onBegin={(program, name) =>
                save.mutate(
                  { name, program },
                  {
                    onSuccess: ({ id }) => {
                      say(`${name} begun`);
                      change({ item: String(id), extra: {} });
                    },
                  },
                )
              }
            />
          </Suspense>
        )}
      </Settled>
    </Screen>
  );
}
