import { expect, it } from 'vitest';
import { Engine } from '../../../analytics/engine/engine.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const LONG = 'SELECT count(*) FROM range(100000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3';
const ENDLESS = 'SELECT a.range AS n FROM range(1000000000) a, range(1000) b';

// Guards the whole host: disconnecting under a running query deadlocks every thread of Node's pool, or ends the process.
it.each(Array.from({ length: 8 }, (_, round) => round))('waits for what runs, however it runs (%i)', async (round) => {
  const engine = await Engine.open({
    path: folder.file(`w${round}.quarterdeck`),
    directory: folder.path,
    temp: folder.file('spill'),
  });
  await engine.run('CREATE TABLE t (a INTEGER)');
  const cursor = await engine.cursor(ENDLESS);
  await cursor.next();
  const running = [
    engine.rows(LONG),
    engine.run(LONG),
    cursor.next().then(() => cursor.next()),
    engine.transaction(async (transaction) => {
      await transaction.run('INSERT INTO t VALUES (1)');
      await transaction.rows(LONG);
    }),
    engine.rows(LONG),
  ];
  const ended = Promise.allSettled(running);
  await new Promise((resolve) => setTimeout(resolve, round * 5));
  await Promise.all([engine.close(), engine.close()]);
  await ended;
  await expect(engine.rows('SELECT 1')).rejects.toMatchObject({ code: 'no-workspace' });

  const again = await Engine.open({
    path: folder.file(`w${round}.quarterdeck`),
    directory: folder.path,
    temp: folder.file('spill'),
  });
  expect(await again.rows('SELECT count(*) AS n FROM t')).toEqual([{ n: 0 }]);
  await again.close();
});
