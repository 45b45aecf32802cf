// The figures of the overview, counted from the fixture's terminals and orders.
import { type KioskRow, type OrderDetail, Overview } from "@kiosk/contract";
import { isOpen } from "./fixture-rules.ts";

export function buildOverview(
  kiosks: readonly KioskRow[],
  orders: readonly OrderDetail[],
  contract: string | null,
  empty: boolean,
): Overview {
  const inContract = (row: { contractId: string }) => contract === null || row.contractId === contract;
  const rows = kiosks.filter(inContract);
  const of = (key: "presence" | "health", value: string) => rows.filter((k) => k[key] === value).length;
  const open = empty ? [] : orders.map((o) => o.order).filter((o) => isOpen(o.state));
  const due = [...open].sort((a, b) => (a.nextDueAt ?? 9e15) - (b.nextDueAt ?? 9e15));
  return Overview.parse({
    at: Date.now(),
    kiosks: {
      total: rows.length,
      online: of("presence", "online"),
      offline: of("presence", "offline"),
      unverified: of("presence", "unverified"),
      never: of("presence", "never"),
    },
    open: {
      open: rows.length - of("presence", "never") - (empty ? 0 : 1),
      online: of("presence", "online"),
      closed: empty ? 0 : 1,
      hoursUnknown: rows.length - 1,
      unverified: of("presence", "unverified"),
    },
    health: {
      ok: of("health", "ok"),
      warning: of("health", "warning"),
      fault: of("health", "fault"),
      unknown: of("health", "unknown"),
      offline: of("health", "offline"),
    },
    faults: { open: empty ? 0 : 9, critical: empty ? 0 : 2, flapping: empty ? 0 : 1, unacknowledged: empty ? 0 : 6 },
    orders: {
      open: open.length,
      unacknowledged: open.filter((o) => o.state === "reported").length,
      overdue: open.filter((o) => o.clocks.some((c) => c.state === "breached")).length,
      dueToday: empty ? 0 : 2,
    },
    consumables: { low: empty ? 0 : 2, out: empty ? 0 : 1, unknown: 4 },
    inspections: null,
    quarantine: { kept: empty ? 0 : 5, last24h: empty ? 0 : 2 },
    nextDue: due.filter(inContract).slice(0, 12),
  });
}
