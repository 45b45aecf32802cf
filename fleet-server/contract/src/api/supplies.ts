// Consumables ahead of time: when a supply runs out, what is to be replaced before, and what was replaced.
import { consumableKinds, Millis, qualities, units } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId } from "../ids.ts";
import { supplyLevels } from "./kiosks.ts";
import { EvidenceDigest } from "./order-events.ts";

/** `average`: too few days to tell one weekday from another; rest days count as the point's hours say. */
export const forecastMethods = ["weekday-profile", "average", "none"] as const;
/**
 * word: the device tells a word and no amount. too-short: not enough days since anything is known. not-falling: nothing
 * was used that the sensor could show. stale: the last level is too old to count from.
 */
export const noForecastReasons = ["word", "too-short", "not-falling", "stale"] as const;

/** `early` and `late` are the 10 % and 90 % ends of the band. */
export const EmptyBand = z.object({ early: Millis, mid: Millis, late: Millis });
export type EmptyBand = z.infer<typeof EmptyBand>;

export const SupplyForecast = z.object({
  contractId: ContractId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string(),
  /** the item of stock that is put in */
  item: z.string(),
  percent: z.number().nullable(),
  value: z.union([z.number(), z.string()]),
  unit: z.enum(units),
  level: z.enum(supplyLevels).nullable(),
  quality: z.enum(qualities),
  /** nobody measures it: it is counted since somebody said it was replaced */
  counted: z.boolean(),
  observedAt: Millis,
  /** false: the device cannot be reached now, and the level is the last known one */
  current: z.boolean(),
  method: z.enum(forecastMethods),
  /** days it rests on; replacements and gaps excluded */
  basisDays: z.number(),
  /** in `unit`, averaged over a week as it goes now */
  perDay: z.number().nullable(),
  emptyAt: EmptyBand.nullable(),
  /** why there is none */
  unknownWhy: z.enum(noForecastReasons).nullable(),
  /** when it was computed; null: not yet */
  computedAt: Millis.nullable(),
  taskId: z.string().nullable(),
});
export type SupplyForecast = z.infer<typeof SupplyForecast>;

export const ForecastQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  /** those that may be empty within so many days */
  withinDays: z.coerce.number().int().min(1).max(365).optional(),
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const ForecastList = z.object({
  at: Millis,
  total: z.int(),
  /** soonest first; those without a forecast last */
  supplies: z.array(SupplyForecast),
  next: z.string().nullable(),
});
export type ForecastList = z.infer<typeof ForecastList>;

export const taskStates = ["open", "done", "cancelled"] as const;

/** Replace this before it is empty. */
export const ReplacementTask = z.object({
  id: z.string(),
  contractId: ContractId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string(),
  /** the item of stock that is taken along */
  item: z.string(),
  state: z.enum(taskStates),
  /** the early end of the band less the lead of the contract; past: it is late already */
  dueAt: Millis,
  reason: z.enum(["forecast", "threshold", "entered"]),
  createdAt: Millis,
  closedAt: Millis.nullable(),
  /** the device showed the swap, a person entered it, or the need went away */
  closedHow: z.enum(["device", "person", "withdrawn"]).nullable(),
  closedBy: z.string().nullable(),
});
export type ReplacementTask = z.infer<typeof ReplacementTask>;

export const TaskList = z.object({
  at: Millis,
  total: z.int(),
  /** open: soonest due first; others: last closed first */
  tasks: z.array(ReplacementTask),
  next: z.string().nullable(),
});
export type TaskList = z.infer<typeof TaskList>;
export const TaskQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  state: z.enum(taskStates).default("open"),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A person wants it replaced, whatever the forecast says. The same id again answers what there is. */
export const NewTask = z.strictObject({
  id: z.uuid(),
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string().max(64),
  dueAt: Millis,
});
export type NewTask = z.input<typeof NewTask>;
export const WithdrawTask = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** What a person did at the terminal. The level begins anew; the piece leaves the van. */
export const SwapEntry = z.strictObject({
  id: z.uuid(),
  kioskId: KioskId,
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string().max(64),
  /** read off the new piece; empty where it has none */
  serial: z.string().trim().max(80).default(""),
  removedSerial: z.string().trim().max(80).default(""),
  /** stock place it came from; null: not from stock */
  from: z.string().max(60).nullable(),
  evidence: z.array(EvidenceDigest).max(10).default([]),
  at: Millis.optional(),
});
export type SwapEntry = z.input<typeof SwapEntry>;

export const SupplySwap = z.object({
  id: z.string(),
  contractId: ContractId,
  kioskId: KioskId,
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string(),
  item: z.string(),
  serial: z.string(),
  removedSerial: z.string(),
  from: z.string().nullable(),
  evidence: z.array(EvidenceDigest),
  /** detected: the device showed it, and nobody entered it */
  how: z.enum(["detected", "entered"]),
  at: Millis,
  recordedAt: Millis,
  by: z.string(),
});
export type SupplySwap = z.infer<typeof SupplySwap>;
export const SwapQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
/** Newest first. */
export const SwapList = z.object({ at: Millis, swaps: z.array(SupplySwap), next: z.string().nullable() });
export type SwapList = z.infer<typeof SwapList>;

/** The level of one supply at the end of each day (local date), as far as it is known. */
export const SupplyHistoryQuery = z.object({
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string().max(64).default(""),
});
export const SupplyDays = z.object({
  at: Millis,
  unit: z.enum(units),
  capacity: z.number().nullable(),
  /** oldest first; null: not known that day */
  days: z.array(z.object({ date: z.string(), level: z.number().nullable(), replaced: z.boolean() })),
  swaps: z.array(SupplySwap),
});
export type SupplyDays = z.infer<typeof SupplyDays>;

/**
 * What a contract sets about replacing in time. C1 promises a response for consumables and names no figures: hours and days
 * here are the supplier's proposal and are shown as such.
 */
export const SupplySetting = z.object({
  contractId: ContractId,
  version: z.int(),
  /** days between the day a task is due and the early end of the band */
  leadDays: z.int(),
  /** how many days before it is due a task is opened, to be merged into routes */
  aheadDays: z.int(),
  respondHours: z.int(),
  replaceWorkingDays: z.int(),
  owner: z.string(),
  note: z.string(),
  by: z.string(),
  at: Millis,
});
export type SupplySetting = z.infer<typeof SupplySetting>;
export const SupplySettingChange = z.strictObject({
  leadDays: z.int().min(0).max(60),
  aheadDays: z.int().min(0).max(60),
  respondHours: z.int().min(1).max(240),
  replaceWorkingDays: z.int().min(1).max(30),
  owner: z.string().trim().min(1).max(64),
  note: z.string().trim().min(1).max(500),
  /** 0: none was set yet */
  seenVersion: z.int().min(0),
});
export type SupplySettingChange = z.input<typeof SupplySettingChange>;
/** `current` has version 0 while nothing was set: then it is the product's proposal. */
export const SupplySettings = z.object({ at: Millis, current: SupplySetting, history: z.array(SupplySetting) });
export type SupplySettings = z.infer<typeof SupplySettings>;
