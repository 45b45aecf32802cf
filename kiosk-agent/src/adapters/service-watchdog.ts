// The watchdog of the service manager (systemd, WatchdogSec=): without a sign for so long it ends the agent and starts it anew.
// Node has no datagram sockets of the file system, so systemd's own `systemd-notify` gives the sign.
import { execFile } from "node:child_process";
import type { Clock, Log, Millis } from "../ports.ts";

/** How long the manager waits for a sign; undefined: nobody waits for one of ours. @param env,pid of this process */
export function watchdogMs(env: Readonly<Record<string, string | undefined>>, pid: number): Millis | undefined {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID } = env;
  const microseconds = Number(WATCHDOG_USEC ?? "");
  if (NOTIFY_SOCKET === undefined || !(microseconds > 0)) return undefined;
  return WATCHDOG_PID === undefined || Number(WATCHDOG_PID) === pid ? microseconds / 1_000 : undefined;
}

export interface WatchdogOptions {
  /** as `watchdogMs` told */
  readonly withinMs: Millis;
  /** false: no sign this time */
  readonly isWell: () => boolean;
  readonly notify: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Gives a sign three times as often as one is waited for, until `signal` aborts. Never rejects. */
export async function feedWatchdog({ withinMs, isWell, notify, clock, log, signal }: WatchdogOptions): Promise<void> {
  let wasWell = true;
  while (!signal.aborted) {
    const well = isWell();
    if (!well && wasWell) log.warn("watchdog.not-fed", { withinMs });
    wasWell = well;
    if (well) await notify().catch((error: unknown) => log.warn("watchdog.no-sign", { error: String(error) }));
    await clock.sleep(withinMs / 3, signal).catch(() => undefined); // stopped: the loop ends
  }
}

const notifyMs = 5_000;

/** One sign. @throws Error where there is no systemd-notify or it fails */
export function notifyServiceManager(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile("systemd-notify", ["WATCHDOG=1"], { env, timeout: notifyMs }, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}
