import type { ContractId, DeviceId, KioskId, ReplacementTask } from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";

/** Replace this before it is empty. One open task for a supply. */
export interface Task {
  readonly id: string;
  readonly contractId: ContractId;
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId;
  readonly consumable: ConsumableKind;
  readonly part: string;
  readonly item: string;
  readonly state: ReplacementTask["state"];
  readonly dueAt: Millis;
  readonly reason: ReplacementTask["reason"];
  readonly createdAt: Millis;
  readonly closedAt: Millis | null;
  readonly closedHow: ReplacementTask["closedHow"];
  readonly closedBy: string | null;
}

interface Subject {
  readonly deviceId: string;
  readonly consumable: string;
  readonly part: string;
}

export function isSameSupply(a: Subject, b: Subject): boolean {
  return a.deviceId === b.deviceId && a.consumable === b.consumable && a.part === b.part;
}
