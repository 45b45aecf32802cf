// Which terminals the list shows. Text search is the server's; the rest is done here, so that every count is known.
import type { KioskHealth, KioskRow } from "@kiosk/contract";
import { type Box, contains } from "../../shared/map/geo.ts";

export interface ListFilter {
  q: string | undefined;
  health: KioskHealth | undefined;
  street: string | undefined;
  /** only terminals inside this part of the map; undefined: everywhere */
  view: Box | undefined;
}
export type FilterName = keyof ListFilter;

type LocalFilter = Omit<ListFilter, "q">;

/** The rows that pass health, street and map; their order is kept. */
export function applyFilter(rows: readonly KioskRow[], filter: LocalFilter): KioskRow[] {
  return rows.filter(
    (row) =>
      (filter.health === undefined || row.health === filter.health) &&
      (filter.street === undefined || row.street === filter.street) &&
      (filter.view === undefined || contains(filter.view, row)),
  );
}

/** How many rows each health would show, the other filters left as they are. */
export function countByHealth(rows: readonly KioskRow[], filter: LocalFilter): Record<KioskHealth | "all", number> {
  const counts = { all: 0, ok: 0, warning: 0, fault: 0, unknown: 0, offline: 0 };
  for (const row of applyFilter(rows, { ...filter, health: undefined })) {
    counts.all += 1;
    counts[row.health] += 1;
  }
  return counts;
}

/** Streets of the contract with their number of terminals, most first. */
export function streetsOf(rows: readonly KioskRow[]): { street: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { street } of rows) counts.set(street, (counts.get(street) ?? 0) + 1);
  return [...counts].map(([street, count]) => ({ street, count })).sort((a, b) => b.count - a.count);
}

/** For each active filter, how many rows there would be without it. `all` are the contract's, `matched` those of the search. */
export function explainEmpty(
  all: readonly KioskRow[],
  matched: readonly KioskRow[],
  filter: ListFilter,
): { filter: FilterName; remains: number }[] {
  const names: FilterName[] = ["q", "health", "street", "view"];
  return names
    .filter((name) => filter[name] !== undefined)
    .map((name) => ({
      filter: name,
      remains: applyFilter(name === "q" ? all : matched, { ...filter, [name]: undefined }).length,
    }));
}

/** Worst first is what a shift looks for; within one health the contract's numbers. */
export function sortRows(rows: readonly KioskRow[]): KioskRow[] {
  const rank = (health: KioskHealth) => ["fault", "offline", "warning", "unknown", "ok"].indexOf(health);
  return [...rows].sort((a, b) => rank(a.health) - rank(b.health) || a.seq - b.seq);
}
