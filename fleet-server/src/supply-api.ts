// What supplies and stock can be asked and told, independent of HTTP.
import type {
  ContractId,
  ForecastList,
  ForecastQuery,
  KioskId,
  MovementPage,
  MovementQuery,
  NewStockPlace,
  NewTask,
  ReplacementTask,
  StockCount,
  StockItemChange,
  StockMinimum,
  StockMove,
  StockPlaceChange,
  StockView,
  SupplyDays,
  SupplyHistoryQuery,
  SupplySettingChange,
  SupplySettings,
  SupplySwap,
  SwapEntry,
  SwapList,
  SwapQuery,
  TaskList,
  TaskQuery,
  UserId,
  VanContents,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "./domain/account/caller.ts";
import type { Holdings } from "./domain/supply/kit.ts";
import type { Answer } from "./fleet-api.ts";

export interface SupplyApi {
  forecasts(by: Caller, query: z.output<typeof ForecastQuery>): Promise<Answer<ForecastList>>;
  tasks(by: Caller, query: z.output<typeof TaskQuery>): Promise<Answer<TaskList>>;
  /** every open task of a contract, soonest due first: what a day plan merges into visits */
  openTasks(contractId: ContractId): Promise<ReplacementTask[]>;
  openTask(by: Caller, kioskId: KioskId, task: z.output<typeof NewTask>): Promise<Answer<ReplacementTask>>;
  withdrawTask(by: Caller, kioskId: KioskId, id: string, reason: string): Promise<Answer<ReplacementTask>>;
  swaps(by: Caller, query: z.output<typeof SwapQuery>): Promise<Answer<SwapList>>;
  /** The same id again answers what there is, and changes nothing. */
  enterSwap(by: Caller, entry: z.output<typeof SwapEntry>): Promise<Answer<SupplySwap>>;
  history(by: Caller, kioskId: KioskId, of: z.output<typeof SupplyHistoryQuery>): Promise<Answer<SupplyDays>>;
  settings(by: Caller, contractId: ContractId): Promise<Answer<SupplySettings>>;
  changeSettings(
    by: Caller,
    contractId: ContractId,
    change: z.output<typeof SupplySettingChange>,
  ): Promise<Answer<SupplySettings>>;
}

export interface StockApi {
  stock(by: Caller, contractId: ContractId): Promise<Answer<StockView>>;
  movements(by: Caller, contractId: ContractId, query: z.output<typeof MovementQuery>): Promise<Answer<MovementPage>>;
  move(by: Caller, contractId: ContractId, move: z.output<typeof StockMove>): Promise<Answer<StockView>>;
  count(by: Caller, contractId: ContractId, count: z.output<typeof StockCount>): Promise<Answer<StockView>>;
  addPlace(by: Caller, contractId: ContractId, place: z.output<typeof NewStockPlace>): Promise<Answer<StockView>>;
  changePlace(
    by: Caller,
    contractId: ContractId,
    id: string,
    change: z.output<typeof StockPlaceChange>,
  ): Promise<Answer<StockView>>;
  changeItem(by: Caller, contractId: ContractId, item: z.output<typeof StockItemChange>): Promise<Answer<StockView>>;
  setMinimum(by: Caller, contractId: ContractId, minimum: z.output<typeof StockMinimum>): Promise<Answer<StockView>>;
  /** What lies in the technician's van; `place` is null where none is assigned. */
  van(contractId: ContractId, technicianId: UserId): Promise<VanContents>;
  /** Item -> how many lie in a place; `main` is the main depot. For {@link kitFor}. */
  holdings(contractId: ContractId, place: string): Holdings;
}
