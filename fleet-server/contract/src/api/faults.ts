// 告警: faults of all terminals in reach, grouped by cause; what people note on them (acknowledged, suppressed until).
import { deviceClasses, FaultCodeSchema, Millis, severities } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId } from "../ids.ts";
import { FaultView } from "./kiosks.ts";
import { deadlineBands } from "./work-orders.ts";

/** `unacknowledged`: open, nobody has taken note, not suppressed. `cleared`: gone within the last 24 hours. */
export const faultViews = ["unacknowledged", "acknowledged", "suppressed", "cleared"] as const;
export type FaultViewName = (typeof faultViews)[number];

/** A suppression ends by itself, at the latest after so long. */
export const maxSuppressionMs = 30 * 86_400_000;
/** The one who acknowledged may take it back so long. */
export const undoAcknowledgementMs = 10 * 60_000;
export const maxFaultsPerAct = 500;

export const FaultAcknowledgement = z.object({ name: z.string(), at: Millis, comment: z.string() });
export type FaultAcknowledgement = z.infer<typeof FaultAcknowledgement>;

export const SuppressionView = z.object({
  id: z.string(),
  contractId: ContractId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  deviceId: DeviceId.nullable(),
  code: FaultCodeSchema,
  part: z.string(),
  zh: z.string(),
  en: z.string(),
  name: z.string(),
  at: Millis,
  until: Millis,
  reason: z.string(),
  /** whether what it hides is there now */
  active: z.boolean(),
});
export type SuppressionView = z.infer<typeof SuppressionView>;
export const SuppressionList = z.object({ at: Millis, suppressions: z.array(SuppressionView) });
export type SuppressionList = z.infer<typeof SuppressionList>;

export const FaultRow = FaultView.extend({
  contractId: ContractId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  street: z.string(),
  /** null: the terminal as a whole, or a device that its configuration no longer names */
  deviceClass: z.enum(deviceClasses).nullable(),
  acknowledged: FaultAcknowledgement.nullable(),
  suppressed: z.object({ id: z.string(), name: z.string(), until: Millis, reason: z.string() }).nullable(),
  order: z
    .object({ id: z.string(), number: z.string(), nextDueAt: Millis.nullable(), band: z.enum(deadlineBands) })
    .nullable(),
});
export type FaultRow = z.infer<typeof FaultRow>;

/**
 * One cause. `cause`: the first row explains the others (`causeId`). `guess`: the same fault at several terminals of a
 * street within minutes, likely but not known to be one cause. Of a large group only the first rows are listed.
 */
export const FaultGroup = z.object({
  id: z.string(),
  kind: z.enum(["single", "cause", "guess"]),
  rows: z.array(FaultRow).min(1),
  /** faults of the group, listed or not */
  size: z.int(),
  terminals: z.int(),
  firstRaisedAt: Millis,
  lastRaisedAt: Millis,
});
export type FaultGroup = z.infer<typeof FaultGroup>;

export const FaultListQuery = z.object({
  contract: ContractId.optional(),
  view: z.enum(faultViews).default("unacknowledged"),
  street: z.string().max(60).optional(),
  severity: z.enum(severities).optional(),
  code: FaultCodeSchema.optional(),
  deviceClass: z.enum(deviceClasses).optional(),
  /** `next` of the page before */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(200),
});

export const FaultList = z.object({
  at: Millis,
  groups: z.array(FaultGroup),
  /** `after` of the next page; null at the end */
  next: z.string().nullable(),
  /** causes per view (faults, for `cleared`), under the same filters */
  counts: z.record(z.enum(faultViews), z.int()),
  /** what can be filtered for, over all open faults in reach; most frequent first */
  codes: z.array(z.object({ code: FaultCodeSchema, zh: z.string(), en: z.string(), n: z.int() })),
  streets: z.array(z.object({ street: z.string(), n: z.int() })),
  /** terminals silent although their point is open: no fault of a device, and not in the groups */
  silent: z.int(),
  /** when nothing is listed: the fault that cleared last */
  lastCleared: FaultRow.nullable(),
});
export type FaultList = z.infer<typeof FaultList>;

/** A fault as the person saw it: one that came again since is another matter. */
export const SeenFault = z.strictObject({ id: z.string().min(1).max(100), occurrences: z.int().min(1) });
export type SeenFault = z.infer<typeof SeenFault>;

export const AcknowledgeFaults = z.strictObject({
  faults: z.array(SeenFault).min(1).max(maxFaultsPerAct),
  comment: z.string().max(500),
});
export type AcknowledgeFaults = z.infer<typeof AcknowledgeFaults>;

export const UndoAcknowledgements = z.strictObject({
  faults: z
    .array(z.strictObject({ id: z.string().min(1).max(100), at: Millis }))
    .min(1)
    .max(maxFaultsPerAct),
});
export type UndoAcknowledgements = z.infer<typeof UndoAcknowledgements>;

export const SuppressFaults = z.strictObject({
  faults: z.array(SeenFault).min(1).max(maxFaultsPerAct),
  until: Millis,
  reason: z.string().trim().min(1).max(500),
});
export type SuppressFaults = z.infer<typeof SuppressFaults>;

/** Why one of several was left as it is. */
export const skipReasons = [
  /** not there, or of a foreign contract */
  "not-found",
  "denied",
  "cleared",
  /** came again since it was looked at */
  "changed",
  /** it follows from another fault: that one is acknowledged or suppressed */
  "consequence",
  "acknowledged",
  "not-acknowledged",
  "suppressed",
  /** acknowledged by somebody else, or too long ago to be taken back */
  "not-yours",
] as const;
export type SkipReason = (typeof skipReasons)[number];

export const FaultsTouched = z.object({
  at: Millis,
  done: z.array(z.string()),
  skipped: z.array(
    z.object({
      id: z.string(),
      reason: z.enum(skipReasons),
      zh: z.string().nullable(),
      en: z.string().nullable(),
      kioskSeq: z.int().nullable(),
      /** who did it before, where that is why */
      name: z.string().nullable(),
    }),
  ),
});
export type FaultsTouched = z.infer<typeof FaultsTouched>;
