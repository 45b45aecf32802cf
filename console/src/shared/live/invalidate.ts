import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../api-client/keys.ts";
import type { Changes } from "./change-queue.ts";

/** The query key prefixes that a change makes old. An order also changes its kiosk's counts, hence all kiosk queries. */
export function staleKeys(changes: Changes): (readonly unknown[])[] {
  if (changes.all) return [[]];
  const stale: (readonly unknown[])[] = [];
  if (changes.kiosks.size > 0 || changes.orders.size > 0 || changes.quarantine) stale.push(keys.overviews);
  if (changes.orders.size > 0) {
    stale.push(["kiosks"], keys.orderLists, keys.vendor, ...[...changes.orders].map((id) => keys.order(id)));
  } else if (changes.kiosks.size > 0) {
    stale.push(keys.kioskLists, ...[...changes.kiosks].map((id) => keys.kiosk(id)));
  }
  // an order carries its deadline into the row of its fault
  if (changes.kiosks.size > 0 || changes.orders.size > 0) stale.push(keys.faults);
  if (changes.quarantine) stale.push(keys.quarantineLists);
  if (changes.alarms) stale.push(keys.alarms);
  // another calendar or another version of the terms can move any deadline
  if (changes.terms) stale.push(keys.agreements, keys.overviews, keys.guarantees, ["orders"]);
  if (changes.upkeep) {
    stale.push(keys.inspections, keys.everyRoute, keys.supplies, keys.filedReports, keys.guarantees);
    stale.push(keys.problems, keys.field, keys.shelf);
  }
  return stale;
}

/** Refetches what is on screen among the stale; the rest is only marked. */
export async function invalidate(client: QueryClient, changes: Changes): Promise<void> {
  await Promise.all(staleKeys(changes).map((queryKey) => client.invalidateQueries({ queryKey })));
}
