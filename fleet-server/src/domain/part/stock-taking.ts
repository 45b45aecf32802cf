// Taking stock: what was found beside what the books say, as movements that bring the books to what is there.
import type { Movement } from "./movement.ts";
import type { Shelf } from "./stock.ts";

export interface Counted {
  /** all pieces, those with serial numbers among them */
  readonly quantity: number;
  readonly serials: ReadonlySet<string>;
}

/** Pieces with numbers first: each of them is found or lost by itself, the others by their number. */
export function countMovements(
  books: Shelf,
  counted: Counted,
): (Pick<Movement, "serial" | "quantity"> & { readonly kind: "found" | "lost" })[] {
  const gone = [...books.serials].filter((serial) => !counted.serials.has(serial)).sort();
  const fresh = [...counted.serials].filter((serial) => !books.serials.has(serial)).sort();
  const rest = counted.quantity - counted.serials.size - books.unnamed;
  return [
    ...gone.map((serial) => ({ kind: "lost" as const, serial, quantity: 1 })),
    ...fresh.map((serial) => ({ kind: "found" as const, serial, quantity: 1 })),
    ...(rest === 0
      ? []
      : [{ kind: rest > 0 ? ("found" as const) : ("lost" as const), serial: null, quantity: Math.abs(rest) }]),
  ];
}
