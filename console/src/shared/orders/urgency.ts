import type { OrderClock, OrderRow } from "@kiosk/contract";

/** How one clock stands at `now`. Remaining and overdue are milliseconds and never negative. */
export type ClockStand =
  | { name: "running"; leftMs: number; usedShare: number; soon: boolean }
  | { name: "overdue"; overMs: number }
  /** stopped in time, too late, or cancelled */
  | { name: "stopped"; state: "met" | "met_late" | "cancelled" | "breached" };

/** Notice is due when a fifth of the time is left. */
const soonShare = 0.8;

/** A clock whose due time has passed is overdue here even if the server's next tick has not said so yet. */
export function standOf(clock: OrderClock, now: number): ClockStand {
  switch (clock.state) {
    case "met":
    case "met_late":
    case "cancelled":
      return { name: "stopped", state: clock.state };
    case "breached":
      if (clock.stoppedAt !== null) return { name: "stopped", state: "breached" };
      return { name: "overdue", overMs: Math.max(0, now - clock.dueAt) };
    case "running": {
      if (now >= clock.dueAt) return { name: "overdue", overMs: now - clock.dueAt };
      const whole = Math.max(1, clock.dueAt - clock.startAt);
      const usedShare = Math.min(1, Math.max(0, (now - clock.startAt) / whole));
      return { name: "running", leftMs: clock.dueAt - now, usedShare, soon: usedShare >= soonShare };
    }
  }
}

/** The clock to show where there is room for one: an unfinished one, earliest due first. */
export function leadingClock(order: Pick<OrderRow, "clocks">): OrderClock | undefined {
  const open = order.clocks.filter((c) => c.stoppedAt === null && (c.state === "running" || c.state === "breached"));
  return open.sort((a, b) => a.dueAt - b.dueAt)[0];
}
