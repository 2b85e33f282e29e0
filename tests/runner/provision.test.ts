import { chmod, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LIBREOFFICE } from '../fixtures/programs.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { lacks, provide } from './provision.ts';

const folder = temporaryFolder();
const said: string[] = [];
const log = folder.file('log.txt');

/** A command of the PATH that notes how it was called. */
async function command(name: string, then = 'exit 0'): Promise<void> {
  await writeFile(folder.file(name), `#!/bin/sh\necho "${name} $*" >> ${log}\n${then}\n`);
  await chmod(folder.file(name), 0o755);
}

const calls = async () => (await readFile(log, 'utf8')).trim().split('\n');
const user = (id: number) => vi.spyOn(process, 'getuid').mockReturnValue(id);

beforeEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  // A machine with nothing but what a test puts there.
  for (const name of ['apt-get', 'sudo', 'soffice', 'env']) await rm(folder.file(name), { force: true });
  await symlink('/usr/bin/env', folder.file('env'));
  await writeFile(log, '');
  vi.stubEnv('PATH', folder.path);
  vi.stubEnv(LIBREOFFICE.variable, undefined);
  said.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});

// Guards “npm test” on a new machine: what it needs and lacks is brought, or it is said why not.
describe.runIf(process.platform === 'linux')('what the suites need', () => {
  const UPDATE = 'apt-get -qq update';
  const INSTALL = 'apt-get -qq install -y --no-install-recommends libreoffice-calc-nogui';

  test('is installed by root', async () => {
    user(0);
    await command('apt-get');
    await provide([LIBREOFFICE, LIBREOFFICE]);
    expect(await calls()).toEqual([UPDATE, INSTALL]);
    expect(said).toEqual(['Installing libreoffice-calc-nogui …\n']);
  });

  test('is installed by a user whom sudo asks nothing', async () => {
    user(1000);
    await command('apt-get');
    await command('sudo', 'shift; exec "$@"');
    await writeFile(folder.file('true'), '#!/bin/sh\n', { mode: 0o755 });
    await provide([LIBREOFFICE]);
    expect((await calls()).filter((call) => call.startsWith('apt-get'))).toEqual([UPDATE, INSTALL]);
  });

  test('is left to a user whom sudo asks for a password', async () => {
    user(1000);
    await command('apt-get');
    await command('sudo', 'exit 1');
    await provide([LIBREOFFICE]);
    expect(await calls()).toEqual(['sudo -n true']);
    expect(said.join('')).toContain('that takes root, or a sudo that asks nothing');
    expect(lacks(LIBREOFFICE)).toContain('apt-get install libreoffice-calc-nogui');
  });

  test('is left to the user where there is no apt-get', async () => {
    user(0);
    await provide([LIBREOFFICE]);
    expect(said.join('')).toContain('there is no apt-get');
  });

  test('is tried with old lists, and a refusal is told', async () => {
    user(0);
    await command('apt-get', 'exit 100');
    await provide([LIBREOFFICE]);
    expect(await calls()).toEqual([UPDATE, INSTALL]);
    expect(said.at(-1)).toContain('apt-get ended with 100');
  });

  test('is not installed where it is, or where the user named one', async () => {
    user(0);
    await command('apt-get');
    vi.stubEnv(LIBREOFFICE.variable, '/nowhere/soffice');
    await provide([LIBREOFFICE]);
    vi.stubEnv(LIBREOFFICE.variable, undefined);
    await command('soffice');
    await provide([LIBREOFFICE]);
    expect(await calls()).toEqual(['']);
  });
});
