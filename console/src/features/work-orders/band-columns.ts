import { type DeadlineBand, deadlineBands, type OrderRow } from "@kiosk/contract";

export interface BandColumn {
  band: DeadlineBand;
  orders: readonly OrderRow[];
  /** how many there are, also those that are not shown */
  total: number;
}

/** More cards than these nobody looks through; the table has the rest. */
const columnCap = 50;

const far = Number.POSITIVE_INFINITY;

/** The soonest first; among those without a due the one that waits longest. */
function byTimeLeft(a: OrderRow, b: OrderRow): number {
  return (a.nextDueAt ?? far) === (b.nextDueAt ?? far)
    ? a.reportedAt - b.reportedAt
    : (a.nextDueAt ?? far) - (b.nextDueAt ?? far);
}

/** A column a band, in the order of urgency; each holds at most `cap` cards. */
export function bandColumns(
  orders: readonly OrderRow[],
  counts: Partial<Record<DeadlineBand, number>>,
  cap: number = columnCap,
): BandColumn[] {
  return deadlineBands.map((band) => {
    const here = orders.filter((o) => o.band === band).sort(byTimeLeft);
    return { band, orders: here.slice(0, cap), total: Math.max(counts[band] ?? 0, here.length) };
  });
}
