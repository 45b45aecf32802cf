import { type DeadlineBand, deadlineBands, type OrderRow } from "@kiosk/contract";

export interface BandColumn {
  band: DeadlineBand;
  /** as the server gave them: the longest overdue first, then the soonest */
  orders: readonly OrderRow[];
  /** how many there are, also those that are not shown */
  total: number;
}

/** A column a band, in the order of urgency. */
export function bandColumns(orders: readonly OrderRow[], counts: Partial<Record<DeadlineBand, number>>): BandColumn[] {
  return deadlineBands.map((band) => {
    const here = orders.filter((o) => o.band === band);
    return { band, orders: here, total: Math.max(counts[band] ?? 0, here.length) };
  });
}
