import type { OrderRow, RowClock } from "@kiosk/contract";

/** How one clock stands at `now`. Remaining and overdue are milliseconds and never negative. */
export type ClockStand =
  | { name: "waiting" }
  | { name: "running"; leftMs: number; usedShare: number; soon: boolean }
  | { name: "overdue"; overMs: number }
  | { name: "paused"; leftMs: number | null; leftDays: number | null; overMs: number | null }
  | { name: "met" }
  | { name: "late"; lateMs: number | null }
  | { name: "cancelled"; breached: boolean };

/** Notice is due when a fifth of the time is left. */
const soonShare = 0.8;

/** How far past due; while the order is paused the server's figure stands, as the pause may have frozen it. */
function overdue(clock: RowClock, now: number, held: boolean): number {
  if (clock.dueAt === null || (held && clock.overdueMs !== null)) return clock.overdueMs ?? 0;
  return Math.max(0, now - clock.dueAt);
}

/**
 * A clock whose due time has passed is overdue here even if the server's next tick has not said so yet.
 * @param held an approved pause of the order stands
 */
export function standOf(clock: RowClock, now: number, held = false): ClockStand {
  switch (clock.state) {
    case "not_started":
      return { name: "waiting" };
    case "met":
      return { name: "met" };
    case "met_late":
      return { name: "late", lateMs: clock.lateByMs };
    case "cancelled":
      return { name: "cancelled", breached: clock.breached };
    case "paused":
      return {
        name: "paused",
        leftMs: clock.remainingMs,
        leftDays: clock.remainingDays,
        overMs: clock.breached ? clock.overdueMs : null,
      };
    case "breached":
      return { name: "overdue", overMs: overdue(clock, now, held) };
    case "running": {
      if (clock.dueAt === null || clock.startAt === null) return { name: "waiting" };
      // the due instant itself is still in time
      if (now > clock.dueAt) return { name: "overdue", overMs: now - clock.dueAt };
      const whole = Math.max(1, clock.dueAt - clock.startAt);
      const usedShare = Math.min(1, Math.max(0, (now - clock.startAt) / whole));
      return { name: "running", leftMs: clock.dueAt - now, usedShare, soon: usedShare >= soonShare };
    }
  }
}

/** Lower is more pressing. */
function rank(clock: RowClock): number {
  if (clock.state === "running" || clock.state === "breached") return 0;
  return clock.state === "paused" ? 1 : 2;
}

/** The clock to show where there is room for one: a binding one that is not finished, the earliest due first. */
export function leadingClock(order: Pick<OrderRow, "clocks">): RowClock | undefined {
  const open = order.clocks.filter(
    (c) => c.role === "governing" && c.state !== "met" && c.state !== "met_late" && c.state !== "cancelled",
  );
  const far = Number.POSITIVE_INFINITY;
  return open.sort((a, b) => rank(a) - rank(b) || (a.dueAt ?? far) - (b.dueAt ?? far))[0];
}
