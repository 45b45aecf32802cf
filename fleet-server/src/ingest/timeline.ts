// Lines of a terminal's history, written with the change they tell of.
import type { DeviceId, KioskId, TimelineEntry } from "@kiosk/contract";
import type { Millis } from "../domain/time.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

export interface TimelineText {
  readonly kind: TimelineEntry["kind"];
  readonly zh: string;
  readonly en: string;
  /** when it was so; recordedAt where it is not told */
  readonly at?: Millis;
  readonly deviceId?: DeviceId | null;
  readonly refId?: string;
}

export function tell(
  unit: Unit,
  rules: Pick<IngestRules, "newId">,
  kioskId: KioskId,
  recordedAt: Millis,
  text: TimelineText,
): void {
  unit.put("timeline", {
    id: rules.newId(),
    kioskId,
    at: text.at ?? recordedAt,
    recordedAt,
    kind: text.kind,
    zh: text.zh,
    en: text.en,
    deviceId: text.deviceId ?? null,
    refId: text.refId ?? null,
  });
}
