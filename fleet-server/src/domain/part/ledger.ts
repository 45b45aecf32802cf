// The spare parts of one contract, folded from their movements. Kept in memory by the server, folded anew by the audit.
import type { PartBalance } from "@kiosk/contract";
import type { Movement } from "./movement.ts";
import {
  draftOf,
  emptyStock,
  inStock,
  type MovementRefusal,
  type PartStock,
  planStep,
  type StockDraft,
  takeStep,
} from "./stock.ts";

/** Part -> where its pieces are. */
export type Ledger = ReadonlyMap<string, PartStock>;

export const emptyLedger: Ledger = new Map();

/** Why the movement cannot be, or undefined when it can. */
export function refuseMovement(ledger: Ledger, movement: Movement): MovementRefusal | undefined {
  const planned = planStep(ledger.get(movement.part) ?? emptyStock(), movement);
  return "code" in planned ? planned : undefined;
}

/** A new ledger; all other parts are shared with the old one. @throws RangeError when the movement is refused */
export function applyMovement(ledger: Ledger, movement: Movement): Ledger {
  const stock = draftOf(ledger.get(movement.part) ?? emptyStock());
  const refused = move(stock, movement);
  if (refused !== undefined) throw new RangeError(`movement ${movement.id}: ${refused.code} ${refused.detail}`);
  return new Map(ledger).set(movement.part, stock);
}

export interface FoldedLedger {
  readonly ledger: Ledger;
  /** movements that are in no order possible, and are left out of the ledger; empty unless records were tampered with */
  readonly refused: readonly { readonly movement: Movement; readonly refusal: MovementRefusal }[];
}

/** All movements of one contract, given in any order. */
export function foldLedger(movements: readonly Movement[]): FoldedLedger {
  const ledger = new Map<string, StockDraft>();
  let waiting = [...movements].sort(inTime);
  for (;;) {
    const refused = waiting.flatMap((movement) => {
      const stock = ledger.get(movement.part) ?? emptyStock();
      const refusal = move(stock, movement);
      if (refusal !== undefined) return [{ movement, refusal }];
      ledger.set(movement.part, stock);
      return [];
    });
    // what two servers recorded is in the order of neither's clock: one that needed a later one gets another turn
    if (refused.length === 0 || refused.length === waiting.length) return { ledger, refused };
    waiting = refused.map(({ movement }) => movement);
  }
}

/** Of one instant: what brings pieces before what needs them. */
const order: readonly Movement["kind"][] = [
  "received",
  "found",
  "arrived",
  "returned",
  "moved",
  "allocated",
  "installed",
  "rejected",
  "used",
  "lost",
];

function inTime(a: Movement, b: Movement): number {
  return (
    a.recordedAt - b.recordedAt ||
    order.indexOf(a.kind) - order.indexOf(b.kind) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

function move(stock: StockDraft, movement: Movement): MovementRefusal | undefined {
  const planned = planStep(stock, movement);
  if ("code" in planned) return planned;
  takeStep(stock, planned);
  return undefined;
}

/** By part name; all places together. */
export function balances(ledger: Ledger): PartBalance[] {
  return [...ledger]
    .map(([part, stock]) => ({
      part,
      inStock: inStock(stock),
      onOrders: stock.onOrders,
      installed: stock.installed,
      rejected: stock.rejected,
      serialsInStock: [...stock.shelved.keys()].sort(),
    }))
    .sort((a, b) => (a.part < b.part ? -1 : 1));
}

export interface ShelfLine {
  readonly item: string;
  readonly quantity: number;
  readonly serials: readonly string[];
}

/** What lies in one depot or van, by name. */
export function linesAt(ledger: Ledger, place: string): ShelfLine[] {
  return [...ledger]
    .flatMap(([item, stock]) => {
      const shelf = stock.shelves.get(place);
      if (shelf === undefined) return [];
      return [{ item, quantity: shelf.unnamed + shelf.serials.size, serials: [...shelf.serials].sort() }];
    })
    .sort((a, b) => (a.item < b.item ? -1 : 1));
}

/** What lies with an order and is not installed: one entry a serial number, and one for those without. */
export function piecesOnOrder(
  ledger: Ledger,
  orderId: string,
): { readonly part: string; readonly serial: string | null; readonly quantity: number }[] {
  return [...ledger].flatMap(([part, stock]) => {
    const onHand = stock.orders.get(orderId)?.onHand ?? [];
    const named = onHand.filter((piece) => piece !== null);
    const unnamed = onHand.length - named.length;
    return [
      ...named.map((serial) => ({ part, serial, quantity: 1 })),
      ...(unnamed === 0 ? [] : [{ part, serial: null, quantity: unnamed }]),
    ];
  });
}
