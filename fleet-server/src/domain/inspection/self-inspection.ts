// What a terminal last said of itself, and what the server adds because only it can measure it.
import type { EvidenceItem, KioskId } from "@kiosk/contract";
import type { Millis } from "../time.ts";

/** The last one of a terminal; the messages themselves stay among its reports. */
export interface SelfInspection {
  readonly kioskId: KioskId;
  /** kiosk clock corrected by skew */
  readonly at: Millis;
  readonly receivedAt: Millis;
  readonly items: readonly EvidenceItem[];
}

/** More, and entries of the terminal's log cannot be laid beside those of the server. */
const greatestOffsetMs = 5_000;

/**
 * How far the terminal's clock was off at its last message: it cannot measure that itself.
 * @param skewMs kiosk clock minus server clock; null: it has never sent anything
 */
export function clockOffset(skewMs: number | null, measuredAt: Millis): EvidenceItem {
  const known = skewMs !== null;
  return {
    key: "clock-offset",
    subject: "",
    deviceId: null,
    outcome: known ? (Math.abs(skewMs) <= greatestOffsetMs ? "pass" : "fail") : "unknown",
    value: known ? `${(skewMs / 1000).toFixed(1)} s` : "",
    detail: known ? "" : "nothing was heard of the terminal",
    measuredAt,
  };
}
