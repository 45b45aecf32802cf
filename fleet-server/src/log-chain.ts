// The chain through the log of all orders: each link is the SM3 of the link before and of its event, so that a line that was
// changed, taken out or put in between shows. Who can rewrite the whole database can rewrite the chain too: keep a head
// outside (every clock statement prints it), and `npm run audit:verify -- --head` compares.
import { createHash } from "node:crypto";
import type { OrderEvent } from "./domain/work-order/work-order.ts";

/** The link before the first event. */
export const chainStart = "0".repeat(64);

export type ChainedEvent = Omit<OrderEvent, "hash">;

/** JSON with sorted keys: the same value gives the same text, however it was built. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** SM3 in hex of the previous link and every field of the event. */
export function chainLink(previous: string, event: ChainedEvent): string {
  const { logSeq, id, orderId, seq, type, at, recordedAt, actor, party, text, data, evidence } = event;
  const body = canonicalJson([logSeq, id, orderId, seq, type, at, recordedAt, actor, party, text, data, evidence]);
  return createHash("sm3").update(previous).update("\n").update(body).digest("hex");
}
