import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AfterPackContext, Arch, type Configuration } from 'electron-builder';

/** Where the page, the application and the sample go in a packed application. Needs a finished `npm run build`. */
export const PACKAGING: Configuration = {
  appId: 'app.quarterdeck',
  productName: 'Quarterdeck',
  copyright: 'MIT licence',
  directories: { output: 'release', buildResources: 'main/desktop/resources' },
  files: ['out/desktop/**', 'out/preload/**', 'out/renderer/**', 'package.json'],
  asar: true,
  // The binding loads a library that lies beside it; a packed one would be looked for in a temporary folder without it.
  asarUnpack: ['**/node_modules/@duckdb/**'],
  // DuckDB is native code and cannot look into the archive.
  extraResources: [{ from: 'samples/out', to: 'samples', filter: ['tidewater.quarterdeck'] }],
  fileAssociations: [{ ext: 'quarterdeck', name: 'Quarterdeck workspace', role: 'Editor' }],
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
  },
  // The binding is N-API: one build serves every Node and every Electron.
  npmRebuild: false,
  publish: null,
  linux: { target: ['AppImage'], category: 'Office' },
  mac: { target: ['dmg'], category: 'public.app-category.business' },
  win: { target: ['nsis'] },
  afterPack: (context) => checkPacked(context),
};

async function checkPacked({ packager, appOutDir, electronPlatformName, arch }: AfterPackContext): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir);
  await checkBinding(resources, electronPlatformName, Arch[arch]);
}

/**
 * The packed application must hold the binding of its target and no other: the one of the building machine gets in by
 * itself, and then the application fails on its user's.
 */
export async function checkBinding(resources: string, platform: string, arch: string): Promise<void> {
  const wanted = `node-bindings-${platform}-${arch}`;
  const folder = join(resources, 'app.asar.unpacked', 'node_modules', '@duckdb');
  const found = (await readdir(folder)).filter((name) => name.startsWith('node-bindings-'));
  if (found.length === 1 && found[0] === wanted) return;
  throw new Error(
    `The packed application for ${platform}-${arch} holds ${found.length === 0 ? 'no DuckDB binding' : found.join(', ')}, ` +
      `but needs exactly ${wanted}. Install it first: npm ci --os=${platform} --cpu=${arch}`,
  );
}
