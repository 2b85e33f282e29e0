import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { TaskInput, TaskName, TaskResult } from './tasks.ts';

export interface Measured<T> {
  readonly result: T;
  readonly peakBytes: number;
}

/** Runs a task of tasks.ts in a new process. What the task throws has been printed there. */
export function inProcess<N extends TaskName>(name: N, input: TaskInput<N>): Promise<Measured<TaskResult<N>>> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [name, JSON.stringify(input)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let measured: Measured<TaskResult<N>> | undefined;
    child.on('message', (message) => {
      measured = message as Measured<TaskResult<N>>;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (measured && code === 0) resolve(measured);
      else reject(new Error(`The task “${name}” ended with ${code ?? signal}.`));
    });
  });
}
