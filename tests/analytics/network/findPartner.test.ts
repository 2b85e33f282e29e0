import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPartner } from '../../../analytics/network/findPartner.ts';
import { queryContext } from '../../../analytics/service/context.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
let workspace: Workspace;
const find = async (text: string) => findPartner(await queryContext(workspace), text);

beforeAll(async () => {
  workspace = await Workspace.create(folder.file('w.quarterdeck'), 'Network');
  await workspace.engine.run(
    `INSERT INTO store.partner (partner_id, partner_name, from_load) VALUES
       ('P1', 'Adler Systems', 1), ('P2', 'Brandt', 1), ('P3', 'brandt', 1), ('Calder', 'Dorn', 1), ('P5', 'Calder', 1)`,
  );
});
afterAll(() => workspace.close());

describe('the partner that somebody means', () => {
  it('is found by id, or by name in any case; an id goes before a name', async () => {
    expect(await find('P1')).toBe('P1');
    expect(await find(' ADLER systems ')).toBe('P1');
    expect(await find('Calder')).toBe('Calder');
  });

  it('is asked for again when several have the name', async () => {
    await expect(find('Brandt')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('P2, P3'),
    });
  });

  it('is guessed at, but not taken, when a letter is wrong or a part is missing', async () => {
    for (const text of ['Adler', 'Adler Sistems', 'Adlr', 'Addler'])
      await expect(find(text)).rejects.toMatchObject({
        message: `There is no partner “${text}”. Did you mean Adler Systems (P1)?`,
      });
    await expect(find('Zebra')).rejects.toMatchObject({ message: expect.stringMatching(/whole name/) });
  });
});
