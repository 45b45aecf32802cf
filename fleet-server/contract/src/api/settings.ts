// What people set for a contract: when a supply is low, what a fault code does, opening hours, and codes to enrol with.
// Every setting is a list of versions; nothing is overwritten. A change names the version its author saw.
import {
  consumableKinds,
  deviceClasses,
  FaultCodeSchema,
  Millis,
  orderClasses,
  routes,
  severities,
} from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, KioskId } from "../ids.ts";
import { OpeningHours } from "./kiosks.ts";

/** Who answers for a value, and why it is so. */
const reasoned = {
  owner: z.string().trim().min(1).max(64),
  note: z.string().trim().min(1).max(500),
} as const;
/** Of the last version its author saw; 0: there was none. */
const seenVersion = z.int().min(0);
const versioned = { version: z.int(), owner: z.string(), note: z.string(), by: z.string(), at: Millis } as const;

/** `toner`, or `toner@a4Printer` where it holds for one class of devices only. */
export function thresholdKey(consumable: string, deviceClass: string | null): string {
  return deviceClass === null ? consumable : `${consumable}@${deviceClass}`;
}

/** At or below `lowPercent` a supply is low, at or below `criticalPercent` critical. Null: as if nobody had set it. */
export const ThresholdVersion = z.object({
  contractId: ContractId,
  key: z.string(),
  lowPercent: z.int().nullable(),
  criticalPercent: z.int().nullable(),
  ...versioned,
});
export type ThresholdVersion = z.infer<typeof ThresholdVersion>;

export const ThresholdRow = z.object({
  key: z.string(),
  consumable: z.enum(consumableKinds),
  deviceClass: z.enum(deviceClasses).nullable(),
  lowPercent: z.int(),
  criticalPercent: z.int(),
  /** whose value it is: the product's, the kind's, or the row's own */
  from: z.enum(["product", "kind", "own"]),
  /** the row's own last version, also where it gave the value back */
  current: ThresholdVersion.nullable(),
  /** how many supplies of the contract's terminals stand where now */
  supplies: z.object({
    ok: z.int(),
    low: z.int(),
    critical: z.int(),
    out: z.int(),
    /** what tells no percentage */
    unknown: z.int(),
  }),
});
export type ThresholdRow = z.infer<typeof ThresholdRow>;

export const ThresholdSettings = z.object({
  at: Millis,
  contractId: ContractId,
  product: z.object({ lowPercent: z.int(), criticalPercent: z.int() }),
  rows: z.array(ThresholdRow),
  /** newest first */
  history: z.array(ThresholdVersion),
});
export type ThresholdSettings = z.infer<typeof ThresholdSettings>;

/** Both null: gives the value back to the kind's or the product's. */
export const ThresholdChange = z
  .strictObject({
    consumable: z.enum(consumableKinds),
    deviceClass: z.enum(deviceClasses).nullable(),
    lowPercent: z.int().min(1).max(90).nullable(),
    criticalPercent: z.int().min(0).max(89).nullable(),
    ...reasoned,
    seenVersion,
  })
  .refine((c) => (c.lowPercent === null) === (c.criticalPercent === null), {
    error: "lowPercent and criticalPercent go together",
    path: ["criticalPercent"],
  })
  .refine((c) => c.lowPercent === null || c.criticalPercent === null || c.criticalPercent < c.lowPercent, {
    error: "criticalPercent must be below lowPercent",
    path: ["criticalPercent"],
  });
export type ThresholdChange = z.infer<typeof ThresholdChange>;

/** Longer is no settling any more. */
export const maxSettleSeconds = 86_400;

/** What a contract has otherwise than the product; null: as the product has it. */
const faultRuleValues = {
  opensOrder: z.boolean().nullable(),
  severity: z.enum(severities).nullable(),
  /** how long the condition must hold; a device's profile that asks for longer is obeyed */
  settleSeconds: z.int().min(0).max(maxSettleSeconds).nullable(),
} as const;

export const FaultRuleVersion = z.object({
  contractId: ContractId,
  code: FaultCodeSchema,
  ...faultRuleValues,
  ...versioned,
});
export type FaultRuleVersion = z.infer<typeof FaultRuleVersion>;

export const FaultRuleRow = z.object({
  code: FaultCodeSchema,
  zh: z.string(),
  en: z.string(),
  route: z.enum(routes),
  product: z.object({
    severity: z.enum(severities),
    opensOrder: z.boolean(),
    orderClass: z.enum(orderClasses).nullable(),
    /** how long after it was raised; null: opens none */
    afterSeconds: z.int().nullable(),
    /** shortest and longest among the device profiles */
    settleSeconds: z.object({ min: z.number(), max: z.number() }),
    whyZh: z.string(),
    whyEn: z.string(),
  }),
  opensOrder: z.boolean(),
  orderClass: z.enum(orderClasses).nullable(),
  severity: z.enum(severities),
  /** the last version; also where it gives everything back */
  current: FaultRuleVersion.nullable(),
});
export type FaultRuleRow = z.infer<typeof FaultRuleRow>;

export const FaultRuleSettings = z.object({
  at: Millis,
  contractId: ContractId,
  rows: z.array(FaultRuleRow),
  /** newest first */
  history: z.array(FaultRuleVersion),
});
export type FaultRuleSettings = z.infer<typeof FaultRuleSettings>;

export const FaultRuleTrial = z.strictObject({ code: FaultCodeSchema, ...faultRuleValues });
export type FaultRuleTrial = z.infer<typeof FaultRuleTrial>;
export const FaultRuleChange = FaultRuleTrial.extend({ ...reasoned, seenVersion });
export type FaultRuleChange = z.infer<typeof FaultRuleChange>;

/** What of the last days would have been otherwise. Orders that exist are never touched. */
export const FaultRulePreview = z.object({
  at: Millis,
  days: z.int(),
  /** raised in these days */
  faults: z.int(),
  /** of them with an order */
  orders: z.int(),
  /** too short for the new settle time */
  wouldNotRaise: z.int(),
  /** have an order and would have none */
  wouldNotOpen: z.int(),
  /** have none and would have one */
  wouldOpen: z.int(),
  severityBefore: z.enum(severities),
  severityAfter: z.enum(severities),
  /** false: there are more than were looked at, and the numbers are of the newest */
  complete: z.boolean(),
});
export type FaultRulePreview = z.infer<typeof FaultRulePreview>;

/** Hours of many points at once; `seen` is what the author saw there, so that nobody's change is lost. */
export const OpeningHoursChange = z.strictObject({
  changes: z
    .array(z.strictObject({ kioskId: KioskId, openingHours: OpeningHours.nullable(), seen: OpeningHours.nullable() }))
    .min(1)
    .max(2000),
});
export type OpeningHoursChange = z.infer<typeof OpeningHoursChange>;
export const OpeningHoursChanged = z.object({ at: Millis, changed: z.array(KioskId) });
export type OpeningHoursChanged = z.infer<typeof OpeningHoursChanged>;

/** When the points of a contract are open; by number. */
export const PointHours = z.object({
  kioskId: KioskId,
  seq: z.int(),
  name: z.string(),
  street: z.string(),
  openingHours: OpeningHours.nullable(),
});
export type PointHours = z.infer<typeof PointHours>;
export const PointHoursList = z.object({ at: Millis, points: z.array(PointHours) });
export type PointHoursList = z.infer<typeof PointHoursList>;

/** How each terminal of a contract stands with its enrolment. Codes themselves are shown once and never again. */
export const EnrolmentStanding = z.object({
  kioskId: KioskId,
  seq: z.int(),
  name: z.string(),
  street: z.string(),
  address: z.string(),
  enrolledAt: Millis.nullable(),
  /** codes that could still be used */
  unused: z.array(z.object({ createdAt: Millis, expiresAt: Millis })),
});
export type EnrolmentStanding = z.infer<typeof EnrolmentStanding>;
export const EnrolmentStandings = z.object({ at: Millis, kiosks: z.array(EnrolmentStanding) });
export type EnrolmentStandings = z.infer<typeof EnrolmentStandings>;

export const EnrolmentSheetRequest = z.strictObject({ kioskIds: z.array(KioskId).min(1).max(500) });
export type EnrolmentSheetRequest = z.infer<typeof EnrolmentSheetRequest>;
/** Shown once; only hashes are stored. A new code makes the earlier unused ones of its terminal void. */
export const EnrolmentSheet = z.object({
  at: Millis,
  expiresAt: Millis,
  caFingerprintSha256: z.string(),
  codes: z.array(z.object({ kioskId: KioskId, seq: z.int(), name: z.string(), address: z.string(), code: z.string() })),
});
export type EnrolmentSheet = z.infer<typeof EnrolmentSheet>;
/** What the QR code of a sheet says: an installer's scanner types it, or a person reads it. */
export function enrolmentUri(kioskId: string, code: string, caFingerprintSha256: string): string {
  return `kiosk-enrol:${kioskId}?code=${code}&ca=${caFingerprintSha256.replaceAll(":", "")}`;
}

export const EnrolmentRevoked = z.object({ at: Millis, revoked: z.int() });
export type EnrolmentRevoked = z.infer<typeof EnrolmentRevoked>;
