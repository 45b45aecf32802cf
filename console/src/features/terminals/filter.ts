// Which terminals the list shows. The server filters, counts and sorts: nobody loads ten thousand rows to see ten.
import type { KioskHealth, KioskList, KioskRow } from "@kiosk/contract";
import type { Box } from "../../shared/map/geo.ts";

export interface ListFilter {
  q: string | undefined;
  health: KioskHealth | undefined;
  street: string | undefined;
  /** only terminals inside this part of the map; undefined: everywhere */
  view: Box | undefined;
}
export type FilterName = keyof ListFilter;

/** How many rows each health would show, and all of them together. */
export function countsOf(healths: KioskList["healths"]): Record<KioskHealth | "all", number> {
  const { ok, warning, fault, unknown, offline } = healths;
  return { ...healths, all: ok + warning + fault + unknown + offline };
}

/** Streets of some terminals with their number, most first. */
export function streetsOf(rows: readonly Pick<KioskRow, "street">[]): { street: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { street } of rows) counts.set(street, (counts.get(street) ?? 0) + 1);
  return [...counts].map(([street, count]) => ({ street, count })).sort((a, b) => b.count - a.count);
}

/** For each filter that is set, how many rows there would be without it. */
export function explainEmpty(
  without: KioskList["without"],
  filter: ListFilter,
): { filter: FilterName; remains: number }[] {
  const remains: Record<FilterName, number | undefined> = {
    q: without.q,
    health: without.health,
    street: without.street,
    view: without.box,
  };
  const names: FilterName[] = ["q", "health", "street", "view"];
  return names
    .filter((name) => filter[name] !== undefined)
    .map((name) => ({ filter: name, remains: remains[name] ?? 0 }));
}
