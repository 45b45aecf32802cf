// What is kept of a supply's use: its level at the end of each day, a month a row. All a forecast is learned from.
import type { DeviceId, KioskId } from "@kiosk/contract";
import type { ConsumableKind, Unit } from "@kiosk/firmware-profiles";
import type { LocalDay } from "../sla/local-day.ts";

export interface SupplyMonth {
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId;
  readonly consumable: ConsumableKind;
  readonly part: string;
  /** its first day */
  readonly month: LocalDay;
  readonly unit: Unit;
  readonly capacity: number | null;
  /** by day of the month from 0: the level at its end; null: not known, as far as the row reaches */
  readonly levels: readonly (number | null)[];
  /** days on which it was replaced */
  readonly replaced: readonly LocalDay[];
}
