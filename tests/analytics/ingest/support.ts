import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnMap } from '../../../analytics/api/documents/columnMap.ts';
import type { LoadRecord } from '../../../analytics/api/results.ts';
import { type LoadContext, type LoadFile, loadFiles } from '../../../analytics/ingest/load.ts';
import { Workspace } from '../../../analytics/workspace/workspace.ts';
import { SHARED_DATA } from '../../fixtures/sharedData.ts';

export { hasSharedData as hasData } from '../../fixtures/sharedData.ts';
export const data = (path: string) => join(SHARED_DATA, path);

export const NOW = new Date('2026-03-31T12:00:00Z');

/** A workspace of its own for a test, with a folder to write files into. */
export class Bench {
  readonly folder: string;
  readonly workspace: Workspace;
  private number = 0;

  private constructor(folder: string, workspace: Workspace) {
    this.folder = folder;
    this.workspace = workspace;
  }

  static async open(): Promise<Bench> {
    const folder = await mkdtemp(join(tmpdir(), 'ingest-'));
    return new Bench(folder, await Workspace.create(join(folder, 'test.quarterdeck'), 'Test', { now: () => NOW }));
  }

  get context(): LoadContext {
    return {
      engine: this.workspace.engine,
      stagingDir: this.workspace.stagingDirectory,
      baseCurrency: 'USD',
      now: () => NOW,
    };
  }

  async file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, `${this.number++}-${name}`);
    await writeFile(path, content);
    return path;
  }

  async load(name: string, content: string | Uint8Array, map: object): Promise<LoadRecord> {
    const [record] = await this.loadAll([{ path: await this.file(name, content), name, map: columnMap.parse(map) }]);
    return record!;
  }

  loadAll(files: readonly LoadFile[]): Promise<LoadRecord[]> {
    return loadFiles(this.context, files);
  }

  rows<T>(sql: string): Promise<T[]> {
    return this.workspace.engine.rows<T>(sql);
  }

  /** Everything the workspace holds, to prove that something changed nothing. */
  async dump(): Promise<string> {
    const tables = await this.rows<{ name: string }>(
      "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('store', 'app') ORDER BY 1",
    );
    const parts = [];
    for (const { name } of tables) parts.push([name, await this.rows(`FROM ${name} ORDER BY ALL`)]);
    return JSON.stringify([parts, await readdir(this.workspace.stagingDirectory)]);
  }

  async close(): Promise<void> {
    await this.workspace.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export const file = (path: string, name: string, map: object): LoadFile => ({ path, name, map: columnMap.parse(map) });

/** How the reseller network's three exports map: order numbers are won deals, order lines their lines. */
export const RESELLER_MAPS = {
  partners: {
    as: 'partners',
    columns: {
      partner_id: 'Account ID',
      partner_name: 'Account Name',
      type: 'Type',
      city: 'City',
      country: 'Country',
      region: 'Region',
    },
  },
  deals: {
    as: 'deals',
    columns: {
      deal_id: 'Order Number',
      line_id: 'Order Line',
      partner_id: 'Account ID',
      product_name: 'Product',
      family: 'Subcategory',
      category: 'Category',
      quantity: 'Quantity',
      unit_price: 'Unit Price',
      amount: 'Sales Amount',
      cost: 'Total Cost',
      created_on: 'Order Date',
      closed_on: 'Order Date',
    },
    constants: { outcome: 'won' },
  },
  payouts: {
    as: 'payouts',
    columns: {
      payout_id: 'Credit ID',
      line_id: 'Order Line',
      partner_id: 'Account ID',
      program: 'Promotion',
      base: 'List Amount',
      rate: 'Discount %',
      amount: 'Discount Amount',
      earned_on: 'Order Date',
    },
    constants: { kind: 'discount' },
  },
} as const;
