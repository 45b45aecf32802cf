// The audit log as its administrator reads it. Append-only, chained by SM3, no line is ever deleted.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";

export const AuditEntry = z.object({
  seq: z.int(),
  at: Millis,
  /** user id, or link:…, wall:…, server */
  by: z.string(),
  name: z.string(),
  /** address the request came from */
  from: z.string(),
  /** the right that was used, or the name of an act of the account itself (session.sign-in …) */
  action: z.string(),
  target: z.string(),
  contractId: z.string().nullable(),
  /** `ok`, or the code of the refusal */
  result: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = z.object({
  by: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  target: z.string().max(200).optional(),
  result: z.enum(["ok", "refused"]).optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
  /** lines before this one: the page after */
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const AuditList = z.object({
  at: Millis,
  entries: z.array(AuditEntry),
  /** `before` of the next page; null at the end */
  next: z.int().nullable(),
  head: z.object({ seq: z.int(), hash: z.string() }),
});
export type AuditList = z.infer<typeof AuditList>;

/** Every line from the first, against its link and the head of the chain. */
export const AuditVerification = z.object({
  ok: z.boolean(),
  /** lines whose link holds */
  checked: z.int(),
  firstBad: z.int().nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
