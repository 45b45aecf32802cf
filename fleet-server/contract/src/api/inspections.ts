// Inspections (巡检): what is owed in which window, the checklists, what was found, and the report that is due for it.
import { deviceClasses, FaultCodeSchema, Millis, orderClasses } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, DeviceId, KioskId, UserId } from "../ids.ts";
import { EvidenceDigest } from "./order-events.ts";
import { evidenceOutcomes } from "./system-evidence.ts";

/** hardware: on site (clause C2). system: by the terminal's own evidence. app: its services (D2). guarantee: for a 重大保障 (C8). */
export const inspectionKinds = ["hardware", "system", "app", "guarantee"] as const;
export type InspectionKind = (typeof inspectionKinds)[number];

/** A local day, `YYYY-MM-DD`, Asia/Shanghai. */
export const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "YYYY-MM-DD");

/** Why each: C2 counts fixed windows; the gap is the rolling reading of the same words, shown beside and never instead. */
export const InspectionRule = z.strictObject({
  kind: z.enum(inspectionKinds).exclude(["guarantee"]),
  every: z.union([
    z.strictObject({ months: z.int().min(1).max(12) }),
    z.strictObject({ weeks: z.int().min(1).max(8) }),
  ]),
  /** a terminal that comes in the middle of a window owes an inspection when so many days of it are left */
  minDaysLeft: z.int().min(0).max(60),
  /** warned of when the last inspection is longer ago; null: no rolling reading */
  maxGapDays: z.int().min(1).max(400).nullable(),
});
export type InspectionRule = z.infer<typeof InspectionRule>;

/** One version of what a contract asks for; nothing is overwritten. */
export const InspectionRules = z.object({
  contractId: ContractId,
  version: z.int(),
  /** first and last day of the service; windows begin with the first */
  term: z.object({ from: LocalDate, to: LocalDate }),
  rules: z.array(InspectionRule),
  /** working days after completion within which the report is filed (C3) */
  reportWorkingDays: z.int().min(1).max(60),
  /** windows that begin on this day or later follow this version; those that began before keep theirs */
  appliesFrom: LocalDate,
  /** clause or letter this rests on */
  note: z.string(),
  by: z.string(),
  at: Millis,
});
export type InspectionRules = z.infer<typeof InspectionRules>;

export const InspectionRulesList = z.object({
  at: Millis,
  /** null: nobody has entered what is owed */
  current: InspectionRules.nullable(),
  /** newest first, the superseded ones */
  history: z.array(InspectionRules),
});
export type InspectionRulesList = z.infer<typeof InspectionRulesList>;

/** What somebody measures at an item; outside of min..max it cannot pass. */
export const Measure = z.strictObject({
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(60),
  unit: z.string().max(12),
  min: z.number().nullable(),
  max: z.number().nullable(),
});
export type Measure = z.infer<typeof Measure>;

export const photoRules = ["never", "on-fail", "always"] as const;

export const ChecklistItem = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  zh: z.string().min(1).max(80),
  en: z.string().min(1).max(120),
  /** how to look */
  howZh: z.string().max(300),
  howEn: z.string().max(400),
  measure: Measure.nullable(),
  photo: z.enum(photoRules),
  /** what the terminal's own evidence says about it (system-evidence.ts); null: only a person can tell */
  evidence: z.string().max(40).nullable(),
  /** the class of the order a fail opens */
  failOpens: z.enum(orderClasses),
  /** faults that say the same: where an order for one of them is open at the device, the fail belongs to it */
  covers: z.array(FaultCodeSchema).max(12),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/**
 * One version of one list. `deviceClass` null: of the terminal as a whole, or of each of its devices (`eachDevice`). An
 * inspection keeps the versions it began with.
 */
export const Checklist = z.object({
  id: z.string().regex(/^[a-z0-9][a-zA-Z0-9-]{0,59}$/),
  version: z.int().min(1),
  kind: z.enum(inspectionKinds),
  deviceClass: z.enum(deviceClasses).nullable(),
  eachDevice: z.boolean(),
  zh: z.string().min(1).max(80),
  en: z.string().min(1).max(120),
  items: z.array(ChecklistItem).min(1).max(60),
  /** the product's own, or a contract's */
  contractId: ContractId.nullable(),
  note: z.string().max(500),
  by: z.string(),
  at: Millis,
});
export type Checklist = z.infer<typeof Checklist>;

export const windowStates = ["future", "open", "done", "missed", "waived"] as const;

/** `kiosk:kind:from`: what a terminal owes once. */
export const WindowKey = z.string().max(80);

export const InspectionWindowView = z.object({
  key: WindowKey,
  kioskId: KioskId,
  kind: z.enum(inspectionKinds),
  from: LocalDate,
  to: LocalDate,
  /** 24:00 of the last day */
  dueAt: Millis,
  state: z.enum(windowStates),
  /** shorter than the others: the end of the term, or a terminal that came late */
  stub: z.boolean(),
  doneAt: Millis.nullable(),
  inspectionId: z.string().nullable(),
  /** the day somebody is planned to come, of the published plan */
  plannedAt: Millis.nullable(),
});
export type InspectionWindowView = z.infer<typeof InspectionWindowView>;

export const checkOutcomes = ["pass", "fail", "na"] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** `person`: looked at. `confirmed` / `corrected`: the terminal said it first and a person agreed or did not. */
export const checkSources = ["person", "confirmed", "corrected"] as const;

/** Made by whoever takes it, before the server has heard of it. */
export const ClientId = z.uuid();

/** A picture named before it is uploaded; `digest` null: not at the server yet. */
export const PhotoRef = z.object({ photoId: ClientId, digest: EvidenceDigest.nullable() });
export type PhotoRef = z.infer<typeof PhotoRef>;

/** What the terminal says of one thing that is asked; `unknown` never counts as a pass, and nothing is ticked by it alone. */
export const ItemEvidence = z.object({
  checklistId: z.string(),
  itemId: z.string(),
  deviceId: DeviceId.nullable(),
  outcome: z.enum(evidenceOutcomes),
  value: z.string(),
  detail: z.string(),
  observedAt: Millis,
});
export type ItemEvidence = z.infer<typeof ItemEvidence>;

export const CheckResult = z.object({
  checklistId: z.string(),
  itemId: z.string(),
  deviceId: DeviceId.nullable(),
  outcome: z.enum(checkOutcomes),
  measured: z.number().nullable(),
  text: z.string(),
  photos: z.array(PhotoRef),
  at: Millis,
  by: z.string(),
  source: z.enum(checkSources),
  /** what the terminal had said, where it had */
  evidence: z.object({ outcome: z.enum(evidenceOutcomes), value: z.string(), observedAt: Millis }).nullable(),
  /** the order that a fail opened or belongs to */
  orderId: z.string().nullable(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const inspectionStates = ["open", "completed", "void"] as const;
export const reportStates = ["none", "draft", "reviewed", "filed", "acknowledged"] as const;

export const InspectionHead = z.object({
  id: ClientId,
  contractId: ContractId,
  kioskId: KioskId,
  kioskSeq: z.int(),
  /** name and address as they were when it began: a terminal may be moved later */
  kioskName: z.string(),
  kioskAddress: z.string(),
  kind: z.enum(inspectionKinds),
  /** the window it lies in by its completion, before that by its start; null: of none (a guarantee) */
  windowKey: WindowKey.nullable(),
  visitId: z.string().nullable(),
  state: z.enum(inspectionStates),
  startedAt: Millis,
  completedAt: Millis.nullable(),
  /** when the server knew of the completion; later than completedAt for work without signal */
  recordedAt: Millis.nullable(),
  by: z.string(),
  counts: z.object({ pass: z.int(), fail: z.int(), na: z.int(), open: z.int() }),
  /** 24:00 of the last working day for the report; null before completion, or where the calendar does not reach */
  reportDueAt: Millis.nullable(),
  /** `provisional`: reckoned on days that only the holiday decree fixes; null with `reportDueAt` */
  reportDueStatus: z.enum(["final", "provisional"]).nullable(),
  /** as it was reckoned when the completion became known, where a calendar has moved it since; else null */
  reportDueBefore: Millis.nullable(),
  reportState: z.enum(reportStates),
  reportFiledAt: Millis.nullable(),
});
export type InspectionHead = z.infer<typeof InspectionHead>;

export const InspectionView = InspectionHead.extend({
  at: Millis,
  /** the lists as they were when it began */
  checklists: z.array(Checklist),
  /** which devices each list is asked for */
  targets: z.array(z.object({ checklistId: z.string(), deviceId: DeviceId.nullable() })),
  /** what stands */
  results: z.array(CheckResult),
  /** entries that a later one has overtaken, oldest first */
  superseded: z.array(CheckResult),
  /** of a system inspection: what the terminal last said of itself, for what is asked here */
  evidence: z.array(ItemEvidence),
  conclusion: z.string(),
  advice: z.string(),
  host: z.object({ name: z.string(), signature: PhotoRef }).nullable(),
  arrivedAt: Millis.nullable(),
  leftAt: Millis.nullable(),
  /** newer versions of its lists than those it began with */
  outdated: z.array(z.object({ checklistId: z.string(), version: z.int() })),
  voidedWhy: z.string().nullable(),
});
export type InspectionView = z.infer<typeof InspectionView>;

export const StartInspection = z.strictObject({
  /** again with the same id: answered with what there is */
  id: ClientId,
  kioskId: KioskId,
  kind: z.enum(inspectionKinds),
  visitId: z.string().max(80).nullable(),
  at: Millis.optional(),
});
export type StartInspection = z.input<typeof StartInspection>;

export const CheckEntry = z.strictObject({
  checklistId: z.string().max(60),
  itemId: z.string().max(40),
  deviceId: DeviceId.nullable(),
  outcome: z.enum(checkOutcomes),
  measured: z.number().nullable().default(null),
  text: z.string().max(1000).default(""),
  /** pictures that a phone took and uploads by itself */
  photoIds: z.array(ClientId).max(12).default([]),
  /** pictures that are stored as evidence already */
  photos: z
    .array(z.strictObject({ photoId: ClientId, digest: EvidenceDigest }))
    .max(12)
    .default([]),
  at: Millis.optional(),
});
export type CheckEntry = z.input<typeof CheckEntry>;
export type CheckAnswer = z.output<typeof CheckEntry>;

/** Of two entries for one item the later `at` stands; both are kept. */
export const RecordChecks = z.strictObject({ entries: z.array(CheckEntry).min(1).max(200) });
export type RecordChecks = z.input<typeof RecordChecks>;

export const CompleteInspection = z.strictObject({
  conclusion: z.string().trim().max(2000).default(""),
  advice: z.string().trim().max(2000).default(""),
  host: z
    .strictObject({
      name: z.string().trim().min(1).max(40),
      signaturePhotoId: ClientId,
      /** where the picture is stored as evidence already */
      signatureDigest: EvidenceDigest.nullable().default(null),
    })
    .nullable()
    .default(null),
  arrivedAt: Millis.nullable().default(null),
  leftAt: Millis.nullable().default(null),
  at: Millis.optional(),
});
export type CompleteInspection = z.input<typeof CompleteInspection>;

export const VoidInspection = z.strictObject({ why: z.string().trim().min(1).max(500) });

export const InspectionQuery = z.object({
  contract: ContractId.optional(),
  kiosk: KioskId.optional(),
  kind: z.enum(inspectionKinds).optional(),
  state: z.enum(inspectionStates).optional(),
  report: z.enum(["overdue", "open"]).optional(),
  after: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const InspectionList = z.object({
  at: Millis,
  total: z.int(),
  /** newest first by start */
  inspections: z.array(InspectionHead),
  next: z.string().nullable(),
});
export type InspectionList = z.infer<typeof InspectionList>;

export const InspectionRulesChange = z.strictObject({
  term: z.strictObject({ from: LocalDate, to: LocalDate }),
  rules: z.array(InspectionRule).max(3),
  reportWorkingDays: z.int().min(1).max(60),
  /** today or later; of the first version any day */
  appliesFrom: LocalDate,
  note: z.string().trim().min(1).max(500),
  seenVersion: z.int().min(0),
});
export type InspectionRulesChange = z.input<typeof InspectionRulesChange>;

/** A window nobody has to do any more: the terminal is out of service, with who agreed. */
export const WaiveWindows = z.strictObject({
  kioskId: KioskId,
  kind: z.enum(inspectionKinds),
  from: LocalDate,
  /** null: until taken back */
  to: LocalDate.nullable(),
  reason: z.string().trim().min(1).max(500),
  approvedBy: z.string().trim().min(1).max(64),
  evidence: z.array(EvidenceDigest).min(1).max(10),
});
export type WaiveWindows = z.input<typeof WaiveWindows>;

/** It waives windows that end in it and had not ended when it was recorded: what was missed stays missed. */
export const InspectionWaiver = WaiveWindows.extend({
  id: z.string(),
  contractId: ContractId,
  by: z.string(),
  at: Millis,
  /** taken back: it waives nothing that ends on this day or later */
  endedOn: LocalDate.nullable(),
  endedBy: z.string().nullable(),
});
export type InspectionWaiver = z.infer<typeof InspectionWaiver>;

export const WaiverList = z.object({ at: Millis, waivers: z.array(InspectionWaiver) });
export type WaiverList = z.infer<typeof WaiverList>;

export const ChecklistQuery = z.object({ contract: ContractId.optional() });

export const ChecklistChange = z.strictObject({
  id: Checklist.shape.id,
  contractId: ContractId,
  kind: z.enum(inspectionKinds),
  deviceClass: z.enum(deviceClasses).nullable(),
  eachDevice: z.boolean(),
  zh: z.string().trim().min(1).max(80),
  en: z.string().trim().min(1).max(120),
  items: z.array(ChecklistItem).min(1).max(60),
  note: z.string().trim().min(1).max(500),
  seenVersion: z.int().min(0),
});
export type ChecklistChange = z.input<typeof ChecklistChange>;

export const ChecklistList = z.object({
  at: Millis,
  /** the versions in force */
  checklists: z.array(Checklist),
  /** newest first, the superseded ones */
  history: z.array(Checklist),
});
export type ChecklistList = z.infer<typeof ChecklistList>;

/** A technician of the team, as plans name one. */
export const PersonRef = z.object({ userId: UserId, name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;
