// What is read from disk of supplies and stock: part of upkeep-ports.ts.
import type { ContractId, KioskId, StockPlace, SupplySetting, SupplySwap, UserId } from "@kiosk/contract";
import type { SupplyMonth } from "./domain/consumable/supply-month.ts";
import type { Movement } from "./domain/part/movement.ts";
import type { StoredItem, StoredMinimum } from "./domain/part/place.ts";
import type { LocalDay } from "./domain/sla/local-day.ts";
import type { StoredForecast } from "./domain/supply/supply-forecast.ts";
import type { Task } from "./domain/supply/task.ts";
import type { Millis } from "./domain/time.ts";
import type { Reach } from "./ports.ts";

export interface SupplyFilter {
  readonly reach: Reach;
  readonly contractId?: ContractId | undefined;
  readonly kioskId?: KioskId | undefined;
}

export type ForecastMark = Pick<StoredForecast, "sortAt" | "kioskId" | "deviceId" | "consumable" | "part">;
/** Open tasks by `dueAt`, others by `closedAt` backwards. */
export interface TaskMark {
  readonly at: Millis;
  readonly id: string;
}

export interface TaskFilter extends SupplyFilter {
  readonly state: Task["state"];
  readonly after?: TaskMark | undefined;
  readonly limit: number;
}

export interface SwapFilter extends SupplyFilter {
  /** at `from` and later, before `to` */
  readonly from?: Millis;
  readonly to?: Millis;
  readonly before?: Pick<SupplySwap, "at" | "id"> | undefined;
  readonly limit: number;
}

export interface SupplyHistory {
  /** of these terminals, those that begin at `from` or later, oldest first */
  months(kioskIds: readonly KioskId[], from: LocalDay): Promise<SupplyMonth[]>;
  forecastsOf(kioskIds: readonly KioskId[]): Promise<StoredForecast[]>;
  /** soonest first. @param until those that may be empty by then */
  forecasts(
    filter: SupplyFilter & { until?: Millis | undefined; after?: ForecastMark | undefined; limit: number },
  ): Promise<StoredForecast[]>;
  countForecasts(filter: SupplyFilter & { until?: Millis | undefined }): Promise<number>;
  openTasksOf(kioskIds: readonly KioskId[]): Promise<Task[]>;
  tasks(filter: TaskFilter): Promise<Task[]>;
  countTasks(filter: SupplyFilter & { state: Task["state"] }): Promise<number>;
  findTask(id: string): Promise<Task | undefined>;
  findSwap(id: string): Promise<SupplySwap | undefined>;
  /** newest first */
  swaps(filter: SwapFilter): Promise<SupplySwap[]>;
  /** oldest first */
  settings(contractId: ContractId): Promise<SupplySetting[]>;
}

export interface StockHistory {
  /** those that ended among them */
  places(contractId: ContractId): Promise<StockPlace[]>;
  /** vans of a technician that have not ended */
  vansOf(technicianId: UserId): Promise<StockPlace[]>;
  items(contractId: ContractId): Promise<StoredItem[]>;
  minimums(contractId: ContractId): Promise<StoredMinimum[]>;
  /** newest first */
  movements(filter: {
    contractId: ContractId;
    place?: string | undefined;
    item?: string | undefined;
    /** recorded at `from` and later, before `to` */
    from?: Millis;
    to?: Millis;
    before?: Pick<Movement, "recordedAt" | "id"> | undefined;
    limit: number;
  }): Promise<Movement[]>;
  /** whether movements of this act were written: their ids begin with it */
  wasMoved(contractId: ContractId, actId: string): Promise<boolean>;
}
