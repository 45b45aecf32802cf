// How often the pages died lately: the third time in ten minutes they are shown in safe mode.

export const crashWindowMs = 10 * 60_000;
const crashesToSafeMode = 3;

/** Instants of crashes within the window before `at`, the new one included; oldest first. */
export function addCrash(crashes: readonly number[], at: number): readonly number[] {
  return [...crashesAt(crashes, at), at];
}

/** Those that still count at `at`. An instant after `at` means that the clock was put back: it counts no longer. */
export function crashesAt(crashes: readonly number[], at: number): readonly number[] {
  return crashes.filter((one) => one <= at && at - one < crashWindowMs);
}

export function isCrashLoop(crashes: readonly number[], at: number): boolean {
  return crashesAt(crashes, at).length >= crashesToSafeMode;
}
