// Where the pieces of one part are: in which depot or van, on which order, used. A piece with a serial number is known by
// it, the others are counted; one that had none written down may be given its number when it is installed, used, rejected
// or returned, where somebody reads it.
import { type ErrorCode, mainDepot } from "@kiosk/contract";
import type { Movement } from "./movement.ts";

/** null: no serial number known */
type Piece = string | null;

interface Holding {
  /** lying with the order, to be put in */
  onHand: readonly Piece[];
  installed: readonly Piece[];
}

/** What lies in one depot or van. */
export interface Shelf {
  readonly unnamed: number;
  readonly serials: ReadonlySet<string>;
}

export interface PartStock {
  /** by place; none is empty */
  readonly shelves: ReadonlyMap<string, Shelf>;
  /** the place in which a serial number lies */
  readonly shelved: ReadonlyMap<string, string>;
  readonly orders: ReadonlyMap<string, Readonly<Holding>>;
  /** the order on which a serial number lies, not installed */
  readonly onOrder: ReadonlyMap<string, string>;
  readonly onOrders: number;
  readonly installed: number;
  readonly rejected: number;
  /** put into terminals as a consumable */
  readonly used: number;
  /** found by counting, less what was missing then */
  readonly counted: number;
}

export interface StockDraft {
  shelves: Map<string, Shelf>;
  shelved: Map<string, string>;
  orders: Map<string, Holding>;
  onOrder: Map<string, string>;
  onOrders: number;
  installed: number;
  rejected: number;
  used: number;
  counted: number;
}

export interface MovementRefusal {
  readonly code: Extract<ErrorCode, "parts.shortage" | "parts.serial-taken" | "request.invalid">;
  /** names the part and what is missing */
  readonly detail: string;
}

/** Far above any receipt; keeps a damaged record from being counted out piece by piece. */
const maxQuantity = 1_000_000;

type Station =
  | { readonly name: "outside" | "used" | "rejected" | "counted" }
  | { readonly name: "shelf"; readonly place: string }
  | { readonly name: "onHand" | "installed"; readonly orderId: string };

const outside: Station = { name: "outside" };

function shelfAt(place: string | null): { readonly name: "shelf"; readonly place: string } {
  return { name: "shelf", place: place ?? mainDepot };
}

/** A movement that is possible: from where to where, and which pieces. */
export interface Step {
  readonly from: Station;
  readonly to: Station;
  /** as they are known where they lie now */
  readonly taken: readonly Piece[];
  /** as they are known where they come to */
  readonly put: readonly Piece[];
}

export function emptyStock(): StockDraft {
  return {
    shelves: new Map(),
    shelved: new Map(),
    orders: new Map(),
    onOrder: new Map(),
    onOrders: 0,
    installed: 0,
    rejected: 0,
    used: 0,
    counted: 0,
  };
}

export function draftOf(stock: PartStock): StockDraft {
  const { shelves, shelved, orders, onOrder } = stock;
  return {
    ...stock,
    shelves: new Map(shelves),
    shelved: new Map(shelved),
    orders: new Map(orders),
    onOrder: new Map(onOrder),
  };
}

/** How many pieces lie in all places together. */
export function inStock(stock: PartStock): number {
  let sum = 0;
  for (const shelf of stock.shelves.values()) sum += shelf.unnamed + shelf.serials.size;
  return sum;
}

export function planStep(stock: PartStock, movement: Movement): Step | MovementRefusal {
  const { part, serial, quantity, kind, orderId } = movement;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > maxQuantity)
    return invalid(`${part}: quantity ${quantity}`);
  if (serial !== null && quantity !== 1) return invalid(`${part}: one piece has the serial number ${serial}`);
  if (kind !== "moved" && movement.toPlace !== null) return invalid(`${part}: ${kind} to another place`);
  switch (kind) {
    case "received":
    case "found":
    case "lost":
    case "moved":
    case "used":
      if (orderId !== null) return invalid(`${part}: ${kind} in stock, not for an order`);
      return planInStock(stock, movement, kind);
    default:
      if (orderId === null) return invalid(`${part}: ${kind} without an order`);
      return planOnOrder(stock, movement, kind, orderId);
  }
}

type StockKind = "received" | "found" | "lost" | "moved" | "used";

function planOnOrder(
  stock: PartStock,
  movement: Movement,
  kind: Exclude<Movement["kind"], StockKind>,
  orderId: string,
): Step | MovementRefusal {
  switch (kind) {
    case "arrived": {
      const put = pieces(movement.serial, movement.quantity);
      return serialTaken(stock, movement) ?? step(outside, { name: "onHand", orderId }, [], put);
    }
    case "allocated":
      return planFromShelf(stock, movement, { name: "onHand", orderId });
    case "returned":
      return planFrom(stock, movement, orderId, ["onHand"], shelfAt(movement.place));
    case "installed":
      return planFrom(stock, movement, orderId, ["onHand"], { name: "installed", orderId });
    case "rejected":
      // dead on arrival before it was put in, or found so after
      return planFrom(stock, movement, orderId, ["onHand", "installed"], { name: "rejected" });
  }
}

function planInStock(stock: PartStock, movement: Movement, kind: StockKind): Step | MovementRefusal {
  const { part, serial, quantity, place, toPlace } = movement;
  switch (kind) {
    case "received":
      return serialTaken(stock, movement) ?? step(outside, shelfAt(place), [], pieces(serial, quantity));
    case "found":
      return serialTaken(stock, movement) ?? step({ name: "counted" }, shelfAt(place), [], pieces(serial, quantity));
    case "lost":
      return planFromShelf(stock, movement, { name: "counted" });
    case "moved":
      if (toPlace === null || toPlace === (place ?? mainDepot)) return invalid(`${part}: moved to where it lies`);
      return planFromShelf(stock, movement, shelfAt(toPlace));
    case "used":
      return planUse(stock, movement);
  }
}

/** From the place that is named; where none is, a serial number is taken from wherever it lies, the rest from the main depot. */
function planFromShelf(stock: PartStock, { part, serial, quantity, place }: Movement, to: Station) {
  const named = place ?? (serial === null ? mainDepot : (stock.shelved.get(serial) ?? mainDepot));
  const shelf = stock.shelves.get(named) ?? emptyShelf;
  const wanted = pieces(serial, quantity);
  if (serial === null ? shelf.unnamed >= quantity : shelf.serials.has(serial)) {
    return step(shelfAt(named), to, wanted, wanted);
  }
  if (serial !== null) return shortage(`${part}: ${serial} is not ${where(named)}`);
  const rest = shelf.unnamed + shelf.serials.size;
  return shortage(
    rest >= quantity ? `${part}: name the serial number` : `${part}: ${rest} ${where(named)}, ${quantity} wanted`,
  );
}

/** The number is read off the piece as it is put in: one that had none written down is given it. */
function planUse(stock: PartStock, movement: Movement): Step | MovementRefusal {
  const { serial, place } = movement;
  const named = place ?? mainDepot;
  const shelf = stock.shelves.get(named) ?? emptyShelf;
  if (serial === null || shelf.serials.has(serial) || shelf.unnamed === 0) {
    return planFromShelf(stock, { ...movement, place: named }, { name: "used" });
  }
  return serialTaken(stock, movement) ?? step(shelfAt(named), { name: "used" }, [null], [serial]);
}

function planFrom(
  stock: PartStock,
  movement: Movement,
  orderId: string,
  holders: readonly ("onHand" | "installed")[],
  to: Station,
): Step | MovementRefusal {
  const { part, serial, quantity } = movement;
  const holding = stock.orders.get(orderId);
  if (serial !== null) {
    const holder = holders.find((name) => holding?.[name].includes(serial));
    if (holder !== undefined) return step({ name: holder, orderId }, to, [serial], [serial]);
    const unnamed = holders.find((name) => holding?.[name].includes(null));
    if (unnamed === undefined) return shortage(`${part}: ${serial} is not on this order`);
    return serialTaken(stock, movement) ?? step({ name: unnamed, orderId }, to, [null], [serial]);
  }
  const holder = holders.find((name) => (holding?.[name].length ?? 0) > 0);
  const lying = (holder && holding?.[holder]) ?? [];
  if (holder === undefined || lying.length < quantity) {
    return shortage(`${part}: ${lying.length} on this order, ${quantity} wanted`);
  }
  const without = lying.filter((piece) => piece === null);
  const taken = without.length >= quantity ? without.slice(0, quantity) : lying.length === quantity ? lying : undefined;
  if (taken === undefined) return shortage(`${part}: name the serial number`);
  return step({ name: holder, orderId }, to, taken, taken);
}

/** One that is in stock or on an order cannot come a second time; one that was built in may, repaired. */
function serialTaken(stock: PartStock, { part, serial }: Movement): MovementRefusal | undefined {
  if (serial === null) return undefined;
  const lies = stock.shelved.has(serial) ? "in stock" : stock.onOrder.has(serial) ? "on an order" : undefined;
  return lies === undefined ? undefined : { code: "parts.serial-taken", detail: `${part}: ${serial} is ${lies}` };
}

export function takeStep(stock: StockDraft, { from, to, taken, put }: Step): void {
  remove(stock, from, taken);
  add(stock, to, put);
  if (from.name === "counted") stock.counted += put.length;
  if (to.name === "counted") stock.counted -= taken.length;
}

function remove(stock: StockDraft, from: Station, taken: readonly Piece[]): void {
  if (from.name === "shelf") {
    const { unnamed, serials } = stock.shelves.get(from.place) ?? emptyShelf;
    const left = new Set(serials);
    for (const piece of taken) {
      if (piece === null) continue;
      left.delete(piece);
      stock.shelved.delete(piece);
    }
    shelve(stock, from.place, { unnamed: unnamed - countUnnamed(taken), serials: left });
  }
  if (from.name !== "onHand" && from.name !== "installed") return;
  const rest = [...(stock.orders.get(from.orderId)?.[from.name] ?? [])];
  for (const piece of taken) {
    rest.splice(rest.indexOf(piece), 1);
    if (from.name === "onHand" && piece !== null) stock.onOrder.delete(piece);
  }
  hold(stock, from.name, from.orderId, rest);
}

function add(stock: StockDraft, to: Station, put: readonly Piece[]): void {
  if (to.name === "rejected") stock.rejected += put.length;
  if (to.name === "used") stock.used += put.length;
  if (to.name === "shelf") {
    const { unnamed, serials } = stock.shelves.get(to.place) ?? emptyShelf;
    const grown = new Set(serials);
    for (const piece of put) {
      if (piece === null) continue;
      grown.add(piece);
      stock.shelved.set(piece, to.place);
    }
    shelve(stock, to.place, { unnamed: unnamed + countUnnamed(put), serials: grown });
  }
  if (to.name !== "onHand" && to.name !== "installed") return;
  if (to.name === "onHand") for (const piece of put) if (piece !== null) stock.onOrder.set(piece, to.orderId);
  hold(stock, to.name, to.orderId, [...(stock.orders.get(to.orderId)?.[to.name] ?? []), ...put]);
}

const emptyShelf: Shelf = { unnamed: 0, serials: new Set() };

function countUnnamed(some: readonly Piece[]): number {
  return some.filter((piece) => piece === null).length;
}

function shelve(stock: StockDraft, place: string, shelf: Shelf): void {
  if (shelf.unnamed + shelf.serials.size === 0) stock.shelves.delete(place);
  else stock.shelves.set(place, shelf);
}

function hold(stock: StockDraft, name: "onHand" | "installed", orderId: string, lying: readonly Piece[]): void {
  const before = stock.orders.get(orderId) ?? { onHand: [], installed: [] };
  const grown = lying.length - before[name].length;
  if (name === "onHand") stock.onOrders += grown;
  else stock.installed += grown;
  const after = { ...before, [name]: lying };
  if (after.onHand.length + after.installed.length === 0) stock.orders.delete(orderId);
  else stock.orders.set(orderId, after);
}

function step(from: Station, to: Station, taken: readonly Piece[], put: readonly Piece[]): Step {
  return { from, to, taken, put };
}

function where(place: string): string {
  return place === mainDepot ? "in stock" : `in ${place}`;
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
