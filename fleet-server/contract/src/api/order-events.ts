// The words of an order's log: every event, what it carries, and what a person sends to make one happen.
import { Millis, orderClasses } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { OrganisationId } from "../ids.ts";

export const orderEventTypes = [
  "reported",
  "acknowledged",
  "note",
  "fault_cleared",
  "fault_returned",
  "diagnosis_submitted",
  "diagnosis_confirmed",
  "classified",
  "plan_submitted",
  "declared_complex",
  "part_required",
  "part_ordered",
  "part_arrived",
  "part_allocated",
  "part_rejected",
  "part_installed",
  "pause_requested",
  "pause",
  "pause_declined",
  "resume",
  "extension_requested",
  "extension_granted",
  "extension_declined",
  "onsite_requested",
  "arrived",
  "fixed",
  "resolved",
  "verified",
  "tested",
  "acceptance_requested",
  "accepted",
  "acceptance_declined",
  "reopened",
  "cancelled",
  "corrected",
  "assigned",
  "date_proposed",
  "disputed",
  "dispute_answered",
] as const;
export type OrderEventType = (typeof orderEventTypes)[number];

/** On whose behalf a person acts: what their role in the contract makes them. */
export const parties = ["client", "project_manager", "dispatcher", "technician", "vendor", "system"] as const;
export type Party = (typeof parties)[number];

/** What was asked for: decides which policies bind (fault repair, demand, consultation, data, defect of the platform). */
export const requestKinds = ["fault", "demand", "consult", "data", "data_major", "defect"] as const;
export type RequestKind = (typeof requestKinds)[number];

/** Only these two stop a clock (clauses M2, M3), and only approved with evidence. */
export const pauseGrounds = ["client_cause", "force_majeure"] as const;
export const cancelReasons = ["duplicate", "mistaken", "withdrawn", "retired"] as const;
export const reopenReasons = ["not_fixed", "new_fault"] as const;

/** SM3 of a file, hex. */
export const EvidenceDigest = z.string().regex(/^[0-9a-f]{64}$/, { error: "an SM3 digest in hex" });

const Part = z.string().trim().min(1).max(80);
const Serial = z.string().trim().min(1).max(80).optional();
const none = z.strictObject({});

/** What each event carries besides who, when and the text. */
export const orderEventData = {
  reported: z.strictObject({
    class: z.enum(orderClasses),
    kind: z.enum(requestKinds).default("fault"),
    /** fault level 1-4 where the contract grades faults (clause S1) */
    level: z.int().min(1).max(4).optional(),
  }),
  acknowledged: z.strictObject({ by: z.enum(["human", "system"]) }),
  note: none,
  fault_cleared: none,
  fault_returned: none,
  diagnosis_submitted: none,
  diagnosis_confirmed: z.strictObject({ method: z.enum(["onsite", "remote"]) }),
  classified: z.strictObject({ class: z.enum(orderClasses) }),
  plan_submitted: none,
  declared_complex: none,
  part_required: z.strictObject({ parts: z.array(Part).min(1).max(20) }),
  part_ordered: z.strictObject({
    part: Part,
    supplier: z.string().trim().max(120).optional(),
    /** the supplier's number of the order */
    orderNo: z.string().trim().max(80).optional(),
    /** when it is to come */
    expectedAt: Millis.optional(),
  }),
  part_arrived: z.strictObject({ part: Part, serial: Serial }),
  part_allocated: z.strictObject({ part: Part, serial: Serial }),
  part_rejected: z.strictObject({ part: Part, serial: Serial }),
  part_installed: z.strictObject({ part: Part, serial: Serial, removedSerial: Serial }),
  pause_requested: z.strictObject({ reason: z.enum(pauseGrounds) }),
  pause: z.strictObject({ reason: z.enum(pauseGrounds) }),
  pause_declined: none,
  resume: none,
  extension_requested: z.strictObject({ milestone: z.string().min(1).max(60), days: z.int().min(1).max(365) }),
  extension_granted: z.strictObject({
    milestone: z.string().min(1).max(60),
    days: z.int().min(1).max(365),
    /** number of the written consent (延期函) */
    doc: z.string().trim().min(1).max(120),
  }),
  extension_declined: none,
  onsite_requested: none,
  arrived: none,
  fixed: none,
  resolved: none,
  verified: none,
  tested: none,
  acceptance_requested: none,
  accepted: none,
  acceptance_declined: none,
  reopened: z.strictObject({ reason: z.enum(reopenReasons), newOrderId: z.string().optional() }),
  cancelled: z.strictObject({ reason: z.enum(cancelReasons) }),
  corrected: z
    .strictObject({ target: z.string().min(1), newAt: Millis.optional(), void: z.literal(true).optional() })
    .refine((d) => (d.newAt === undefined) !== (d.void === undefined), { error: "either newAt or void" }),
  /** null: nobody any more */
  assigned: z.strictObject({ organisation: OrganisationId.nullable() }),
  /** the day somebody will come, or will be done; a promise that changes no clock */
  date_proposed: z.strictObject({ at: Millis }),
  /** an event's id, or a clock as `policy:milestone` */
  disputed: z.strictObject({ target: z.string().trim().min(1).max(160) }),
  /** upheld: the entry is wrong, and is put right by a correction; the answer itself moves no clock */
  dispute_answered: z.strictObject({ dispute: z.string().min(1).max(100), upheld: z.boolean() }),
} as const satisfies { [T in OrderEventType]: z.ZodType };

/** Events a person may send. `reported` comes with a new order, the fault events from the terminal itself. */
const OrderAction = z.enum(orderEventTypes).exclude(["reported", "fault_cleared", "fault_returned"]);
export const orderActions = OrderAction.options;
export type OrderAction = z.infer<typeof OrderAction>;

/** `data` is checked against {@link orderEventData} of the type; the path then begins with `data`. */
export const OrderActionRequest = z.strictObject({
  type: OrderAction,
  /** as which of their roles, for somebody who has several in this contract */
  party: z.enum(parties).exclude(["system"]).optional(),
  /** when it was so, where that is not now; not in the future and not before the report */
  at: Millis.optional(),
  text: z.string().max(2000).default(""),
  data: z.record(z.string(), z.unknown()).default({}),
  /** digests of files sent before to /evidence */
  evidence: z.array(EvidenceDigest).max(20).default([]),
  /** who approved, for what changes a clock; the actor cannot approve their own request */
  approvedBy: z.string().trim().min(1).max(64).optional(),
  /** seq of the last event the person saw; refused as stale when the log has gone on */
  seenSeq: z.int().min(0).optional(),
});
export type OrderActionRequest = z.input<typeof OrderActionRequest>;

export const OrderEventView = z.object({
  id: z.string(),
  seq: z.int(),
  type: z.enum(orderEventTypes),
  /** effective time as entered; a later correction may say otherwise */
  at: Millis,
  /** when the log took it */
  recordedAt: Millis,
  actor: z.string(),
  party: z.enum(parties),
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
  evidence: z.array(EvidenceDigest),
  approvedBy: z.string().nullable(),
  /** a correction that stands: the true time, or null when it never happened */
  correctedTo: z.object({ at: Millis.nullable(), byEventId: z.string() }).nullable(),
  /** place in the log of all orders, and the chain's SM3 up to here */
  logSeq: z.int(),
  hash: z.string(),
});
export type OrderEventView = z.infer<typeof OrderEventView>;
