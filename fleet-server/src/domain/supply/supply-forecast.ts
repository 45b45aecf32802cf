import type { DeviceId, EmptyBand, KioskId, SupplyForecast } from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import type { Millis } from "../time.ts";

/** What was last computed for a supply, as it is kept. */
export interface StoredForecast {
  readonly kioskId: KioskId;
  readonly deviceId: DeviceId;
  readonly consumable: ConsumableKind;
  readonly part: string;
  readonly method: SupplyForecast["method"];
  readonly basisDays: number;
  /** in the unit of the level */
  readonly perDay: number | null;
  readonly emptyAt: EmptyBand | null;
  readonly unknownWhy: SupplyForecast["unknownWhy"];
  readonly computedAt: Millis;
  /** the early end of the band, or far away: what the list is sorted by */
  readonly sortAt: Millis;
  /** the terminal no longer has it; null: it has */
  readonly endedAt: Millis | null;
}

/** Later than any instant people deal with, and still an exact integer. */
export const neverAt: Millis = 9_000_000_000_000_000;
