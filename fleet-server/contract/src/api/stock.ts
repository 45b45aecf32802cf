// Where the pieces lie: depots and vans of a contract, one ledger over all of them. Receipts and the parts of orders are in
// parts.ts; both are lines of the same ledger.
import { consumableKinds, Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, UserId } from "../ids.ts";
import { PartMovement } from "./parts.ts";

/** The depot every contract has (总库): where no place is named it is meant. */
export const mainDepot = "main";

export const PlaceId = z.string().regex(/^[0-9a-zA-Z-]{1,60}$/);
export const stockPlaceKinds = ["depot", "van"] as const;

export const StockPlace = z.object({
  id: PlaceId,
  contractId: ContractId,
  kind: z.enum(stockPlaceKinds),
  name: z.string(),
  /** whose van it is */
  technicianId: UserId.nullable(),
  createdAt: Millis,
  endedAt: Millis.nullable(),
});
export type StockPlace = z.infer<typeof StockPlace>;

/** What an item can be put in. Null: any. Of several that fit the one that names most is taken. */
export const ItemFit = z.strictObject({
  profileId: z.string().max(80).nullable(),
  consumable: z.enum(consumableKinds),
  /** null: every part */
  part: z.string().max(64).nullable(),
});
export type ItemFit = z.infer<typeof ItemFit>;

/** `product`: named by the profile of a model in use and not changed by anybody. */
export const StockItem = z.object({
  item: z.string(),
  unit: z.string(),
  fits: z.array(ItemFit),
  source: z.enum(["product", "contract"]),
});
export type StockItem = z.infer<typeof StockItem>;

const Item = z.string().trim().min(1).max(80);
const Serials = z.array(z.string().trim().min(1).max(80)).max(200).default([]);

export const PlaceBalance = z.object({
  item: z.string(),
  quantity: z.int(),
  serials: z.array(z.string()),
  /** 0: none was set */
  minimum: z.int(),
  low: z.boolean(),
});
export type PlaceBalance = z.infer<typeof PlaceBalance>;

export const ItemTotal = z.object({
  item: z.string(),
  inStock: z.int(),
  onOrders: z.int(),
  installed: z.int(),
  rejected: z.int(),
  /** put into terminals as a consumable */
  used: z.int(),
});
export type ItemTotal = z.infer<typeof ItemTotal>;

export const StockView = z.object({
  at: Millis,
  contractId: ContractId,
  /** the main depot first; ended ones only while something lies there */
  places: z.array(StockPlace.extend({ technicianName: z.string().nullable(), balances: z.array(PlaceBalance) })),
  totals: z.array(ItemTotal),
  items: z.array(StockItem),
});
export type StockView = z.infer<typeof StockView>;

export const MovementQuery = z.object({
  place: PlaceId.optional(),
  item: Item.optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
/** Newest first. */
export const MovementPage = z.object({ at: Millis, movements: z.array(PartMovement), next: z.string().nullable() });
export type MovementPage = z.infer<typeof MovementPage>;

/** Every change of stock bears an id its sender made: the same id again changes nothing. */
const ClientId = z.uuid();

export const StockMove = z.strictObject({
  id: ClientId,
  item: Item,
  serials: Serials,
  /** with serials: their number */
  quantity: z.int().min(1).max(10_000),
  from: PlaceId,
  to: PlaceId,
  text: z.string().max(500).default(""),
});
export type StockMove = z.input<typeof StockMove>;

/** What was found when somebody counted. What differs from the books becomes a movement with the reason. */
export const StockCount = z.strictObject({
  id: ClientId,
  place: PlaceId,
  item: Item,
  /** all pieces that lie there, those with serial numbers among them */
  quantity: z.int().min(0).max(10_000),
  serials: Serials,
  /** the books as they were when counting began; others have moved meanwhile: refused */
  seenQuantity: z.int().min(0),
  reason: z.string().trim().min(1).max(500),
});
export type StockCount = z.input<typeof StockCount>;

export const NewStockPlace = z.strictObject({
  id: PlaceId,
  kind: z.enum(stockPlaceKinds),
  name: z.string().trim().min(1).max(40),
  technicianId: UserId.nullable(),
});
export type NewStockPlace = z.input<typeof NewStockPlace>;
export const StockPlaceChange = z.strictObject({
  name: z.string().trim().min(1).max(40),
  technicianId: UserId.nullable(),
  /** true: nothing comes here any more; only for an empty one */
  ended: z.boolean(),
});
export type StockPlaceChange = z.input<typeof StockPlaceChange>;

/** Replaces what the contract said of the item before; no fits: any terminal may use it, nothing is taken for it. */
export const StockItemChange = z.strictObject({
  item: Item,
  unit: z.string().trim().max(10).default("件"),
  fits: z.array(ItemFit).max(40),
});
export type StockItemChange = z.input<typeof StockItemChange>;

export const StockMinimum = z.strictObject({ place: PlaceId, item: Item, minimum: z.int().min(0).max(10_000) });
export type StockMinimum = z.input<typeof StockMinimum>;

/** What lies in a technician's van. */
export const VanContents = z.object({
  at: Millis,
  place: StockPlace.nullable(),
  lines: z.array(z.object({ item: z.string(), quantity: z.int(), serials: z.array(z.string()) })),
});
export type VanContents = z.infer<typeof VanContents>;
