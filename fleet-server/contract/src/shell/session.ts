// One use of the terminal, as the pages and the agent speak of it on loopback. All POST, JSON; refusals are ShellProblem.
//   /shell/v1/sessions                 OpenSession     -> OpenedSession
//   /shell/v1/sessions/:id/calls       BridgeCall      -> BridgeAnswer of that call     header x-session-token
//   /shell/v1/sessions/:id/touch       {}              -> {}   somebody is there; keeps the agent's own clock from ending it
//   /shell/v1/sessions/:id/end         EndSession      -> EndedSession, with Clear-Site-Data
//   /shell/v1/sessions/:id/wiped       PageWipe        -> WipeProof   what the pages read back; without it the proof says unknown
//   /shell/v1/ratings                  NewRating       -> Receipt     until 2 min after the end
//   /shell/v1/reports                  NewCitizenReport       -> Receipt
//   /shell/v1/staff                    StaffCode       -> { until }   DELETE closes it
//   /shell/v1/alive                    ShellAlive      -> {}   after a paint, every 2 s
//   /shell/v1/incidents                ShellIncident   -> {}   from the host or the pages
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import {
  citizenReportKinds,
  hostKinds,
  jobKinds,
  ratingTags,
  SessionEnd,
  shellIncidents,
  WipePart,
} from "../shelf/events.ts";
import { AppId, Said } from "../shelf/manifest.ts";

export const OpenSession = z.strictObject({
  /** null: no app, for 问题反映 from the home page */
  appId: AppId.nullable(),
  host: z.enum(hostKinds),
  elder: z.boolean(),
  language: z.enum(["zh", "en"]),
});
export type OpenSession = z.infer<typeof OpenSession>;

export const OpenedSession = z.strictObject({
  sessionId: z.uuid(),
  /** only who has it may act in this session; kept in the page's memory alone */
  token: z.string().min(32).max(100),
  limitAt: Millis,
});
export type OpenedSession = z.infer<typeof OpenedSession>;

/** Who somebody is, as the session's memory holds it. Text of the card only, never its photo. */
export const Identity = z.strictObject({
  by: z.enum(["card", "phone"]),
  /** empty where they signed in by phone */
  name: z.string().max(60),
  idNumber: z.string().max(30),
  phone: z.string().max(20),
  sex: z.enum(["male", "female", "unknown"]),
  /** yyyymmdd; empty: not known */
  birth: z.string().max(8),
  address: z.string().max(120),
  validTo: z.string().max(8),
});
export type Identity = z.infer<typeof Identity>;

/** 张* and 310105********1234: what is shown unless somebody presses and holds. */
export const MaskedIdentity = z.strictObject({
  by: z.enum(["card", "phone"]),
  name: z.string(),
  idNumber: z.string(),
  phone: z.string(),
});
export type MaskedIdentity = z.infer<typeof MaskedIdentity>;

const PrintLines = z.array(z.string().max(120)).min(1).max(200);

/** What an app (through the shell) or the shell itself may ask within a session. */
export const BridgeCall = z.discriminatedUnion("call", [
  /** Waits for a card on the reader, reads its text, at most 60 s. */
  z.strictObject({ call: z.literal("identity.read-card") }),
  /** Sends a code to a phone; which service does is pluggable. */
  z.strictObject({ call: z.literal("identity.send-code"), phone: z.string().regex(/^1\d{10}$/) }),
  z.strictObject({ call: z.literal("identity.check-code"), code: z.string().regex(/^\d{6}$/) }),
  /** The whole of it, for press-and-hold and for an app that may. */
  z.strictObject({ call: z.literal("identity.reveal") }),
  z.strictObject({ call: z.literal("print.booklet"), lines: PrintLines }),
  /** A PDF of A4 pages in base64, at most 12 MB of octets. */
  z.strictObject({
    call: z.literal("print.a4"),
    pdf: z.base64().max(16_000_000),
    copies: z.int().min(1).max(5),
    colour: z.boolean(),
  }),
  z.strictObject({ call: z.literal("print.receipt"), lines: PrintLines }),
  /** Takes the card in, writes the endorsement's lines on it, hands it back. */
  z.strictObject({ call: z.literal("endorse.card"), lines: z.array(z.string().max(40)).min(1).max(8) }),
  /** Waits for a code before the scanner, at most 30 s. */
  z.strictObject({ call: z.literal("scan.code") }),
  /** Gives up what waits: a card, a code. */
  z.strictObject({ call: z.literal("cancel") }),
  /** The app says what came of it. */
  z.strictObject({ call: z.literal("outcome"), outcome: z.enum(["done", "not-done"]) }),
]);
export type BridgeCall = z.infer<typeof BridgeCall>;
export type BridgeCallName = BridgeCall["call"];

export const JobDone = z.strictObject({ job: z.enum(jobKinds), pages: z.int().min(0) });

/** What each call answers when it went well. */
export const bridgeAnswers = {
  "identity.read-card": MaskedIdentity,
  "identity.send-code": z.strictObject({ expiresAt: Millis }),
  "identity.check-code": MaskedIdentity,
  "identity.reveal": Identity,
  "print.booklet": JobDone,
  "print.a4": JobDone,
  "print.receipt": JobDone,
  "endorse.card": JobDone,
  "scan.code": z.strictObject({ code: z.string().max(2000) }),
  cancel: z.strictObject({}),
  outcome: z.strictObject({}),
} as const satisfies Record<BridgeCallName, z.ZodType>;
export type BridgeAnswer<C extends BridgeCallName> = z.infer<(typeof bridgeAnswers)[C]>;

export const EndSession = z.strictObject({ end: SessionEnd });
export type EndSession = z.infer<typeof EndSession>;

/** What the agent itself has wiped and read back; the pages do theirs next. */
export const EndedSession = z.strictObject({ parts: z.array(WipePart) });
export type EndedSession = z.infer<typeof EndedSession>;

export const PageWipe = z.strictObject({ parts: z.array(WipePart), durationMs: z.int().min(0) });
export type PageWipe = z.infer<typeof PageWipe>;

export const NewRating = z.strictObject({
  sessionId: z.uuid(),
  stars: z.int().min(1).max(5),
  tags: z.array(z.enum(ratingTags)).max(8),
});
export const NewCitizenReport = z.strictObject({
  sessionId: z.uuid().nullable(),
  appId: AppId.nullable(),
  kind: z.enum(citizenReportKinds),
  text: z.string().max(500),
});
/** `code`: what the citizen follows it up by; `qr`: the text of the code to show; `masked`: how many numbers were taken out of the text. */
export const Receipt = z.strictObject({
  code: z.string(),
  qr: z.string(),
  queued: z.boolean(),
  masked: z.int().min(0),
});
export type Receipt = z.infer<typeof Receipt>;

export const StaffCode = z.strictObject({ code: z.string().regex(/^\d{8}$/) });
export const ShellAlive = z.strictObject({ paints: z.int().min(0), heapBytes: z.int().min(0).nullable() });
export const ShellIncident = z.strictObject({ incident: z.enum(shellIncidents), detail: z.string().max(200) });
export type ShellIncident = z.infer<typeof ShellIncident>;

/** Why something was not done; `said` is for the citizen. */
export const shellProblemCodes = [
  "session.none",
  "session.other",
  "session.token",
  "service.suspended",
  "permission.denied",
  "request.invalid",
  "request.foreign",
  "device.absent",
  "device.failed",
  "device.busy",
  "card.none",
  "card.unreadable",
  /** gone from the machine while it was being written */
  "card.pulled",
  "code.wrong",
  "code.expired",
  "code.too-many",
  "code.not-sent",
  "staff.wrong",
  "staff.locked",
  "call.cancelled",
  "storage.full",
] as const;
export type ShellProblemCode = (typeof shellProblemCodes)[number];

/** The HTTP status of each. */
export const shellProblems: Readonly<Record<ShellProblemCode, number>> = {
  "session.none": 404,
  "session.other": 409,
  "session.token": 403,
  "service.suspended": 409,
  "permission.denied": 403,
  "request.invalid": 400,
  "request.foreign": 403,
  "device.absent": 409,
  "device.failed": 409,
  "device.busy": 409,
  "card.none": 408,
  "card.unreadable": 409,
  "card.pulled": 409,
  "code.wrong": 401,
  "code.expired": 410,
  "code.too-many": 429,
  "code.not-sent": 503,
  "staff.wrong": 401,
  "staff.locked": 423,
  "call.cancelled": 409,
  "storage.full": 507,
};
export const ShellProblem = z.strictObject({
  code: z.enum(shellProblemCodes),
  said: Said,
  /** for the log and the technician; never of a person */
  detail: z.string().max(200),
});
export type ShellProblem = z.infer<typeof ShellProblem>;
