/** Files in: what each was taken for and why, what will happen, and everything that was ever loaded. */
import { useEffect, useState } from 'react';
import type { LoadReport } from '../../../analytics/api/results.ts';
import { change, useAddress } from '../../shell/location.ts';
import { say } from '../../shell/statusLine.ts';
import { explain } from '../../transport/calls.ts';
import { chooseFiles, type HostFile, receiveFiles } from '../../transport/files.ts';
import { Arrival } from './Arrival.tsx';
import { handOver, useChosen } from './chosen.ts';
import { Loads } from './Loads.tsx';

export default function DataScreen() {
  const chosen = useChosen();
  const { extra } = useAddress();
  const [report, setReport] = useState<LoadReport | null>(null);

  const onChoose = (): void => void take(chooseFiles());
  const onFiles = (files: readonly File[]): void => void take(receiveFiles(files));

  const asked = extra.add === 'now';
  useEffect(() => {
    if (!asked) return;
    change({ extra: {} }, { replace: true });
    void take(chooseFiles());
  }, [asked]);

  return chosen.length > 0 ? (
    <Arrival files={chosen} onChoose={onChoose} onFiles={onFiles} onLoaded={setReport} />
  ) : (
    <Loads report={report} onChoose={onChoose} onFiles={onFiles} />
  );
}

async function take(files: Promise<readonly HostFile[]>): Promise<void> {
  try {
    handOver(await files);
  } catch (thrown) {
    say(explain(thrown).sentence);
  }
}
