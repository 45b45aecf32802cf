// What is stored of supplies and stock: part of upkeep-tables.ts.
import type { StockPlace, SupplySetting, SupplySwap } from "@kiosk/contract";
import type { SupplyMonth } from "./domain/consumable/supply-month.ts";
import type { StoredItem, StoredMinimum } from "./domain/part/place.ts";
import type { StoredForecast } from "./domain/supply/supply-forecast.ts";
import type { Task } from "./domain/supply/task.ts";

export interface SupplyTables {
  supplyMonth: SupplyMonth;
  supplyForecast: StoredForecast;
  replacementTask: Task;
  supplySwap: SupplySwap;
  supplySetting: SupplySetting;
  stockPlace: StockPlace;
  stockItem: StoredItem;
  stockMinimum: StoredMinimum;
}

export const supplyKeys: { readonly [T in keyof SupplyTables]: readonly (keyof SupplyTables[T])[] } = {
  supplyMonth: ["kioskId", "deviceId", "consumable", "part", "month"],
  supplyForecast: ["kioskId", "deviceId", "consumable", "part"],
  replacementTask: ["id"],
  supplySwap: ["id"],
  supplySetting: ["contractId", "version"],
  stockPlace: ["contractId", "id"],
  stockItem: ["contractId", "item"],
  stockMinimum: ["contractId", "place", "item"],
};

export const supplyTableNames = [
  "supplyMonth",
  "supplyForecast",
  "replacementTask",
  "supplySwap",
  "supplySetting",
  "stockPlace",
  "stockItem",
  "stockMinimum",
] as const satisfies readonly (keyof SupplyTables)[];

export const supplyAppendOnly = ["supplySwap", "supplySetting"] as const satisfies readonly (keyof SupplyTables)[];
