// What a technician takes along: what the day's visits need, less what lies in the van already.
import type { KitLine } from "@kiosk/contract";

export interface ItemDemand {
  readonly item: string;
  readonly quantity: number;
}

/** Item -> how many lie there. */
export type Holdings = ReadonlyMap<string, number>;

/** By item. @param depot where the day begins; what neither place has is missing */
export function kitFor(demands: readonly ItemDemand[], van: Holdings, depot: Holdings): KitLine[] {
  const needs = new Map<string, number>();
  for (const { item, quantity } of demands) needs.set(item, (needs.get(item) ?? 0) + quantity);
  return [...needs]
    .map(([item, needed]) => {
      const inVan = Math.min(needed, van.get(item) ?? 0);
      const take = Math.min(needed - inVan, depot.get(item) ?? 0);
      return { item, needed, inVan, take, missing: needed - inVan - take };
    })
    .sort((a, b) => (a.item < b.item ? -1 : 1));
}
