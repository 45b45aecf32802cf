// What a driver's conversation amounts to: readings (what the device said) and conditions (which fault codes hold).
// The zod schemas are the single truth; the contract puts them on the wire as they are.
import { z } from "zod";
import {
  consumableKinds,
  type FaultCode,
  faultCodes,
  isFaultCode,
  qualities,
  routes,
  type StatusWord,
  statusWords,
  units,
} from "./vocabulary.ts";

/** Milliseconds since 1970-01-01T00:00Z, by the clock of whoever observed. */
export const Millis = z.int().min(0).max(8_640_000_000_000_000);

/** Bytes as lower-case hex, two digits a byte; at most 512 bytes are carried. */
export const Hex = z
  .string()
  .max(1024)
  .regex(/^(?:[0-9a-f]{2})*$/);

/** Which of several alike: a tray, a colour, a slot. Empty where there is only one. */
export const Part = z.string().max(64);

const words: Record<StatusWord, readonly string[]> = statusWords;

export const StatusReading = z
  .object({
    kind: z.literal("status"),
    name: z.enum([
      "device",
      "media",
      "paper",
      "toner",
      "ink",
      "ribbon",
      "storage",
      "camera",
      "barcode",
      "cover",
      "cleaning",
      "power",
    ]),
    part: Part,
    value: z.string().max(24),
    quality: z.enum(qualities),
    raw: Hex,
    at: Millis,
  })
  .refine((r) => words[r.name].includes(r.value), { message: "value is not a word of this status", path: ["value"] });

/** Special levels after RFC 3805: -2 `unknown`, -3 `some` (at least one unit remains), absent sensor `not-supported`. */
export const levelWords = ["unknown", "not-supported", "some"] as const;

export const LevelReading = z.object({
  kind: z.literal("level"),
  consumable: z.enum(consumableKinds),
  part: Part,
  /** remaining amount in `unit`; a receptacle (waste) reports the space that is left */
  value: z.union([z.number().min(0).max(1e9), z.enum(levelWords)]),
  unit: z.enum(units),
  /** full amount in `unit`, where known */
  capacity: z.number().positive().max(1e9).optional(),
  quality: z.enum(qualities),
  raw: Hex,
  at: Millis,
});

export const counterNames = [
  "lifePages",
  "charactersPrinted",
  "cardsSinceCleaning",
  "alerts",
  "droppedBytes",
  "temperature",
  "diskFree",
  "diskUsed",
  "memoryUsed",
  "load",
  "uptime",
  "runtimeLeft",
  "voltage",
  /** since a device that only talks when somebody uses it was last noticed to */
  "sinceHeard",
] as const;

export const CountReading = z.object({
  kind: z.literal("count"),
  name: z.enum(counterNames),
  part: Part,
  value: z.number().min(-1e12).max(1e15),
  unit: z.enum(units),
  quality: z.enum(qualities),
  raw: Hex,
  at: Millis,
});

export const TextReading = z.object({
  kind: z.literal("text"),
  name: z.enum(["serial", "model", "firmware", "description", "alert", "note"]),
  part: Part,
  value: z.string().max(512),
  quality: z.enum(qualities),
  raw: Hex,
  at: Millis,
});

export const Reading = z.discriminatedUnion("kind", [StatusReading, LevelReading, CountReading, TextReading]);
export type Reading = z.infer<typeof Reading>;
export type StatusReading = z.infer<typeof StatusReading>;
export type LevelReading = z.infer<typeof LevelReading>;

/** The code as it crosses the wire: a member of the register, so an unknown code is a wire error and not a new fault. */
export const FaultCodeSchema = z
  .custom<FaultCode>((v) => typeof v === "string" && isFaultCode(v), {
    message: "not a fault code of the register",
  })
  .meta({ type: "string", enum: Object.keys(faultCodes) });

/** One fault code that holds now, as decoded by the profile from raw bytes. */
export const Condition = z.object({
  code: FaultCodeSchema,
  part: Part,
  /** what the device itself said, verbatim (may be Chinese) */
  detail: z.string().max(256),
  raw: Hex,
  /** whom the device itself wants, where it says so */
  route: z.enum(routes).optional(),
});
export type Condition = z.infer<typeof Condition>;
