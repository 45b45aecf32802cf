// One run of the browser, from a folder of its own to the last of its processes.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { browserArguments } from "./flags.ts";
import { privateBytes, renderersBelow } from "./processes.ts";
import { openRun } from "./profile.ts";

const goneLimitMs = 3_000;

export interface BrowserRun {
  /** of its first process; undefined: it could not be started */
  readonly pid: number | undefined;
  /** false as soon as its first process has ended */
  isRunning(): boolean;
  /** When a renderer last vanished, as `look` saw it; null: none did. */
  vanishedAt(): number | null;
  /** How many renderers it had, as `look` saw it. */
  renderers(): number;
  /** Looks at the processes; private octets of the largest renderer, null: not told. */
  look(at: number): number | null;
  /** Ends every process of it at once; nothing of it is worth a farewell. */
  end(): Promise<void>;
}

export interface RunOptions {
  readonly program: string;
  readonly base: string;
  readonly url: string;
  readonly flags: readonly string[];
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

export function startRun({ program, base, url, flags }: RunOptions): BrowserRun {
  const { profile, environment } = openRun(base, randomUUID().slice(0, 8));
  const child = spawn(program, browserArguments(profile, url, flags), {
    env: { ...process.env, ...environment },
    // a group of its own, so that the whole of it can be ended
    detached: true,
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    // it could not be started: the same as ended
    child.once("error", () => resolve());
  });
  let known: readonly number[] = [];
  let vanished: number | null = null;
  return {
    pid: child.pid,
    isRunning: () => !hasEnded(child),
    vanishedAt: () => vanished,
    renderers: () => known.length,
    look: (at) => {
      if (child.pid === undefined) return null;
      const now = renderersBelow(child.pid);
      if (known.some((pid) => !now.includes(pid))) vanished = at;
      known = now;
      const sizes = now.map(privateBytes).filter((bytes) => bytes !== null);
      return sizes.length === 0 ? null : Math.max(...sizes);
    },
    end: async () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // the group is gone already
      }
      const limit = new Promise<void>((resolve) => setTimeout(resolve, goneLimitMs).unref());
      await Promise.race([ended, limit]);
    },
  };
}
