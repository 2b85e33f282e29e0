/** The part of package-lock.json that matters here: where a package goes → what it is. */
export type Packages = Readonly<Record<string, Locked>>;

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The optional packages of other platforms that a lock file lacks, as it should hold them. npm leaves them out when the
 * registry in use does not offer them, and `npm ci` then refuses the lock file, although it would never install them.
 */
export function missingPlatformPackages(packages: Packages): Packages {
  const missing: Record<string, Locked> = {};
  for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      if (platform === undefined || isResolved({ ...packages, ...missing }, parent, name, version)) continue;
      const topmost = `node_modules/${name}`;
      const place = topmost in packages || topmost in missing ? `${parent}/${topmost}` : topmost;
      missing[place] = { version, ...(dev && { dev }), optional: true, ...platform };
    }
  }
  return missing;
}

/** Is the package found from `parent`, in its own node_modules or in that of a folder above, and of the right version? */
function isResolved(packages: Packages, parent: string, name: string, version: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    // A range was resolved by npm itself; only exact versions can be added here.
    if (found) return found.version === version || !/^\d/.test(version);
    if (folder === '') return false;
  }
}

/** What npm would have read from the package's own manifest: `binding-linux-x64-musl` runs on linux, x64. */
function platformOf(name: string): Pick<Locked, 'os' | 'cpu'> | undefined {
  const [, os, cpu] =
    /-(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)(?:-|$)/.exec(
      name,
    ) ?? [];
  return os === undefined || cpu === undefined ? undefined : { os: [os], cpu: [cpu] };
}
