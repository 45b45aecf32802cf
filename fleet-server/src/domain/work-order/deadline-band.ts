// Where an order stands on the board: by the soonest of its binding deadlines.
import type { DeadlineBand, OrderClock } from "@kiosk/contract";
import { dayMs, type Millis } from "../time.ts";

/** Soonest due of a binding clock that runs; null when none does. */
export function nextDueAt(clocks: readonly OrderClock[]): Millis | null {
  let soonest: Millis | null = null;
  for (const { role, state, dueAt } of clocks) {
    if (role !== "governing" || state !== "running" || dueAt === null) continue;
    soonest = soonest === null ? dueAt : Math.min(soonest, dueAt);
  }
  return soonest;
}

export function bandOf(clocks: readonly OrderClock[], at: Millis): DeadlineBand {
  if (clocks.some((c) => c.role === "governing" && c.state === "breached")) return "overdue";
  const due = nextDueAt(clocks);
  if (due === null) return clocks.some((c) => c.role === "governing" && c.state === "paused") ? "paused" : "none";
  if (due < at) return "overdue";
  if (due - at < dayMs) return "24h";
  return due - at < 3 * dayMs ? "3d" : "later";
}
