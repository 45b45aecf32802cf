// A message that cannot be understood is kept with its bytes and the reason, acknowledged, counted and shown: refusing it
// would make the kiosk send it again for ever.
import type { ErrorCode } from "@kiosk/contract";
import type { Unit } from "./unit.ts";
import type { IngestCounters, IngestRules, UplinkMessage } from "./uplink.ts";

/** More of a payload than this is not kept; its full size still is. */
export const keptPayloadBytes = 64 * 1024;

export function quarantine(
  message: Pick<UplinkMessage, "kioskId" | "topic" | "payload" | "receivedAt"> & { readonly bytes?: number },
  reason: ErrorCode,
  detail: string,
  unit: Unit,
  rules: Pick<IngestRules, "newId">,
  counters: IngestCounters,
): void {
  counters.quarantined += 1;
  unit.touchedQuarantine = true;
  unit.put("quarantine", {
    id: rules.newId(),
    receivedAt: message.receivedAt,
    kioskId: message.kioskId,
    topic: message.topic.slice(0, 256),
    reason,
    detail: detail.slice(0, 500),
    bytes: message.bytes ?? message.payload.byteLength,
    payload: message.payload.subarray(0, keptPayloadBytes),
    resolution: null,
    resolvedAt: null,
    resolvedBy: null,
    resolvedWhy: null,
  });
}
