// Whether the system's clock follows a time server. The kernel's own word for it (adjtimex) is not reachable from here;
// systemd's timedated reads it aloud, whichever program sets the clock.
import { execFile } from "node:child_process";
import { type HostRoots, isThere } from "./host-files.ts";

/** The program and its first arguments; elsewhere in tests. */
export type ClockQuery = readonly [command: string, ...args: string[]];

export const timedatectl: ClockQuery = ["timedatectl", "show", "--property=NTPSynchronized", "--value"];

/** 1 or 0; `none` where nothing on this machine could know; undefined where what should know does not tell. */
export async function clockFact(
  { run }: HostRoots,
  query: ClockQuery,
  limitMs: number,
  signal: AbortSignal,
): Promise<number | "none" | undefined> {
  // systemd-timesyncd leaves this file behind once it has set the clock since boot.
  const isSetOnce = await isThere(run, "systemd/timesync/synchronized");
  const hasSystemd = await isThere(run, "systemd/system");
  if (!hasSystemd) return isSetOnce ? 1 : "none";
  const said = await ask(query, limitMs, signal);
  if (said === "yes") return 1;
  if (said === "no") return 0;
  return isSetOnce ? 1 : undefined;
}

function ask([command, ...args]: ClockQuery, limitMs: number, signal: AbortSignal): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const options = { timeout: limitMs, killSignal: "SIGKILL", signal, env: { ...process.env, LC_ALL: "C" } } as const;
  execFile(command, args, options, (error, stdout) => {
    resolve(error === null ? stdout.trim() : undefined);
  });
  return promise;
}
