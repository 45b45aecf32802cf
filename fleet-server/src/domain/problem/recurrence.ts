// Which faults came back: the same terminal and component at least twice within 30 days (clause C4).
import type { DeviceId, KioskId } from "@kiosk/contract";
import { dayMs, type Millis } from "../time.ts";

export const recurrenceWindowMs = 30 * dayMs;
const recurrenceLeast = 2;

/** One order about a fault, as much of it as counts. */
export interface RecurringOrder {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId | null;
  readonly reportedAt: Millis;
}

export interface Recurrence {
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId | null;
  /** oldest first */
  readonly orderIds: readonly string[];
}

/**
 * @param orders of faults, without those that were opened by mistake or twice; any order
 * @returns for each terminal and component the last run of orders of which each came within 30 days of the one before
 */
export function recurrences(orders: readonly RecurringOrder[]): Recurrence[] {
  const groups = Map.groupBy(orders, ({ kioskId, deviceId }) => `${kioskId} ${deviceId ?? ""}`);
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((a, b) => a.reportedAt - b.reportedAt || (a.id < b.id ? -1 : 1));
    const run: RecurringOrder[] = [];
    for (const order of sorted) {
      const before = run.at(-1);
      if (before !== undefined && order.reportedAt - before.reportedAt > recurrenceWindowMs) run.length = 0;
      run.push(order);
    }
    const [first] = run;
    if (first === undefined || run.length < recurrenceLeast) return [];
    return [{ kioskId: first.kioskId, deviceId: first.deviceId, orderIds: run.map((order) => order.id) }];
  });
}
