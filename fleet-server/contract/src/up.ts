// What a kiosk says. JSON, UTF-8, QoS 1. Strict objects: a field we do not know is an error that names it, because a
// silently dropped field is a silently dropped fact.
import {
  Condition,
  consumableKinds,
  deviceClasses,
  deviceStates,
  Hex,
  Millis,
  Reading,
} from "@kiosk/firmware-profiles";
import { z } from "zod";
import { EvidenceItem } from "./api/system-evidence.ts";
import { BootId, DeviceId, KioskId, Mac } from "./ids.ts";
import {
  CitizenReportEvent,
  RatingEvent,
  ServicesEvent,
  SessionEvent,
  ShelfAppliedEvent,
  ShellEvent,
  StaffExitEvent,
} from "./shelf/events.ts";

/** Larger uplink payloads are not parsed but quarantined. */
export const maxUplinkBytes = 256 * 1024;

const envelope = {
  v: z.literal(1),
  /** names this message for support; replay is recognised by (kioskId, bootId, seq), not by id */
  id: z.uuid(),
  kioskId: KioskId,
  bootId: BootId,
  /** durable messages count 1, 2, 3 … within a boot; birth, heartbeat and death carry the last number used */
  seq: z.int().min(0),
  /** when it was so, by the kiosk's clock, which may be years off */
  at: Millis,
  /** when it was handed to the network, by the kiosk's clock; the server computes the skew from it */
  sentAt: Millis,
} as const;

export const ExchangeStep = z.strictObject({ dir: z.enum(["tx", "rx"]), hex: Hex, at: Millis });

export const DeviceReport = z.strictObject({
  deviceId: DeviceId,
  deviceClass: z.enum(deviceClasses),
  profileId: z.string().min(1).max(80),
  state: z.enum(deviceStates),
  /** since when the state holds, kiosk clock */
  since: Millis,
  /** when the device last answered, kiosk clock; absent if it never did in this boot. Older than `at`: the values are stale. */
  answeredAt: Millis.optional(),
  readings: z.array(Reading).max(128),
  conditions: z.array(Condition).max(64),
  /** the raw bytes of the last exchange, newest last, for support */
  exchange: z.array(ExchangeStep).max(16),
  /** bytes that belonged to no frame since boot; counted, never hidden */
  droppedBytes: z.int().min(0),
});
export type DeviceReport = z.infer<typeof DeviceReport>;

/** `snapshot` carries every configured device, `diff` only those that changed. */
export const KioskReport = z.strictObject({
  ...envelope,
  type: z.enum(["snapshot", "diff"]),
  devices: z.array(DeviceReport).max(32),
});
export type KioskReport = z.infer<typeof KioskReport>;

export const OutboxHealth = z.strictObject({
  rows: z.int().min(0),
  bytes: z.int().min(0),
  /** routine reports that the bound (30 days or 200 MB) pushed out, since the outbox was created */
  droppedRoutine: z.int().min(0),
  oldestAt: Millis.optional(),
  /** why nothing can be stored at present; absent while all is well. What happened meanwhile comes as one snapshot. */
  trouble: z.enum(["disk-full", "unwritable"]).optional(),
});
export type OutboxHealth = z.infer<typeof OutboxHealth>;

export const KioskBirth = z.strictObject({
  ...envelope,
  agentVersion: z.string().min(1).max(40),
  bootedAt: Millis,
  macs: z.array(Mac).max(16),
  devices: z
    .array(
      z.strictObject({
        deviceId: DeviceId,
        deviceClass: z.enum(deviceClasses),
        profileId: z.string().min(1).max(80),
        transport: z.string().max(200),
        /** the hub or port expander it hangs on; devices that share one fail together */
        attachedTo: DeviceId.optional(),
      }),
    )
    .max(32),
  outbox: OutboxHealth,
});
export type KioskBirth = z.infer<typeof KioskBirth>;

export const KioskHeartbeat = z.strictObject({
  ...envelope,
  uptimeMs: z.int().min(0),
  outbox: OutboxHealth,
  /** when each device last answered, kiosk clock: a value that did not change is not reported again, but it was read again */
  answered: z.array(z.strictObject({ deviceId: DeviceId, at: Millis })).max(32),
});
export type KioskHeartbeat = z.infer<typeof KioskHeartbeat>;

/** `lost` is the last will: the broker says it in the kiosk's place. */
export const KioskDeath = z.strictObject({ ...envelope, reason: z.enum(["lost", "shutdown"]) });
export type KioskDeath = z.infer<typeof KioskDeath>;

export const KioskEvent = z.strictObject({
  ...envelope,
  event: z.discriminatedUnion("type", [
    /** an operator at the terminal entered a replacement; a counted level starts anew */
    z.strictObject({
      type: z.literal("consumable-replaced"),
      deviceId: DeviceId,
      consumable: z.enum(consumableKinds),
      part: z.string().max(64),
      by: z.string().max(64),
    }),
    /** the answer to a command of the server */
    z.strictObject({
      type: z.literal("command-result"),
      commandId: z.uuid(),
      ok: z.boolean(),
      detail: z.string().max(256),
    }),
    /** what it measured of itself, asked for by a command or on its own schedule (null) */
    z.strictObject({
      type: z.literal("self-inspection"),
      commandId: z.uuid().nullable(),
      items: z.array(EvidenceItem).max(120),
    }),
    /** routine reports that had to go because the outbox was full */
    /** the citizen's screen: shelf/events.ts */
    SessionEvent,
    ServicesEvent,
    ShelfAppliedEvent,
    RatingEvent,
    CitizenReportEvent,
    ShellEvent,
    StaffExitEvent,
    z.strictObject({ type: z.literal("outbox-dropped"), count: z.int().min(1), fromAt: Millis, toAt: Millis }),
  ]),
});
export type KioskEvent = z.infer<typeof KioskEvent>;

/** The schema that belongs to each up leaf. */
export const upSchemas = {
  birth: KioskBirth,
  report: KioskReport,
  event: KioskEvent,
  heartbeat: KioskHeartbeat,
  death: KioskDeath,
} as const;
