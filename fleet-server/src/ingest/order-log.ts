// The one door into the log of all orders: gives an event its place and its link.
import type { OrderEvent, UnloggedEvent } from "../domain/work-order/work-order.ts";
import { chainLink, chainStart } from "../log-chain.ts";
import type { Unit } from "./unit.ts";

/** Where the end of the log is kept, as JSON {logSeq, hash}. */
export const logHeadKey = "logHead";

export interface LogHead {
  readonly logSeq: number;
  readonly hash: string;
}

export function readLogHead(view: { meta(key: string): string | undefined }): LogHead {
  const text = view.meta(logHeadKey);
  if (text === undefined) return { logSeq: 0, hash: chainStart };
  const value: unknown = JSON.parse(text);
  if (
    typeof value === "object" &&
    value !== null &&
    "logSeq" in value &&
    typeof value.logSeq === "number" &&
    "hash" in value &&
    typeof value.hash === "string"
  ) {
    return { logSeq: value.logSeq, hash: value.hash };
  }
  throw new Error(`meta ${logHeadKey}: not a log head: ${text}`);
}

/** Appends; the store refuses a place that is taken. */
export function logEvent(unit: Unit, event: UnloggedEvent): OrderEvent {
  const head = readLogHead(unit);
  const clean = { ...event, text: storable(event.text), actor: storable(event.actor) };
  const placed = { ...clean, logSeq: head.logSeq + 1 };
  const logged: OrderEvent = { ...placed, hash: chainLink(head.hash, placed) };
  unit.put("workOrderEvent", logged);
  unit.put("meta", { key: logHeadKey, value: JSON.stringify({ logSeq: logged.logSeq, hash: logged.hash }) });
  return logged;
}

/** What is hashed must be what is stored: PostgreSQL text holds no NUL, and UTF-8 no half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll("\0", "\u2400").toWellFormed();
}
