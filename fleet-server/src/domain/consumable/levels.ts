// Levels from readings; a replacement is noticed when a level jumps up, or entered by a person.
import type { DeviceReport, KioskId } from "@kiosk/contract";
import type { Millis } from "../time.ts";
import { type Consumable, consumableKey, percentOf } from "./consumable.ts";

/** A rise of so many percentage points is a new cartridge and not a sensor's wobble. */
export const replacementRisePercent = 30;

export interface LevelChange {
  readonly key: string;
  readonly after: Consumable;
  readonly replaced: boolean;
}

/** The consumables a device report speaks of. `at` is the server time of the observation. */
export function foldLevels(
  known: ReadonlyMap<string, Consumable>,
  kioskId: KioskId,
  report: Pick<DeviceReport, "deviceId" | "readings">,
  at: Millis,
  receivedAt: Millis,
): LevelChange[] {
  const changes: LevelChange[] = [];
  for (const reading of report.readings) {
    if (reading.kind !== "level") continue;
    const key = consumableKey({ deviceId: report.deviceId, consumable: reading.consumable, part: reading.part });
    const before = known.get(key);
    const now: Consumable = {
      kioskId,
      deviceId: report.deviceId,
      consumable: reading.consumable,
      part: reading.part,
      value: reading.value,
      unit: reading.unit,
      capacity: reading.capacity ?? null,
      quality: reading.quality,
      observedAt: at,
      receivedAt,
      replacedAt: before?.replacedAt ?? null,
      replacedHow: before?.replacedHow ?? null,
    };
    const was = before === undefined ? null : percentOf(before);
    const is = percentOf(now);
    const rose = was !== null && is !== null && is - was >= replacementRisePercent;
    // a person who entered the replacement a moment ago already explained the rise
    const explained =
      before?.replacedHow === "entered" && before.replacedAt !== null && before.replacedAt >= before.observedAt;
    const replaced = rose && !explained;
    changes.push({ key, after: replaced ? { ...now, replacedAt: at, replacedHow: "detected" } : now, replaced });
  }
  return changes;
}
