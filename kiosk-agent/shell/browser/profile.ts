// The folder that one run of the browser may write to: in memory, new for every run, wiped and looked at again before the
// next first paint. A power cut wipes it by itself.
import { mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** statfs(2), TMPFS_MAGIC and RAMFS_MAGIC */
const memoryFileSystems: ReadonlySet<number> = new Set([0x01021994, 0x858458f6]);

export function isInMemory(folder: string): boolean {
  return memoryFileSystems.has(statfsSync(folder).type);
}

/** Where runs stand: the user's own runtime folder, else shared memory. */
export function defaultBase(runtime: string | undefined, uid: number): string {
  return runtime === undefined || runtime === "" ? `/dev/shm/kiosk-shell-${uid}` : join(runtime, "kiosk-shell");
}

/** The browser puts a socket below, and the address of a socket has 107 octets (unix(7)); ours and its own part take 62. */
export const longestBase = 45;

/** Makes the folder, for this user alone. @throws where it cannot be made */
export function openBase(base: string): void {
  mkdirSync(base, { recursive: true, mode: 0o700 });
}

/** Everything below is gone afterwards; returns how many entries are left when it is read back. */
export function wipeBase(base: string): number {
  for (const entry of readdirSync(base)) {
    // the browser's last process may still be writing while it dies
    rmSync(join(base, entry), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
  return readdirSync(base, { recursive: true }).length;
}

export interface RunFolder {
  readonly profile: string;
  /** what the browser and its libraries take for the user's home, caches and temporary files */
  readonly environment: Readonly<Record<string, string>>;
}

export function openRun(base: string, id: string): RunFolder {
  const run = join(base, `run-${id}`);
  const folders = { profile: join(run, "profile"), home: join(run, "home"), temporary: join(run, "t") };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const environment = {
    HOME: folders.home,
    XDG_CONFIG_HOME: join(folders.home, ".config"),
    XDG_CACHE_HOME: join(folders.home, ".cache"),
    XDG_DATA_HOME: join(folders.home, ".local"),
    TMPDIR: folders.temporary,
  };
  return { profile: folders.profile, environment };
}
