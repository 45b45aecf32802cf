// The technician's phone: what it takes along for a day without signal, and what it brings back.
import { consumableKinds, Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId, Mac, UserId } from "../ids.ts";
import { CheckEntry, Checklist, ClientId, InspectionHead, inspectionKinds, LocalDate } from "./inspections.ts";
import { DutyPhone, OpeningHours } from "./kiosks.ts";
import { EvidenceDigest, orderActions } from "./order-events.ts";
import { PlannedVisit } from "./route-plans.ts";
import { ReplacementTask } from "./supplies.ts";
import { OrderRow } from "./work-orders.ts";

/**
 * The text of the code on a terminal: `K1.<kioskId>.<last 4 of the MAC>.<signature>`, signed over what is before the last
 * point with ECDSA P-256 / SHA-256 (r and s, 64 bytes, base64url), so that a phone without signal can tell a forged one.
 */
export const kioskTagPattern = /^K1\.([a-z0-9][a-z0-9-]{1,39})\.([0-9A-F]{4}|-{4})\.([\w-]{86})$/;

export const FieldKiosk = z.object({
  id: KioskId,
  contractId: ContractId,
  seq: z.int(),
  name: z.string(),
  street: z.string(),
  address: z.string(),
  lon: z.number(),
  lat: z.number(),
  /** metres around the point that the position may be off */
  accuracyM: z.int(),
  macs: z.array(Mac),
  openingHours: OpeningHours.nullable(),
  /** of whoever is on duty there; null: nobody has entered one */
  dutyPhone: DutyPhone.nullable(),
  devices: z.array(z.object({ deviceId: DeviceId, deviceClass: z.string(), zh: z.string(), en: z.string() })),
  supplies: z.array(
    z.object({
      deviceId: DeviceId,
      consumable: z.enum(consumableKinds),
      part: z.string(),
      percent: z.number().nullable(),
      counted: z.boolean(),
      observedAt: Millis,
      /** the item of stock that goes in */
      item: z.string(),
    }),
  ),
  /** terminals whose MAC differs by at most 3 or which stand within 300 m: easily taken for this one */
  neighbours: z.array(z.object({ kioskId: KioskId, seq: z.int(), name: z.string(), macLast4: z.string().nullable() })),
});
export type FieldKiosk = z.infer<typeof FieldKiosk>;

/** Everything for a day without signal. `etag` unchanged: nothing new. */
export const FieldBundle = z.object({
  at: Millis,
  etag: z.string(),
  user: z.object({ userId: UserId, name: z.string() }),
  date: LocalDate,
  /** of the published plan, the person's own, in order; today's and the next days' */
  visits: z.array(PlannedVisit.extend({ date: LocalDate })),
  /** every terminal of the person's contracts */
  kiosks: z.array(FieldKiosk),
  checklists: z.array(Checklist),
  orders: z.array(OrderRow),
  tasks: z.array(ReplacementTask),
  /** open inspections, and the last completed of each terminal */
  inspections: z.array(InspectionHead),
  /** pieces in the person's van */
  van: z.array(z.object({ item: z.string(), quantity: z.int(), serials: z.array(z.string()) })),
  vanPlace: z.string().nullable(),
  /** public key the codes on terminals are checked with: SPKI, base64 */
  tagKey: z.string(),
});
export type FieldBundle = z.infer<typeof FieldBundle>;

export const PositionFix = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracyM: z.number().min(0).max(100_000),
  at: Millis,
});
export type PositionFix = z.infer<typeof PositionFix>;

/** of a whole picture */
export const photoLimitBytes = 8 * 1024 * 1024;

/** `at` is the phone's clock; the server corrects it by what the phone's clock said when it sent. */
const common = { id: ClientId, visitId: z.string().max(80).nullable(), kioskId: KioskId, at: Millis } as const;

export const FieldItem = z.discriminatedUnion("type", [
  /** arrival evidence: the terminal's own code, or typed by hand where the code cannot be read */
  z.strictObject({
    ...common,
    type: z.literal("arrival"),
    via: z.enum(["code", "typed"]),
    tag: z.string().max(200),
    /** as printed on the machine, where the person compared it */
    macLast4: z.string().max(4).nullable(),
    position: PositionFix.nullable(),
  }),
  z.strictObject({
    ...common,
    type: z.literal("inspection-started"),
    inspectionId: ClientId,
    kind: z.enum(inspectionKinds),
  }),
  z.strictObject({ ...common, type: z.literal("check"), inspectionId: ClientId, entry: CheckEntry }),
  /** the picture itself comes by /field/photos/:photoId */
  z.strictObject({
    ...common,
    type: z.literal("photo"),
    photoId: ClientId,
    bytes: z.int().min(1).max(photoLimitBytes),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    mediaType: z.enum(["image/jpeg", "image/png"]),
    what: z.enum(["check", "arrival", "swap", "part", "order", "signature", "other"]),
  }),
  z.strictObject({
    ...common,
    type: z.literal("swap"),
    deviceId: DeviceId,
    consumable: z.enum(consumableKinds),
    part: z.string().max(64),
    serial: z.string().max(80),
    removedSerial: z.string().max(80),
    from: z.string().max(60).nullable(),
    photoIds: z.array(ClientId).max(6),
  }),
  /** an act on an order, as the console's; `data` as orderEventData of its type has it */
  z.strictObject({
    ...common,
    type: z.literal("order-act"),
    orderId: z.string().max(60),
    act: z.enum(orderActions),
    text: z.string().max(2000),
    data: z.record(z.string(), z.unknown()),
    photoIds: z.array(ClientId).max(20),
  }),
  z.strictObject({
    ...common,
    type: z.literal("inspection-completed"),
    inspectionId: ClientId,
    conclusion: z.string().max(2000),
    advice: z.string().max(2000),
    host: z.strictObject({ name: z.string().min(1).max(40), signaturePhotoId: ClientId }).nullable(),
    arrivedAt: Millis.nullable(),
    leftAt: Millis.nullable(),
  }),
  /** averaged fixes, WGS-84, at least three (到场校准) */
  z.strictObject({ ...common, type: z.literal("position"), fixes: z.array(PositionFix).min(3).max(60) }),
  z.strictObject({ ...common, type: z.literal("departure") }),
  z.strictObject({
    ...common,
    type: z.literal("note"),
    text: z.string().min(1).max(2000),
    photoIds: z.array(ClientId).max(12),
  }),
]);
export type FieldItem = z.infer<typeof FieldItem>;

export const FieldUpload = z.strictObject({
  /** the phone's clock now: how far it is off is the server's to say */
  sentAt: Millis,
  /** one installation of the app on one phone */
  installId: ClientId,
  /** who made these items; under anybody else's session each is refused with field.other-person */
  by: UserId,
  /** {@link FieldBundle.at} of what the phone worked with when it made the first of them: nothing was made before */
  bundleAt: Millis.nullable().default(null),
  /** in the order they were made */
  items: z.array(z.unknown()).min(1).max(200),
});
export type FieldUpload = z.input<typeof FieldUpload>;

/**
 * stored: kept, and carried out as soon as its photos are here. applied: carried out. attention: kept, but it could not be
 * carried out (two phones on one visit, an order that was closed meanwhile): somebody has to look. refused: not kept,
 * it is no item at all; the phone keeps it.
 */
export const itemStates = ["stored", "applied", "attention", "refused"] as const;
export type ItemState = (typeof itemStates)[number];

export const FieldAnswer = z.object({
  at: Millis,
  /** server clock minus phone clock */
  skewMs: z.int(),
  /** one for each item of the request, in its order; `id` is empty where the item had none */
  items: z.array(
    z.object({
      id: z.string(),
      state: z.enum(itemStates),
      code: z.string().nullable(),
      zh: z.string(),
      en: z.string(),
      /** the phone's clock cannot have been right: the time was bounded by what is known */
      timeDoubtful: z.boolean(),
    }),
  ),
});
export type FieldAnswer = z.infer<typeof FieldAnswer>;

/** How much of a picture the server has; the phone goes on from there. */
export const photoChunkLimitBytes = 1024 * 1024;
export const PhotoUpload = z.object({
  photoId: ClientId,
  receivedBytes: z.int(),
  /** 0 while the item that names the picture is not here */
  totalBytes: z.int(),
  /** once it is whole and its content was checked */
  digest: EvidenceDigest.nullable(),
});
export type PhotoUpload = z.infer<typeof PhotoUpload>;

/** What came from phones and needs somebody to look at it. */
export const FieldAttention = z.object({
  at: Millis,
  total: z.int(),
  /** longest here first */
  items: z.array(
    z.object({
      /** the item's own, or that and what tells it from the first that came under the same id */
      key: z.string(),
      id: ClientId,
      kioskId: KioskId,
      kioskSeq: z.int(),
      kioskName: z.string(),
      visitId: z.string().nullable(),
      by: z.string(),
      type: z.string(),
      at: Millis,
      /** as the phone's clock said */
      phoneAt: Millis,
      timeDoubtful: z.boolean(),
      receivedAt: Millis,
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      body: z.unknown(),
    }),
  ),
  next: z.string().nullable(),
});
export type FieldAttention = z.infer<typeof FieldAttention>;
export const FieldAttentionQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Nothing more will be done about it; what it says stays kept. */
export const SettleFieldItem = z.strictObject({ why: z.string().trim().min(1).max(500) });

/** What came from phones about one terminal, newest first: arrivals, departures, notes, and what became of each. */
export const FieldLog = z.object({
  at: Millis,
  entries: z.array(
    z.object({
      key: z.string(),
      type: z.string(),
      visitId: z.string().nullable(),
      by: z.string(),
      at: Millis,
      phoneAt: Millis,
      receivedAt: Millis,
      timeDoubtful: z.boolean(),
      state: z.enum(["stored", "applied", "attention", "settled"]),
      code: z.string().nullable(),
      zh: z.string(),
      en: z.string(),
      settledBy: z.string().nullable(),
      settledWhy: z.string().nullable(),
      /** of an arrival: what proves it (`typed` is weaker), and how far the phone was from where the terminal is thought to be */
      presence: z
        .object({
          evidence: z.enum(["code", "typed"]).nullable(),
          distanceM: z.int().nullable(),
          accuracyM: z.int().nullable(),
        })
        .nullable(),
      body: z.unknown(),
    }),
  ),
  next: z.string().nullable(),
});
export type FieldLog = z.infer<typeof FieldLog>;
export const FieldLogQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const proposalStates = ["proposed", "accepted", "declined"] as const;
/** A position measured at the terminal (到场校准): whoever manages terminals takes it over or not. */
export const PositionProposal = z.object({
  id: ClientId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  kioskName: z.string(),
  by: z.string(),
  at: Millis,
  lon: z.number(),
  lat: z.number(),
  accuracyM: z.number(),
  fixes: z.int(),
  /** where the terminal was thought to stand, and how far that is from here */
  from: z.object({ lon: z.number(), lat: z.number() }),
  movedM: z.int(),
  state: z.enum(proposalStates),
  decidedAt: Millis.nullable(),
  decidedBy: z.string().nullable(),
  why: z.string(),
});
export type PositionProposal = z.infer<typeof PositionProposal>;
export const PositionProposals = z.object({ at: Millis, proposals: z.array(PositionProposal) });
export type PositionProposals = z.infer<typeof PositionProposals>;
export const DecidePosition = z.strictObject({ accept: z.boolean(), why: z.string().trim().max(500).default("") });
export type DecidePosition = z.input<typeof DecidePosition>;

/** For printing: what is stuck onto each machine. */
export const KioskTags = z.object({
  at: Millis,
  tags: z.array(
    z.object({ kioskId: KioskId, seq: z.int(), name: z.string(), macLast4: z.string().nullable(), text: z.string() }),
  ),
});
export type KioskTags = z.infer<typeof KioskTags>;
