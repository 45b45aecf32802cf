// When the pages crash too often to be shown as they are (safe mode), and when they are trusted again.

const windowMs = 10 * 60_000;
const limit = 3;
const calmMs = 30 * 60_000;

/** Instants of a clock that never goes back, ms, oldest first; those that still matter. */
export interface CrashWindow {
  readonly crashes: readonly number[];
  readonly safe: boolean;
}

export const noCrashes: CrashWindow = { crashes: [], safe: false };

/** One more crash. The third within ten minutes makes it safe mode. */
export function addCrash(window: CrashWindow, at: number): CrashWindow {
  const crashes = [...window.crashes.filter((c) => at - c < windowMs), at];
  return { crashes, safe: window.safe || crashes.length >= limit };
}

/** Time passed: safe mode is left after half an hour without a crash. */
export function settleCrashes(window: CrashWindow, at: number): CrashWindow {
  const last = window.crashes.at(-1);
  if (window.safe && last !== undefined && at - last < calmMs) return window;
  const crashes = window.crashes.filter((c) => at - c < windowMs);
  return !window.safe && crashes.length === window.crashes.length ? window : { crashes, safe: false };
}

/** How many within the last ten minutes. */
export function recentCrashes({ crashes }: CrashWindow, at: number): number {
  return crashes.filter((c) => at - c < windowMs).length;
}
