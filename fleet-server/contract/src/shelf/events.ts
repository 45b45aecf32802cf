// What a citizen's screen tells the fleet server: events of up.ts. None holds a name, a number of a person or anything that
// was read from a card; `sessionId` is random and belongs to one use of one terminal.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { DeviceId } from "../ids.ts";
import { MissingCapability, serviceStates } from "./capabilities.ts";
import { AppId, AppVersion } from "./manifest.ts";

/** How a use ended. `withdrawn`: its app was taken off the shelf; `crash`: the pages died; `power`: found at the next start. */
export const sessionEnds = [
  "finished",
  "left",
  "timeout",
  "card-pulled",
  "crash",
  "power",
  "staff",
  "withdrawn",
  "limit",
] as const;
export const SessionEnd = z.enum(sessionEnds);
export type SessionEnd = z.infer<typeof SessionEnd>;

export const jobKinds = ["booklet", "a4", "receipt", "endorsement"] as const;

/** What is wiped at the end of every use, and then read back. */
export const wipeParts = [
  "cookies",
  "local-storage",
  "session-storage",
  "indexed-db",
  "caches",
  "service-workers",
  "clipboard",
  "temp-files",
  "print-spool",
  "session-memory",
  "device-leases",
] as const;

export const WipePart = z.strictObject({
  part: z.enum(wipeParts),
  /** how much was found when it was read back; null: it could not be read back, which is no proof */
  left: z.int().min(0).nullable(),
});
export type WipePart = z.infer<typeof WipePart>;

export const hostKinds = ["electron", "browser"] as const;

export const WipeProof = z.strictObject({
  at: Millis,
  durationMs: z.int().min(0),
  host: z.enum(hostKinds).nullable(),
  parts: z.array(WipePart).max(wipeParts.length),
  /** every part was read back as empty */
  clean: z.boolean(),
});
export type WipeProof = z.infer<typeof WipeProof>;

/** 一次使用, told when it is over and wiped. */
export const SessionEvent = z.strictObject({
  type: z.literal("session"),
  sessionId: z.uuid(),
  appId: AppId.nullable(),
  appVersion: AppVersion.nullable(),
  startedAt: Millis,
  endedAt: Millis,
  end: SessionEnd,
  /** what came of it; null: the app said nothing */
  outcome: z.enum(["done", "not-done"]).nullable(),
  /** somebody identified themselves, and how; never who */
  identified: z.enum(["card", "phone"]).nullable(),
  elder: z.boolean(),
  language: z.enum(["zh", "en"]),
  jobs: z
    .array(z.strictObject({ kind: z.enum(jobKinds), outcome: z.enum(["done", "failed"]), detail: z.string().max(80) }))
    .max(40),
  wipe: WipeProof,
});
export type SessionEvent = z.infer<typeof SessionEvent>;

/** What each service can do here now; told whenever it changes and in full. */
export const ServicesEvent = z.strictObject({
  type: z.literal("services"),
  services: z
    .array(
      z.strictObject({
        appId: AppId,
        version: AppVersion,
        state: z.enum(serviceStates),
        missing: z.array(MissingCapability).max(10),
      }),
    )
    .max(100),
});
export type ServicesEvent = z.infer<typeof ServicesEvent>;

export const shelfErrors = [
  "not-reachable",
  "signature",
  "unknown-key",
  "digest",
  "malformed",
  "too-large",
  "disk",
] as const;

/** What stands on the terminal's shelf after a change was tried: whole or not at all for each package. */
export const ShelfAppliedEvent = z.strictObject({
  type: z.literal("shelf-applied"),
  revision: z.int().min(0),
  /** every package of this revision is in place */
  complete: z.boolean(),
  places: z
    .array(
      z.strictObject({
        /** an app, or the style */
        id: AppId,
        kind: z.enum(["app", "theme"]),
        wanted: AppVersion,
        /** what is in place; null: nothing */
        inPlace: AppVersion.nullable(),
        error: z.enum(shelfErrors).nullable(),
        detail: z.string().max(200),
      }),
    )
    .max(101),
});
export type ShelfAppliedEvent = z.infer<typeof ShelfAppliedEvent>;

export const ratingTags = ["fast", "clear", "polite", "slow", "unclear", "broken", "no-paper", "hard-to-find"] as const;

/** 好差评, bound to the use and not to a person. */
export const RatingEvent = z.strictObject({
  type: z.literal("rating"),
  ratingId: z.uuid(),
  sessionId: z.uuid(),
  appId: AppId.nullable(),
  stars: z.int().min(1).max(5),
  tags: z.array(z.enum(ratingTags)).max(8),
  receipt: z.string().max(40),
});
export type RatingEvent = z.infer<typeof RatingEvent>;

export const citizenReportKinds = [
  "cannot-do",
  "no-print",
  "card-stuck",
  "screen",
  "wrong-information",
  "attitude",
  "other",
] as const;

/** 问题反映（办不成事）: a person's own words, long numbers taken out before they are kept. Becomes a hotline-type work order. */
export const CitizenReportEvent = z.strictObject({
  type: z.literal("citizen-report"),
  reportId: z.uuid(),
  sessionId: z.uuid().nullable(),
  appId: AppId.nullable(),
  kind: z.enum(citizenReportKinds),
  text: z.string().max(500),
  /** how many numbers were taken out of the text */
  masked: z.int().min(0),
  deviceId: DeviceId.nullable(),
  receipt: z.string().max(40),
});
export type CitizenReportEvent = z.infer<typeof CitizenReportEvent>;

export const shellIncidents = [
  "renderer-gone",
  "unresponsive",
  "load-failed",
  "safe-mode",
  "recovered",
  "memory-reload",
  "blocked",
] as const;

/** What the host of the pages went through: never silently. */
export const ShellEvent = z.strictObject({
  type: z.literal("shell"),
  incident: z.enum(shellIncidents),
  detail: z.string().max(200),
  count: z.int().min(1),
});
export type ShellEvent = z.infer<typeof ShellEvent>;

/** 员工退出: every attempt. */
export const StaffExitEvent = z.strictObject({
  type: z.literal("staff-exit"),
  outcome: z.enum(["opened", "refused", "closed"]),
  /** to whom the code was given; null: no code matched */
  issuedTo: z.string().max(64).nullable(),
  until: Millis.nullable(),
});
export type StaffExitEvent = z.infer<typeof StaffExitEvent>;
