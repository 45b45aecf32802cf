// The one door into the audit log: gives a line its place and its link, in the unit of work of what it speaks about.
import type { ContractId } from "@kiosk/contract";
import { auditLink } from "../audit-chain.ts";
import type { Caller } from "../domain/account/caller.ts";
import type { Millis } from "../domain/time.ts";
import { chainStart } from "../log-chain.ts";
import type { AuditEvent } from "../tables.ts";
import type { Unit } from "./unit.ts";

/** Where the end of the audit log is kept, as JSON {seq, hash}. */
export const auditHeadKey = "auditHead";

export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export interface AuditFacts {
  /** the right that was used, or an act of the account itself (`session.sign-in`) */
  readonly action: string;
  /** what it was done to: an id */
  readonly target: string;
  readonly contractId?: ContractId | null;
  /** `ok` when left out; else the code of the refusal */
  readonly result?: string;
  /** JSON values; never a password, a code or a secret */
  readonly before?: unknown;
  readonly after?: unknown;
}

export function readAuditHead(view: { meta(key: string): string | undefined }): AuditHead {
  const text = view.meta(auditHeadKey);
  if (text === undefined) return { seq: 0, hash: chainStart };
  const value: unknown = JSON.parse(text);
  if (
    typeof value === "object" &&
    value !== null &&
    "seq" in value &&
    typeof value.seq === "number" &&
    "hash" in value &&
    typeof value.hash === "string"
  ) {
    return { seq: value.seq, hash: value.hash };
  }
  throw new Error(`meta ${auditHeadKey}: not a log head: ${text}`);
}

/** Appends; the store refuses a place that is taken. */
export function audit(unit: Unit, by: Caller, facts: AuditFacts, at: Millis): AuditEvent {
  const head = readAuditHead(unit);
  const placed = {
    seq: head.seq + 1,
    at,
    by: storable(by.id),
    name: storable(by.name),
    from: storable(by.from),
    action: facts.action,
    target: storable(facts.target),
    contractId: facts.contractId ?? null,
    result: facts.result ?? "ok",
    before: asStored(facts.before),
    after: asStored(facts.after),
  };
  const event: AuditEvent = { ...placed, hash: auditLink(head.hash, placed) };
  unit.put("auditEvent", event);
  unit.put("meta", { key: auditHeadKey, value: JSON.stringify({ seq: event.seq, hash: event.hash }) });
  return event;
}

/** What is hashed must be what is read back: JSON text without NUL and without half a surrogate pair. */
function asStored(value: unknown): unknown {
  if (value === undefined) return null;
  const plain: unknown = JSON.parse(JSON.stringify(value, (_key, v) => (typeof v === "string" ? storable(v) : v)));
  return plain;
}

function storable(text: string): string {
  return text.replaceAll("\0", "\u2400").toWellFormed();
}
