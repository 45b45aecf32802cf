import {
  Condition,
  consumableKinds,
  deviceClasses,
  deviceStates,
  FaultCodeSchema,
  levelWords,
  Millis,
  qualities,
  Reading,
  routes,
  severities,
  units,
} from "@kiosk/firmware-profiles";
import { z } from "zod";
import { BootId, ContractId, DeviceId, KioskId, Mac } from "../ids.ts";
import { ExchangeStep, OutboxHealth } from "../up.ts";
import { CapabilityView, DeclaredDevice } from "./capabilities.ts";
import { faultStates, presences } from "./kiosk-words.ts";

/** What the list and the map colour by. `unknown` is never shown as healthy. */
export const kioskHealths = ["ok", "warning", "fault", "unknown", "offline"] as const;
export type KioskHealth = (typeof kioskHealths)[number];

/** How a supply stands against the contract's thresholds. */
export const supplyLevels = ["ok", "low", "critical", "out"] as const;
export type SupplyLevel = (typeof supplyLevels)[number];

export const coordinateConfidences = ["high", "medium", "low"] as const;
export type CoordinateConfidence = (typeof coordinateConfidences)[number];

export const OpeningHours = z.object({
  /** 0 = Sunday … 6 = Saturday; minutes after local midnight; a day without entry is closed */
  week: z.array(
    z.object({ day: z.int().min(0).max(6), fromMin: z.int().min(0).max(1440), toMin: z.int().min(0).max(1440) }),
  ),
});
export type OpeningHours = z.infer<typeof OpeningHours>;

/**
 * Of whoever is on duty at a point: `12345`, `021-6209 0000`, `(021) 62090000 转 801`, `+86 21 62090000 ext. 12`. Digits,
 * brackets and signs in full width become plain.
 */
export const DutyPhone = z
  .string()
  .normalize("NFKC")
  .trim()
  .min(3)
  .max(40)
  .regex(/^(?=(?:\D*\d){3})\+?[\d(][\d ()-]*(?:(?:转|分机|ext\.?|x|#) ?\d{1,6})?$/i, "a telephone number");

export const KioskPoint = z.object({
  id: KioskId,
  contractId: ContractId,
  seq: z.int(),
  name: z.string(),
  district: z.string(),
  street: z.string(),
  address: z.string(),
  macs: z.array(Mac),
  /** WGS-84 */
  lon: z.number(),
  lat: z.number(),
  confidence: z.enum(coordinateConfidences),
  coordinateMethod: z.string(),
  note: z.string(),
  /** null: nobody has entered them, so "closed" cannot be told from "broken" */
  openingHours: OpeningHours.nullable(),
  /** citizens read it under 求助 at the terminal; null: nobody has entered one */
  dutyPhone: DutyPhone.nullable(),
});
export type KioskPoint = z.infer<typeof KioskPoint>;

export const ConsumableView = z.object({
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string(),
  value: z.union([z.number(), z.enum(levelWords)]),
  unit: z.enum(units),
  capacity: z.number().nullable(),
  /** 0..100 where value and capacity allow it, else null */
  percent: z.number().nullable(),
  /** null where there is no percentage: nobody can say whether it is low */
  level: z.enum(supplyLevels).nullable(),
  quality: z.enum(qualities),
  observedAt: Millis,
  receivedAt: Millis,
  /** false while the device or its kiosk cannot be reached: the value is the last known one */
  current: z.boolean(),
  replacedAt: Millis.nullable(),
  replacedHow: z.enum(["detected", "entered"]).nullable(),
});
export type ConsumableView = z.infer<typeof ConsumableView>;

/** What a terminal counts since a person last did something about it, whether or not it tells a level. */
export const CountedTarget = z.object({
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string(),
});
export type CountedTarget = z.infer<typeof CountedTarget>;

export const FaultView = z.object({
  id: z.string(),
  kioskId: KioskId,
  deviceId: DeviceId.nullable(),
  code: FaultCodeSchema,
  part: z.string(),
  zh: z.string(),
  en: z.string(),
  severity: z.enum(severities),
  state: z.enum(faultStates),
  detail: z.string(),
  firstAt: Millis,
  raisedAt: Millis.nullable(),
  clearedAt: Millis.nullable(),
  /** how often it came and went within this fault */
  occurrences: z.int(),
  flapping: z.boolean(),
  /** the fault that explains this one (a lost hub) */
  causeId: z.string().nullable(),
  /** false while the kiosk is offline: still open, but nobody can confirm it */
  confirmed: z.boolean(),
  orderId: z.string().nullable(),
  raw: z.string(),
  /** who is to deal with it first */
  route: z.enum(routes),
  /** true: the device itself asks for them; false: it follows from the fault code */
  routeToldByDevice: z.boolean(),
});
export type FaultView = z.infer<typeof FaultView>;

export const DeviceView = z.object({
  deviceId: DeviceId,
  deviceClass: z.enum(deviceClasses),
  profileId: z.string(),
  profileZh: z.string().nullable(),
  profileEn: z.string().nullable(),
  /** unknown as soon as the kiosk is not online, whatever it said last */
  state: z.enum(deviceStates),
  lastState: z.enum(deviceStates),
  since: Millis,
  observedAt: Millis,
  receivedAt: Millis,
  answeredAt: Millis.nullable(),
  transport: z.string().nullable(),
  attachedTo: z.string().nullable(),
  readings: z.array(Reading),
  conditions: z.array(Condition),
  exchange: z.array(ExchangeStep),
  droppedBytes: z.int(),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const KioskRow = KioskPoint.extend({
  presence: z.enum(presences),
  presenceSince: Millis.nullable(),
  lastSeenAt: Millis.nullable(),
  /** kiosk clock minus server clock at the last message; null before the first */
  skewMs: z.int().nullable(),
  health: z.enum(kioskHealths),
  openFaults: z.int(),
  openOrders: z.int(),
  /** the most severe open fault, in both languages; null when none */
  worstZh: z.string().nullable(),
  worstEn: z.string().nullable(),
  /** of the supply that stands worst against its threshold; null when none is known */
  lowestPercent: z.number().nullable(),
  lowestLevel: z.enum(supplyLevels).nullable(),
  lowestConsumable: z.enum(consumableKinds).nullable(),
  lowestQuality: z.enum(qualities).nullable(),
  /** other terminals whose MAC differs by at most 3: easily confused at the site */
  neighbourMacs: z.array(z.object({ kioskId: KioskId, mac: Mac, distance: z.int() })),
});
export type KioskRow = z.infer<typeof KioskRow>;

/** `west,south,east,north` in degrees, WGS-84. */
export const MapBox = z.string().regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, "west,south,east,north");

/** What narrows a list of terminals; the same for its rows and for its points on the map. */
export const KioskFilter = z.object({
  contract: ContractId.optional(),
  q: z.string().max(100).optional(),
  health: z.enum(kioskHealths).optional(),
  street: z.string().max(40).optional(),
  box: MapBox.max(80).optional(),
});
export type KioskFilter = z.infer<typeof KioskFilter>;

export const kioskListLimit = 100;

export const KioskListQuery = KioskFilter.extend({
  /** `seq`, the default: by contract and number. `worst`: what a shift looks for first, then by number. */
  sort: z.enum(["seq", "worst"]).optional(),
  /** {@link KioskList.next} of the page before */
  after: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(kioskListLimit).optional(),
});

/**
 * One page. A terminal whose place does not change while pages are read is in exactly one of them; in the order `worst`
 * one that falls ill meanwhile may be met twice or not at all.
 */
export const KioskList = z.object({
  at: Millis,
  /** of the contract, or of all that the caller may see */
  total: z.int(),
  /** that pass the whole filter, on this page and the others */
  matched: z.int(),
  /** how many each health would show, the other filters left as they are */
  healths: z.record(z.enum(kioskHealths), z.int()),
  /** of the contract, most terminals first */
  streets: z.array(z.object({ street: z.string(), count: z.int() })),
  /** where nothing matches: for each filter that is set, how many there would be without it */
  without: z.object({
    q: z.int().optional(),
    health: z.int().optional(),
    street: z.int().optional(),
    box: z.int().optional(),
  }),
  kiosks: z.array(KioskRow),
  /** to be given as `after` for the next page; null: this was the last */
  next: z.string().nullable(),
});
export type KioskList = z.infer<typeof KioskList>;

/** One letter a terminal, so that ten thousand points are a few hundred kilobytes and quickly read. */
export const pointLetters = {
  health: { ok: "o", warning: "w", fault: "f", unknown: "u", offline: "x" },
  confidence: { high: "h", medium: "m", low: "l" },
} as const;

/** The points of a filter as columns: the n-th of each belong together. By contract and number. */
export const KioskPoints = z.object({
  at: Millis,
  ids: z.array(KioskId),
  seqs: z.array(z.int()),
  names: z.array(z.string()),
  /** WGS-84 */
  lons: z.array(z.number()),
  lats: z.array(z.number()),
  /** letters of {@link pointLetters} */
  healths: z.string(),
  confidences: z.string(),
});
export type KioskPoints = z.infer<typeof KioskPoints>;

export const KioskDetail = z.object({
  at: Millis,
  kiosk: KioskRow,
  bootId: BootId.nullable(),
  bootedAt: Millis.nullable(),
  agentVersion: z.string().nullable(),
  enrolled: z.boolean(),
  reportedMacs: z.array(Mac),
  /** reported MACs that the master data does not have; never accepted by themselves */
  unexpectedMacs: z.array(Mac),
  outbox: OutboxHealth.nullable(),
  missingSeq: z.int(),
  /** the configuration as its last birth had it */
  declared: z.array(DeclaredDevice),
  /** when that birth came; null before the first */
  declaredAt: Millis.nullable(),
  capabilities: z.array(CapabilityView),
  devices: z.array(DeviceView),
  consumables: z.array(ConsumableView),
  /** begun anew by entering a replacement or a cleaning */
  counted: z.array(CountedTarget),
  faults: z.array(FaultView),
});
export type KioskDetail = z.infer<typeof KioskDetail>;

export const TimelineEntry = z.object({
  id: z.string(),
  /** when it was so (kiosk clock corrected by skew, or server clock) */
  at: Millis,
  recordedAt: Millis,
  /** `screen`: the citizens' screen */
  kind: z.enum(["presence", "fault", "consumable", "order", "command", "boot", "outbox", "clock", "screen"]),
  zh: z.string(),
  en: z.string(),
  deviceId: DeviceId.nullable(),
  refId: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const NewKiosk = z.strictObject({
  id: KioskId,
  contractId: ContractId,
  seq: z.int().min(1).max(99999),
  name: z.string().min(1).max(120),
  district: z.string().max(60),
  street: z.string().max(60),
  address: z.string().min(1).max(200),
  macs: z.array(Mac).max(16),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  confidence: z.enum(coordinateConfidences),
  dutyPhone: DutyPhone.nullable().default(null),
});
export type NewKiosk = z.infer<typeof NewKiosk>;

/** Shown once; only its hash is stored. */
export const EnrolmentCode = z.object({
  kioskId: KioskId,
  code: z.string(),
  expiresAt: Millis,
  caFingerprintSha256: z.string(),
});

export const ReplacementEntry = z.strictObject({
  deviceId: DeviceId,
  consumable: z.enum(consumableKinds),
  part: z.string().max(64),
});
export type ReplacementEntry = z.infer<typeof ReplacementEntry>;
