// Where the pieces of one part are. A piece with a serial number is known by it, the others are counted; one that had
// none written down may be given its number when it is installed, rejected or returned, where somebody reads it.
import type { ErrorCode } from "@kiosk/contract";
import type { Movement } from "./movement.ts";

/** null: no serial number known */
type Piece = string | null;

interface Holding {
  /** lying with the order, to be put in */
  onHand: readonly Piece[];
  installed: readonly Piece[];
}

export interface PartStock {
  readonly unnamed: number;
  readonly serials: ReadonlySet<string>;
  readonly orders: ReadonlyMap<string, Readonly<Holding>>;
  /** the order on which a serial number lies, not installed */
  readonly onOrder: ReadonlyMap<string, string>;
  readonly onOrders: number;
  readonly installed: number;
  readonly rejected: number;
}

export interface StockDraft {
  unnamed: number;
  serials: Set<string>;
  orders: Map<string, Holding>;
  onOrder: Map<string, string>;
  onOrders: number;
  installed: number;
  rejected: number;
}

export interface MovementRefusal {
  readonly code: Extract<ErrorCode, "parts.shortage" | "parts.serial-taken" | "request.invalid">;
  /** names the part and what is missing */
  readonly detail: string;
}

/** Far above any receipt; keeps a damaged record from being counted out piece by piece. */
const maxQuantity = 1_000_000;

type Place = "outside" | "stock" | "onHand" | "installed" | "rejected";

/** A movement that is possible: from where to where, and which pieces. */
export interface Step {
  readonly from: Place;
  readonly to: Place;
  readonly orderId: string;
  /** as they are known where they lie now */
  readonly taken: readonly Piece[];
  /** as they are known where they come to */
  readonly put: readonly Piece[];
}

export function emptyStock(): StockDraft {
  return {
    unnamed: 0,
    serials: new Set(),
    orders: new Map(),
    onOrder: new Map(),
    onOrders: 0,
    installed: 0,
    rejected: 0,
  };
}

export function draftOf(stock: PartStock): StockDraft {
  const { serials, orders, onOrder } = stock;
  return { ...stock, serials: new Set(serials), orders: new Map(orders), onOrder: new Map(onOrder) };
}

export function planStep(stock: PartStock, movement: Movement): Step | MovementRefusal {
  const { part, serial, quantity, kind, orderId } = movement;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > maxQuantity)
    return invalid(`${part}: quantity ${quantity}`);
  if (serial !== null && quantity !== 1) return invalid(`${part}: one piece has the serial number ${serial}`);
  if (kind === "received") {
    if (orderId !== null) return invalid(`${part}: received into stock, not for an order`);
    return serialTaken(stock, movement) ?? step("outside", "stock", "", [], pieces(serial, quantity));
  }
  if (orderId === null) return invalid(`${part}: ${kind} without an order`);
  switch (kind) {
    case "arrived":
      return serialTaken(stock, movement) ?? step("outside", "onHand", orderId, [], pieces(serial, quantity));
    case "allocated":
      return planAllocation(stock, movement, orderId);
    case "returned":
      return planFrom(stock, movement, orderId, ["onHand"], "stock");
    case "installed":
      return planFrom(stock, movement, orderId, ["onHand"], "installed");
    case "rejected":
      // dead on arrival before it was put in, or found so after
      return planFrom(stock, movement, orderId, ["onHand", "installed"], "rejected");
  }
}

function planAllocation(stock: PartStock, { part, serial, quantity }: Movement, orderId: string) {
  const wanted = pieces(serial, quantity);
  if (serial === null ? stock.unnamed >= quantity : stock.serials.has(serial)) {
    return step("stock", "onHand", orderId, wanted, wanted);
  }
  if (serial !== null) return shortage(`${part}: ${serial} is not in stock`);
  const rest = stock.unnamed + stock.serials.size;
  return shortage(
    rest >= quantity ? `${part}: name the serial number` : `${part}: ${rest} in stock, ${quantity} wanted`,
  );
}

function planFrom(
  stock: PartStock,
  movement: Movement,
  orderId: string,
  places: readonly ("onHand" | "installed")[],
  to: Place,
): Step | MovementRefusal {
  const { part, serial, quantity } = movement;
  const holding = stock.orders.get(orderId);
  if (serial !== null) {
    const holder = places.find((place) => holding?.[place].includes(serial));
    if (holder !== undefined) return step(holder, to, orderId, [serial], [serial]);
    const unnamed = places.find((place) => holding?.[place].includes(null));
    if (unnamed === undefined) return shortage(`${part}: ${serial} is not on this order`);
    return serialTaken(stock, movement) ?? step(unnamed, to, orderId, [null], [serial]);
  }
  const place = places.find((p) => (holding?.[p].length ?? 0) > 0);
  const lying = (place && holding?.[place]) ?? [];
  if (place === undefined || lying.length < quantity) {
    return shortage(`${part}: ${lying.length} on this order, ${quantity} wanted`);
  }
  const without = lying.filter((piece) => piece === null);
  const taken = without.length >= quantity ? without.slice(0, quantity) : lying.length === quantity ? lying : undefined;
  return taken === undefined ? shortage(`${part}: name the serial number`) : step(place, to, orderId, taken, taken);
}

/** One that is in stock or on an order cannot come a second time; one that was built in may, repaired. */
function serialTaken(stock: PartStock, { part, serial }: Movement): MovementRefusal | undefined {
  if (serial === null) return undefined;
  const where = stock.serials.has(serial) ? "in stock" : stock.onOrder.has(serial) ? "on an order" : undefined;
  return where === undefined ? undefined : { code: "parts.serial-taken", detail: `${part}: ${serial} is ${where}` };
}

export function takeStep(stock: StockDraft, { from, to, orderId, taken, put }: Step): void {
  remove(stock, from, orderId, taken);
  add(stock, to, orderId, put);
}

function remove(stock: StockDraft, place: Place, orderId: string, taken: readonly Piece[]): void {
  if (place === "stock") {
    for (const piece of taken) {
      if (piece === null) stock.unnamed -= 1;
      else stock.serials.delete(piece);
    }
  }
  if (place !== "onHand" && place !== "installed") return;
  const rest = [...(stock.orders.get(orderId)?.[place] ?? [])];
  for (const piece of taken) {
    rest.splice(rest.indexOf(piece), 1);
    if (place === "onHand" && piece !== null) stock.onOrder.delete(piece);
  }
  hold(stock, place, orderId, rest);
}

function add(stock: StockDraft, place: Place, orderId: string, put: readonly Piece[]): void {
  if (place === "rejected") stock.rejected += put.length;
  for (const piece of put) {
    if (place === "stock" && piece === null) stock.unnamed += 1;
    if (place === "stock" && piece !== null) stock.serials.add(piece);
    if (place === "onHand" && piece !== null) stock.onOrder.set(piece, orderId);
  }
  if (place === "onHand" || place === "installed") {
    hold(stock, place, orderId, [...(stock.orders.get(orderId)?.[place] ?? []), ...put]);
  }
}

function hold(stock: StockDraft, place: "onHand" | "installed", orderId: string, lying: readonly Piece[]): void {
  const before = stock.orders.get(orderId) ?? { onHand: [], installed: [] };
  const grown = lying.length - before[place].length;
  if (place === "onHand") stock.onOrders += grown;
  else stock.installed += grown;
  const after = { ...before, [place]: lying };
  if (after.onHand.length + after.installed.length === 0) stock.orders.delete(orderId);
  else stock.orders.set(orderId, after);
}

function step(from: Place, to: Place, orderId: string, taken: readonly Piece[], put: readonly Piece[]): Step {
  return { from, to, orderId, taken, put };
}

function pieces(serial: string | null, quantity: number): Piece[] {
  return Array.from({ length: quantity }, () => serial);
}

function shortage(detail: string): MovementRefusal {
  return { code: "parts.shortage", detail };
}

function invalid(detail: string): MovementRefusal {
  return { code: "request.invalid", detail };
}
