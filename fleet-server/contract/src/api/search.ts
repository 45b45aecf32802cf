// What Ctrl-K finds: terminals, work orders, open faults. Pages and actions are the console's own.
import { FaultCodeSchema, Millis, severities } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId, Mac } from "../ids.ts";
import { kioskHealths } from "./kiosks.ts";
import { orderStates } from "./work-orders.ts";

export const SearchQuery = z.object({ q: z.string().max(100) });

/** By what a terminal was found. */
export const kioskMatches = ["id", "seq", "mac", "name", "pinyin", "street", "address"] as const;

export const KioskHit = z.object({
  kind: z.literal("kiosk"),
  id: KioskId,
  contractId: ContractId,
  seq: z.int(),
  name: z.string(),
  street: z.string(),
  address: z.string(),
  health: z.enum(kioskHealths),
  by: z.enum(kioskMatches),
  /** the one that was asked for; null where it was found by something else */
  mac: Mac.nullable(),
});
export type KioskHit = z.infer<typeof KioskHit>;

export const OrderHit = z.object({
  kind: z.literal("order"),
  id: z.string(),
  contractId: ContractId,
  number: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  state: z.enum(orderStates),
  kioskSeq: z.int(),
  kioskName: z.string(),
  reportedAt: Millis,
});
export type OrderHit = z.infer<typeof OrderHit>;

export const FaultHit = z.object({
  kind: z.literal("fault"),
  id: z.string(),
  contractId: ContractId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  code: FaultCodeSchema,
  zh: z.string(),
  en: z.string(),
  severity: z.enum(severities),
  since: Millis,
});
export type FaultHit = z.infer<typeof FaultHit>;

export const SearchHit = z.discriminatedUnion("kind", [KioskHit, OrderHit, FaultHit]);
export type SearchHit = z.infer<typeof SearchHit>;

/** Best first, at most {@link searchLimit}; `found` counts all that the caller may see. */
export const searchLimit = 20;
export const SearchResult = z.object({
  at: Millis,
  found: z.object({ kiosks: z.int(), orders: z.int(), faults: z.int() }),
  hits: z.array(SearchHit).max(searchLimit),
});
export type SearchResult = z.infer<typeof SearchResult>;
