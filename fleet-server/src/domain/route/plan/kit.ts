// What goes into the vans before anybody leaves.
import type { KitLine, UserId } from "@kiosk/contract";
import { kitFor } from "../../supply/kit.ts";
import type { Visit } from "./demand.ts";
import type { Piece } from "./stored.ts";

/** Pieces by item: in each person's van, and in the depots. null: nobody keeps a stock in this contract. */
export interface Stock {
  readonly vans: ReadonlyMap<UserId, ReadonlyMap<string, number>>;
  readonly depot: ReadonlyMap<string, number>;
}

/** One day's lines by person. The depot gives to whoever comes first in the list. */
export function kitsOf(
  days: readonly { readonly userId: UserId; readonly pieces: readonly Piece[] }[],
  stock: Stock | null,
): ReadonlyMap<UserId, readonly KitLine[]> {
  const depot = new Map(stock?.depot ?? []);
  return new Map(
    days.map(({ userId, pieces }) => {
      const lines = kitFor(pieces, stock?.vans.get(userId) ?? new Map(), depot);
      for (const { item, take } of lines) depot.set(item, (depot.get(item) ?? 0) - take);
      // where no stock is kept nothing is known to be missing
      return [userId, stock === null ? lines.map((line) => ({ ...line, take: line.needed, missing: 0 })) : lines];
    }),
  );
}

/**
 * Visits that are for nothing but a piece nobody has: there is no use in going. Those due first get what there is. What
 * is taken is taken from `left`, so that days after one another share it.
 */
export function withoutPieces(
  visits: readonly Visit[],
  left: Map<string, number> | null,
): ReadonlyMap<Visit, string[]> {
  const lacking = new Map<Visit, string[]>();
  if (left === null) return lacking;
  for (const visit of visits.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity))) {
    const missing = visit.pieces.filter(({ item, quantity }) => (left.get(item) ?? 0) < quantity);
    if (missing.length > 0 && visit.demands.every(({ pieces }) => pieces.length > 0)) {
      lacking.set(
        visit,
        missing.map(({ item }) => item),
      );
    } else for (const { item, quantity } of visit.pieces) left.set(item, (left.get(item) ?? 0) - quantity);
  }
  return lacking;
}

/** Everything there is, by item. */
export function allPieces(stock: Stock): Map<string, number> {
  const all = new Map(stock.depot);
  for (const van of stock.vans.values()) for (const [item, n] of van) all.set(item, (all.get(item) ?? 0) + n);
  return all;
}
