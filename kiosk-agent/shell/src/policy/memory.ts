// When the pages are loaded anew so that they stay small: never under a citizen's hands.

export const memoryLimitBytes = 600 * 1024 * 1024;
const dailyReloadHour = 4;

export interface MemoryState {
  /** instant of the last reload, or of the start */
  readonly loadedAt: number;
}

export interface MemoryEvent {
  readonly at: number;
  /** minutes that the terminal's local clock is ahead of UTC at `at` */
  readonly offsetMinutes: number;
  /** private octets of the renderer; null: the system does not tell */
  readonly privateBytes: number | null;
  /** no use is under way */
  readonly idle: boolean;
}

export type MemoryVerdict = { readonly reload: false } | { readonly reload: true; readonly why: "size" | "daily" };

/** The last 04:00 of the local clock at or before `at`. */
function lastDaily(at: number, offsetMinutes: number): number {
  const dayMs = 86_400_000;
  const offsetMs = offsetMinutes * 60_000;
  const local = at + offsetMs - dailyReloadHour * 3_600_000;
  return Math.floor(local / dayMs) * dayMs + dailyReloadHour * 3_600_000 - offsetMs;
}

/** A 04:00 that fell into a use is made up for as soon as the terminal is idle. */
export function judgeMemory(state: MemoryState, event: MemoryEvent): MemoryVerdict {
  if (!event.idle) return { reload: false };
  if (event.privateBytes !== null && event.privateBytes >= memoryLimitBytes) return { reload: true, why: "size" };
  return state.loadedAt < lastDaily(event.at, event.offsetMinutes) ? { reload: true, why: "daily" } : { reload: false };
}
