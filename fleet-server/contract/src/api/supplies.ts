// Consumables ahead of time: when a supply runs out, what is to be replaced before, and where the pieces lie.
import { consumableKinds, Millis, qualities, units } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId } from "../ids.ts";
import { supplyLevels } from "./kiosks.ts";
import { EvidenceDigest } from "./order-events.ts";

export const forecastMethods = ["weekday-profile", "average", "none"] as const;

/** `early` and `late` are the 10 % and 90 % ends of the band. */
export const SupplyForecast = z.object({
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string(),
  percent: z.number().nullable(),
  value: z.union([z.number(), z.string()]),
  unit: z.enum(units),
  level: z.enum(supplyLevels).nullable(),
  quality: z.enum(qualities),
  /** nobody measures it: it is counted since somebody said it was replaced */
  counted: z.boolean(),
  observedAt: Millis,
  current: z.boolean(),
  method: z.enum(forecastMethods),
  /** days it rests on; replacements and gaps excluded */
  basisDays: z.number(),
  perDay: z.number().nullable(),
  emptyAt: z.object({ early: Millis, mid: Millis, late: Millis }).nullable(),
  /** why there is none */
  unknownWhy: z.enum(["no-level", "too-short", "not-falling", "no-percentage", "stale"]).nullable(),
  taskId: z.string().nullable(),
});
export type SupplyForecast = z.infer<typeof SupplyForecast>;

export const ForecastQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  /** those that may be empty within so many days */
  withinDays: z.coerce.number().int().min(1).max(365).optional(),
  after: z.string().max(200).optional(),
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
