// The deadline list of a firm: soonest first, and how many orders stand where.
import type { OrderRow, PartLine, VendorFilter, VendorOrderRow } from "@kiosk/contract";

/** A required part that is not there. */
export function waitsForPart(parts: readonly PartLine[]): boolean {
  return parts.some(({ state }) => state === "required" || state === "ordered" || state === "rejected");
}

export function showsUnder(order: VendorOrderRow, filter: VendorFilter): boolean {
  switch (filter) {
    case "overdue":
    case "24h":
    case "3d":
    case "later":
      return order.band === filter;
    case "part":
      return order.waitsForPart;
    case "acceptance":
      return order.state === "awaiting_acceptance";
    case "disputed":
      return order.openDisputes > 0;
  }
}

/** Overdue ones first, longest overdue on top; then by the next deadline; what has none last, oldest first. */
export function byDeadline(a: OrderRow, b: OrderRow): number {
  return soonest(a) - soonest(b) || a.reportedAt - b.reportedAt || (a.number < b.number ? -1 : 1);
}

function soonest({ clocks }: OrderRow): number {
  const open = clocks.filter(
    ({ role, state, dueAt }) => role === "governing" && dueAt !== null && (state === "running" || state === "breached"),
  );
  return Math.min(...open.map(({ dueAt }) => dueAt ?? Number.POSITIVE_INFINITY), Number.MAX_SAFE_INTEGER);
}
