// What a terminal measures of itself for a system inspection (系统巡检). Nothing in it is ticked by itself: a person confirms
// or corrects each, and what was not measured says so.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { DeviceId, KioskId } from "../ids.ts";

export const evidenceKeys = [
  "agent-version",
  "os-version",
  "disk-free",
  "memory-free",
  "clock-offset",
  "clock-synchronised",
  "uptime",
  "outbox",
  "device-self-test",
  "service-reachable",
  "certificate-days",
] as const;
export type EvidenceKey = (typeof evidenceKeys)[number];

/** `unknown`: asked for and not measured; `detail` says why. It never counts as a pass. */
export const evidenceOutcomes = ["pass", "fail", "unknown"] as const;

export const EvidenceItem = z.strictObject({
  key: z.enum(evidenceKeys),
  /** the device or the service that was looked at; empty: the terminal */
  subject: z.string().max(80),
  deviceId: DeviceId.nullable(),
  outcome: z.enum(evidenceOutcomes),
  value: z.string().max(120),
  detail: z.string().max(256),
  /** kiosk clock */
  measuredAt: Millis,
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

/** The last that came from a terminal; `requestedAt` later than `measuredAt`: asked again and not answered yet. */
export const SystemEvidence = z.object({
  at: Millis,
  kioskId: KioskId,
  requestedAt: Millis.nullable(),
  /** why nobody can be asked now */
  notAsked: z.enum(["offline", "refused"]).nullable(),
  measuredAt: Millis.nullable(),
  receivedAt: Millis.nullable(),
  items: z.array(EvidenceItem),
});
export type SystemEvidence = z.infer<typeof SystemEvidence>;
