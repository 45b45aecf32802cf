// The browser's own processes as the kernel lists them: which are renderers, and how much memory is theirs alone.
import { readdirSync, readFileSync } from "node:fs";

interface Entry {
  readonly pid: number;
  readonly parent: number;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // ended between the listing and the reading
    return "";
  }
}

function entries(): Entry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      // proc(5): pid (comm) state ppid; comm may hold blanks and parentheses
      const stat = read(`/proc/${name}/stat`);
      const parent = /^\S+ \S (\d+)/.exec(`x${stat.slice(stat.lastIndexOf(")") + 1)}`)?.[1];
      return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }];
    });
}

/** Renderer processes below `root`; a process that has ended and waits to be reaped has no command line. */
export function renderersBelow(root: number): number[] {
  const all = entries();
  const below = new Set([root]);
  for (let grown = true; grown; ) {
    const before = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
    grown = below.size > before;
  }
  return [...below].filter((pid) => /(^|[\0 ])--type=renderer([\0 ]|$)/.test(read(`/proc/${pid}/cmdline`)));
}

/** Octets that no other process shares; null: the kernel does not tell us. Electron tells private octets on Windows only. */
export function privateBytes(pid: number): number | null {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)].map(([, kB]) => Number(kB));
  return kilobytes.length === 0 ? null : kilobytes.reduce((sum, kB) => sum + kB, 0) * 1024;
}
