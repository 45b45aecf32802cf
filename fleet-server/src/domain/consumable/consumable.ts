import type { DeviceId, KioskId } from "@kiosk/contract";
import type { ConsumableKind, LevelReading, Quality, Unit } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";

export interface Consumable {
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId;
  readonly consumable: ConsumableKind;
  readonly part: string;
  readonly value: LevelReading["value"];
  readonly unit: Unit;
  readonly capacity: number | null;
  readonly quality: Quality;
  readonly observedAt: Millis;
  readonly receivedAt: Millis;
  readonly replacedAt: Millis | null;
  readonly replacedHow: "detected" | "entered" | null;
}

export function consumableKey(c: { deviceId: string; consumable: string; part: string }): string {
  return `${c.deviceId}/${c.consumable}/${c.part}`;
}

/** 0..100, or null where value or capacity do not allow a percentage; "some" and "unknown" are not numbers. */
export function percentOf(c: Pick<Consumable, "value" | "unit" | "capacity">): number | null {
  if (typeof c.value !== "number") return null;
  if (c.unit === "percent") return Math.min(100, c.value);
  if (c.capacity === null) return null;
  return Math.max(0, Math.min(100, (c.value / c.capacity) * 100));
}
