// A replacement that a person entered, at the terminal or at the console: what both have in common.
import type { DeviceId, KioskId } from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import { consumableKey } from "../domain/consumable/consumable.ts";
import { withEntry } from "../domain/kiosk/kiosk.ts";
import type { Millis } from "../domain/time.ts";
import type { Unit } from "./unit.ts";

/** Marks the consumable as replaced at `at`. False: this terminal has told of no such consumable. */
export function recordReplacement(
  unit: Unit,
  kioskId: KioskId,
  entry: { readonly deviceId: DeviceId; readonly consumable: ConsumableKind; readonly part: string },
  at: Millis,
): boolean {
  const kiosk = unit.kiosk(kioskId);
  const key = consumableKey(entry);
  const known = kiosk?.consumables.get(key);
  if (kiosk === undefined || known === undefined) return false;
  const replaced = { ...known, replacedAt: at, replacedHow: "entered" } as const;
  unit.put("consumable", replaced);
  unit.setKiosk({ ...kiosk, consumables: withEntry(kiosk.consumables, key, replaced) });
  return true;
}
