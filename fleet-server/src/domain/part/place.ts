import type { ContractId, StockItem } from "@kiosk/contract";
import type { Millis } from "../time.ts";

/** What a contract says of an item of stock: where it fits. */
export interface StoredItem {
  readonly contractId: ContractId;
  readonly item: string;
  readonly unit: string;
  readonly fits: StockItem["fits"];
  readonly by: string;
  readonly at: Millis;
}

/** Fewer than so many in a place are too few. */
export interface StoredMinimum {
  readonly contractId: ContractId;
  readonly place: string;
  readonly item: string;
  readonly minimum: number;
  readonly by: string;
  readonly at: Millis;
}
