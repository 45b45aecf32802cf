// The chain through the audit log, made as the one through the log of orders (log-chain.ts).
import { createHash } from "node:crypto";
import { canonicalJson } from "./log-chain.ts";
import type { AuditEvent } from "./tables.ts";

/** SM3 in hex of the previous link and every field of the line. */
export function auditLink(previous: string, event: Omit<AuditEvent, "hash">): string {
  const { seq, at, by, name, from, action, target, contractId, result, before, after } = event;
  const body = canonicalJson([seq, at, by, name, from, action, target, contractId, result, before, after]);
  return createHash("sm3").update(previous).update("\n").update(body).digest("hex");
}
